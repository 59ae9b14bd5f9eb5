"""What every part of the dialogue works with in one turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from bot.catalog.search import list_units, units_by_id
from bot.conversation.turn import Turn
from bot.offers.cards import card
from bot.offers.fitting import fitted, hard_facts
from bot.types import Card, Extraction, Gap, HardFacts, IntentChange, Known, Match, Reply
from plugins.concierge.acts import Acts
from plugins.concierge.memory import Memory
from plugins.concierge.texts import Texts

MAX_SUGGESTIONS = 4
# What a reply offered: Memory.offered. TEAM_BUTTON is taken by its button alone, not by a plain yes.
TEAM, TEAM_BUTTON, BOOK_THIS, DETAILS = "team", "team_button", "book_this", "details"
PERSONAL = "personal data"  # begins the question to the team about a wish to have them erased
_STAY = "stay:"  # and days: see proposed_stay
MAX_QUESTION_CHARS = 200  # of the guest's words in what the team is told


def proposed_stay(check_in: date, check_out: date) -> str:
    """What Memory.offered says of days that were proposed."""
    return f"{_STAY}{check_in}/{check_out}"


def agreed_stay(offered: str | None) -> tuple[date, date] | None:
    """The days that a yes accepts; None: none were proposed."""
    if not offered or not offered.startswith(_STAY):
        return None
    try:
        check_in, check_out = map(date.fromisoformat, offered.removeprefix(_STAY).split("/"))
    except ValueError:
        return None
    return check_in, check_out


@dataclass(slots=True)
class Talk:
    """`offered` and `question` are what the previous reply offered; the reply being made sets memory's anew."""

    turn: Turn
    memory: Memory
    acts: Acts
    texts: Texts
    offered: str | None = None
    question: str | None = None
    is_pointed: bool = False  # the message is about homes that it names or points at
    opening: list[str] = field(default_factory=list)  # said before the answer
    pointed: dict[int, list[Match]] = field(default_factory=dict)  # homes that clauses are about, where they differ
    quoted: list[Known] = field(default_factory=list)  # entries of the house that are told
    gaps: list[Gap] = field(default_factory=list)  # what nobody could answer

    @property
    def changed(self) -> bool:
        """Whether the messages changed what is known of the journey; `turn.captured` also holds what was said again."""
        return self.turn.intent != self.turn.session.intent

    @property
    def news(self) -> bool:
        """Whether the messages state something of the journey that was not known: a yes to days says them again."""
        return bool(self.turn.captured) and self.changed

    def take_stay(self, check_in: date, check_out: date) -> None:
        """The guest has agreed to these days."""
        self.take(IntentChange(check_in=check_in, check_out=check_out))

    def take(self, change: IntentChange) -> None:
        """The guest has said this of the trip."""
        self.turn.read(Extraction(change, certain=frozenset(change)))
        self.turn.found = tuple(fitted(match.unit, self.turn.intent, match.similarity) for match in self.turn.found)

    def card(self, match: Match) -> Card:
        """A home as it is offered for this trip."""
        intent = self.turn.intent
        return card(match, intent.preferences, self.texts.locale, intent.period)

    async def units(self, unit_ids: Sequence[UUID]) -> list[Match]:
        """The live units among these, in this order, with their fit and price for the intent."""
        found = {match.unit.unit_id: match for match in self.turn.found}
        missing = [id_ for id_ in unit_ids if id_ not in found]
        if missing:
            async with self.turn.transaction() as conn:
                units = await units_by_id(conn, self.turn.tenant.tenant_id, missing)
            found |= {id_: fitted(unit, self.turn.intent) for id_, unit in units.items()}
        return [found[id_] for id_ in unit_ids if id_ in found]

    async def listed(self, limit: int, *, guests: int | None = None, features: Sequence[str] = ()) -> list[Match]:
        """Fitting units by hard facts alone, cheapest base price first.

        Args:
            guests: a larger capacity than the party needs. features: beyond the intent's.
        """
        intent = self.turn.intent
        facts = hard_facts(intent)
        facts = replace(facts, guests=guests or facts.guests, features=(*facts.features, *features))
        async with self.turn.transaction() as conn:
            units = await list_units(conn, self.turn.tenant.tenant_id, facts, limit=limit)
        return [match for match in (fitted(unit, intent) for unit in units) if match.fits]

    async def nearly(self, limit: int) -> list[Match]:
        """Units that take the party and do not fit, those with the least wrong first."""
        intent = self.turn.intent
        party = HardFacts(guests=intent.guests, infants=intent.infants or 0)
        async with self.turn.transaction() as conn:
            units = await list_units(conn, self.turn.tenant.tenant_id, party, limit=limit)
        matches = [match for match in (fitted(unit, intent) for unit in units) if not match.fits]
        return sorted(matches, key=lambda match: len(match.misfits))

    def question_text(self) -> str:
        """The guest's words, for the team."""
        return " ".join(self.turn.text.split())[:MAX_QUESTION_CHARS]

    def reply(
        self,
        text: str | Iterable[str],
        *,
        matches: Sequence[Match] = (),
        cards: Sequence[Card] = (),
        suggestions: Iterable[str] = (),
        handoff: str | None = None,
    ) -> Reply:
        """A reply out of paragraphs; empty ones are left out."""
        paragraphs = [text] if isinstance(text, str) else list(text)
        return Reply(
            "\n\n".join(filter(None, [*self.opening, *paragraphs])),
            cards=tuple(cards),
            suggestions=tuple(dict.fromkeys(suggestions))[:MAX_SUGGESTIONS],
            sources=tuple(matches),
            handoff=handoff,
            composed=True,
        )

    def buttons(self, *keys: str) -> list[str]:
        return [self.texts.button(key) for key in keys]

    def ask_team(self, text: str | Iterable[str], question: str, *, matches: Sequence[Match] = ()) -> Reply:
        """Say that something is not known and offer to ask: a plain "yes" then does."""
        paragraphs = [text] if isinstance(text, str) else list(text)
        if not any("?" in paragraph for paragraph in paragraphs):  # one question at once
            paragraphs = _followed(paragraphs, self.texts.say("ask_team_too"))
        self.memory.offered = TEAM
        self.memory.question = question
        return self.reply(paragraphs, matches=matches, suggestions=self.buttons("ask_team", "no_thanks"))


def _followed(paragraphs: list[str], question: str) -> list[str]:
    """A question at the end of the last paragraph; behind a list in one of its own."""
    *others, last = paragraphs or [""]
    if not last:
        return []
    return [*others, last, question] if "\n- " in f"\n{last}" else [*others, f"{last} {question}"]
