"""Reads a message: language, clauses, values, and what they change of the trip. Pure but for the learned weights.

The reading is made once, in this order: which language; clauses with what each does and is about (acts); then the
families of values (dates, money, people, things), each of which takes the words it understands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.types import Clarification, Clause, Extraction, HistoryItem, Intent, IntentChange, Reading
from bot.words.languages import UNDERSTOOD, primary
from plugins.understanding.acts.reader import ReadClause, read_clauses
from plugins.understanding.acts.scopes import carried, joins_or_leaves, scope_of
from plugins.understanding.asked import asked
from plugins.understanding.dates import counts_nights
from plugins.understanding.dates import read as read_dates
from plugins.understanding.homes import without, without_homes
from plugins.understanding.language import guess_language, language_shares
from plugins.understanding.lexicon import Item, Tagged
from plugins.understanding.message import Context, Message, Span, Stated
from plugins.understanding.money import read as read_money
from plugins.understanding.numbers import Numbers
from plugins.understanding.people import age_words
from plugins.understanding.people import read as read_people
from plugins.understanding.phrases import count_known
from plugins.understanding.questions import is_marked, is_question, listed
from plugins.understanding.remarks import compared_months, months_named, remarks
from plugins.understanding.requests import meant
from plugins.understanding.things import mentioned, ordinals
from plugins.understanding.things import read as read_things
from plugins.understanding.tokens import composed, tokens

MAX_TEXT_CHARS = 2000  # what a guest writes beyond this is not read
FAMILIARITY = 0.3  # what the conversation's language has over others when words are shared
FLOOR = 0.05  # probability that a clause tells a family of values, below which none of them is read in it
TELLING = 2  # words that a clause needs to tell anything surely, or nothing
FEW_TOKENS = 12  # of a message that goes on with the one before it
MAX_GUESTS, MAX_NIGHTS = 99, 365  # of a trip that can be
LOOKED_BACK = 8  # messages in which shown units are looked for

Family = Callable[[Message, Context, frozenset[int]], Stated]
FAMILIES: dict[str, Family] = {"dates": read_dates, "money": read_money, "people": read_people, "things": read_things}
ASKED = {
    "dates": frozenset({"check_in", "check_out", "nights"}),
    "money": frozenset({"budget_range"}),
    "people": frozenset({"guests", "adults", "children"}),
    "things": frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a conversation takes place."""

    today: date  # at the property; no date before it is ever read
    locale: str | None = None  # BCP 47; its region decides how "5/6" is read in English
    currency: str | None = None  # the tenant's, ISO 4217
    places: frozenset[str] = frozenset()  # towns and areas where the tenant has units, folded
    homes: frozenset[str] = frozenset()  # what its units are called, folded


def read(
    text: str,
    setting: Setting,
    *,
    history: Sequence[HistoryItem] = (),
    language: str | None = None,
    intent: Intent | None = None,
) -> Extraction:
    """What `text` says, resolved against `intent` (what is known before it).

    `history` are the session's messages before it, oldest first; `language` (ISO 639-1) is the conversation's so far.
    """
    known = intent or Intent()
    text = composed(text[:MAX_TEXT_CHARS])
    read_as = _language_to_read(text, language or _asked_in(history), setting.locale)
    message, clauses = _message(text, read_as, setting)
    context = _context(setting, known, history, read_as, is_short=len(message.tagged.tokens) <= FEW_TOKENS)
    stated, fields = _values(message, context)
    own_words = _without_names(message) if setting.homes else text
    reading = Reading(_clauses(message, clauses, fields), guess_language(own_words, language, primary(setting.locale)))
    return Extraction(stated.change, stated.clarifications, reading.language, stated.certain, reading)


def _message(text: str, language: str, setting: Setting) -> tuple[Message, tuple[ReadClause, ...]]:
    tagged = Tagged(tokens(text), language)
    numbers = Numbers(tagged)
    clauses = read_clauses(text, tagged)
    scopes = carried([scope_of(clause, tagged, numbers) for clause in clauses], clauses, tagged)
    spans = tuple(
        Span(
            clause.start,
            clause.end,
            scope,
            is_question(tagged, clause),
            is_marked(tagged, clause.start, clause.end),
            clause.acts,
            clause.stances,
            clause.tells,
        )
        for clause, scope in zip(clauses, scopes, strict=True)
    )
    named = without_homes(tagged, setting.homes, setting.places)
    spans = listed(tagged, spans)
    return Message(text, named, numbers if named is tagged else Numbers(named), spans or _whole(tagged)), clauses


def _without_names(message: Message) -> str:
    """The guest's own words: what homes are called tells no language."""
    kept, at = list[str](), 0
    for token in message.tagged.tokens:
        if token.text and not token.plain:
            kept.append(message.text[at : token.start])
            at = token.end
    return " ".join((*kept, message.text[at:]))


def _plain_message(text: str, language: str) -> Message:
    """A message of the bot: nothing has to be learned about it."""
    tagged = Tagged(tokens(composed(text)), language)
    return Message(text, tagged, Numbers(tagged), _whole(tagged))


def _whole(tagged: Tagged) -> tuple[Span, ...]:
    """All of a text as one span."""
    end = len(tagged.tokens)
    return (Span(0, end, is_marked=is_marked(tagged, 0, end)),) if end else ()


def _context(
    setting: Setting, known: Intent, history: Sequence[HistoryItem], language: str, *, is_short: bool
) -> Context:
    last = history[-1] if history and history[-1].role != "user" else None
    question = _plain_message(last.content[-MAX_TEXT_CHARS:], language) if last else None
    before = next((item for item in reversed(history) if item.role == "user"), None) if is_short else None
    return Context(
        today=setting.today,
        known=known,
        region=_region(setting.locale),
        currency=setting.currency,
        asked=asked(question) if question else frozenset(),
        question=question,
        before=_plain_message(before.content[:MAX_TEXT_CHARS], language) if before else None,
        counted=_counts_nights(history, language) if known.check_out else False,
        shown=max((len(item.sources) for item in history[-LOOKED_BACK:]), default=0),
        places=setting.places,
    )


def _counts_nights(history: Sequence[HistoryItem], language: str) -> bool:
    """Whether the last message of the guest's that says how long the stay is counts its nights."""
    for item in reversed(history):
        if item.role == "user":
            counts = counts_nights(_plain_message(item.content[:MAX_TEXT_CHARS], language))
            if counts is not None:
                return counts
    return False


def _values(message: Message, context: Context) -> tuple[Stated, dict[int, frozenset[str]]]:
    """All families together, each skipping the words that were understood before it; and what was read, by token."""
    change, clarifications = IntentChange(), list[Clarification]()
    certain, fields = frozenset[str](), dict[int, frozenset[str]]()
    ages = age_words(message)  # "a baby (8 months)" is no length of a stay
    for name, family in FAMILIES.items():
        if family is read_dates and compared_months(message):
            continue  # "is May or October cheaper?" says nothing of when the guest comes
        heard = _without(message, _untold(message, context, name))
        stated = family(heard, context, ages if family is read_dates else frozenset(fields))
        if not _can_be(context.known.changed(stated.change)):
            continue  # misread: better nothing than a party of none or a stay of years
        change |= stated.change
        clarifications += stated.clarifications
        certain |= stated.certain
        fields |= dict.fromkeys(stated.taken - fields.keys(), frozenset(stated.change))
    return Stated(change, tuple(clarifications), certain, frozenset(fields)), fields


def _without(message: Message, places: frozenset[int]) -> Message:
    if not places:
        return message
    tagged = without(message.tagged, places)
    return replace(message, tagged=tagged, numbers=Numbers(tagged))


def _untold(message: Message, context: Context, family: str) -> frozenset[int]:
    """Tokens of clauses that surely tell nothing of the trip that this family reads: "one more little thing" is no
    guest. What was asked for, and what has hardly any words, is read in any case."""
    if context.asked & ASKED[family]:
        return frozenset()
    clauses = [span for span in message.spans if _words(message, span) >= TELLING]
    untold = [span for span in clauses if not _tells(message, span, family)]
    if untold and len(untold) == len(clauses):  # nor does a bare number among them: "int. 9"
        untold += [span for span in message.spans if not _words(message, span)]
    return frozenset(index for span in untold for index in range(span.start, span.end))


def _words(message: Message, span: Span) -> int:
    return sum(token.kind == "word" for token in message.tagged.tokens[span.start : span.end])


def _tells(message: Message, span: Span, family: str) -> bool:
    if span.tells.get(family, 1.0) >= FLOOR:
        return True
    places = range(span.start, span.end)  # "Rosa's tagging along"
    return family == "people" and any(joins_or_leaves(message.tagged, message.numbers, at) for at in places)


def _can_be(trip: Intent) -> bool:
    is_party = trip.guests is None or 0 < trip.guests <= MAX_GUESTS
    return is_party and (trip.nights is None or 0 < trip.nights <= MAX_NIGHTS)


def _clauses(
    message: Message, clauses: Sequence[ReadClause], fields: Mapping[int, frozenset[str]]
) -> tuple[Clause, ...]:
    facts, details = tuple(message.tagged.all("fact")), tuple(message.tagged.all("detail"))
    said, months = remarks(message.tagged), months_named(message.tagged)
    return tuple(
        Clause(
            text=message.text[message.tagged.tokens[span.start].start : message.tagged.tokens[span.end - 1].end],
            acts=clause.acts,
            scope=span.scope,
            asks=span.asks,
            features=mentioned(message, span),
            ordinals=ordinals(message, span),
            states=frozenset[str]().union(*(fields.get(index, ()) for index in range(span.start, span.end))),
            facts=tuple(dict.fromkeys(meant(message.tagged, item, span.start, span.end) for item in _in(facts, span))),
            remarks=tuple(dict.fromkeys(name for at, name in said if span.start <= at < span.end)),
            months=tuple(dict.fromkeys(int(month.value) for month in months if span.start <= month.start < span.end)),
            details=tuple(dict.fromkeys(item.value for item in _in(details, span))),
        )
        for span, clause in zip(message.spans, clauses, strict=False)  # marks alone are no clause
    )


def _in(items: Sequence[Item], span: Span) -> list[Item]:
    return [item for item in items if span.start <= item.start < span.end]


def _asked_in(history: Sequence[HistoryItem]) -> str | None:
    """The language of what the guest answers to."""
    last = history[-1] if history and history[-1].role != "user" else None
    return guess_language(last.content[:MAX_TEXT_CHARS]) if last else None


def _language_to_read(text: str, language: str | None, locale: str | None) -> str:
    """The likeliest language; where the words do not tell, the conversation's, then the locale's. Letters tell little
    of few words ("ce we", "fri to mon"): another language than the expected one must know more of them."""
    shares = language_shares(text)
    expected = [code for code in (language, primary(locale)) if code in UNDERSTOOD]
    if not shares:
        return expected[0] if expected else UNDERSTOOD[0]
    likeliest = max(shares, key=lambda code: shares[code] + FAMILIARITY * (code in expected[:1]))
    if expected and likeliest != expected[0]:
        words = tokens(text)
        if count_known(words, expected[0]) >= count_known(words, likeliest):
            return expected[0]
    return likeliest


def _region(locale: str | None) -> str | None:
    """The region of a BCP 47 tag: "en-US" → "US", "zh-Hant-TW" → "TW"."""
    for part in (locale or "").replace("_", "-").split("-")[1:]:
        if len(part) == 2 and part.isalpha():
            return part.upper()
    return None
