"""Which units a message is about: by button, name, number, or "it"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from uuid import UUID

from rapidfuzz.distance import OSA

from bot.offers.fitting import NAMED
from bot.types import Match
from bot.words.folding import bare
from plugins.concierge import denied, described, names, topics
from plugins.concierge.acts import HOLDS, Acts, Said
from plugins.concierge.denied import proper, stands_in
from plugins.concierge.offers import amount_of
from plugins.concierge.talk import Talk

# What a home's name may be taken to state: "Villa Azul", "Garden cottage".
OF_NAMES = frozenset({"accommodation_type", "preferences"})
_PETS = frozenset({"pets", "smoking"})
_STOPS = (".", "?", "!", "…")
LONG, SLIPS = 8, 2  # letters of a word that may be written otherwise, and how much
MAX_ALIKE = 2  # homes with the same part in their names, of which one may be meant
COMPARES = 0.25  # confidence from which a position among the homes is one to compare with: "that one with the first"
_WORD = re.compile(r"[^\W\d_]{4,}")
_PRICE = re.compile(r"(?<![\d.,])\d{1,3}[.\u202f\u00a0, ]?\d{3}(?!\d)|(?<![\d.,])\d{3}(?!\d)")  # 2170, 2.170, 596


async def units_meant(talk: Talk) -> list[Match]:
    """The units a message points at, in the order it names them; empty when it points at none."""
    before = talk.memory.focus or talk.memory.chosen
    meant = await _explicit(talk)
    if len(meant) == 1 and compares(talk):  # "compare the first with that"
        meant += [match for match in await talk.units([before] if before else []) if match not in meant]
    if len(meant) == 1:
        talk.memory.chosen = meant[0].unit.unit_id
    await _spread(talk, meant, before)
    return meant or [home for home in await talk.units(_pointed(talk)) if _may_be(talk, home)]


def _may_be(talk: Talk, home: Match) -> bool:
    """Whether nothing says that another is meant than the one talked about."""
    return not denied.is_denied(talk, home) and not any(described.is_other(said, home) for said in talk.acts.said)


async def _spread(talk: Talk, meant: Sequence[Match], before: UUID | None) -> None:
    """Where one clause points at homes and another does not: what each is about. "How much are they? And has the second
    a garden?" """
    shown, said = await talk.units(talk.memory.shown), talk.acts.said
    own = {each.index: _of_clause(each, meant, shown) for each in said}
    for each, following in reversed(list(pairwise(said))):
        if not own[each.index] and not each.clause.text.rstrip().endswith(_STOPS):
            own[each.index] = own[following.index]  # "has it a dishwasher and a lift, the second?"
    first = next((each for each in said if own[each.index]), None)
    if first is None or all(homes == own[first.index] for homes in own.values()):
        return
    known = [match for match in shown if match.unit.unit_id == before] or shown
    for each in said:
        known = own[each.index] or known
        if each.clause.asks and (each.index >= first.index or first.clause.asks):
            talk.pointed[each.index] = known


def _of_clause(said: Said, meant: Sequence[Match], shown: Sequence[Match]) -> list[Match]:
    numbered = [shown[n - 1 if n > 0 else -1] for n in said.clause.ordinals if n <= len(shown) and shown]
    text = bare(said.clause.text)
    return numbered or [match for match in meant if any(stands_in(part, text) for part in proper(match.unit.name))]


def compares(talk: Talk) -> bool:
    """Whether homes are to be weighed against each other."""
    clauses = [said.clause for said in talk.acts.said if said.clause.ordinals or said.label is None]
    likely = (act for clause in clauses if not clause.features for act in clause.acts if act.label == "compare")
    return "compare" in talk.acts or any(act.confidence >= COMPARES for act in likely)


async def others_meant(talk: Talk, unit_id: UUID) -> list[Match]:
    """Other units than one that a message names without asking about them."""
    meant = [match for match in await _explicit(talk, whatever=True) if match.unit.unit_id != unit_id]
    if talk.turn.pressed:
        return meant
    stated = " ".join(bare(said.clause.text) for said in talk.acts.said if not _is_question(said))
    words = set(_WORD.findall(stated))
    return [
        match for match in meant if talk.acts.ordinals or _is_like(words, set(_WORD.findall(bare(match.unit.name))))
    ]


def _is_question(said: Said) -> bool:
    return said.clause.asks or "?" in said.clause.text


async def _explicit(talk: Talk, *, whatever: bool = False) -> list[Match]:
    """Units that are pressed, named, numbered or meant by a part of their names.

    Args:
        whatever: a word counts whatever else the message states.
    """
    if pressed := _pressed(talk):
        return await talk.units(pressed)
    shown = await talk.units(talk.memory.shown)
    named = await talk.units(_named(talk))
    named += await _called(talk, shown, named, whatever=whatever)
    numbered = await talk.units(_numbered(talk))
    count = len(named) + (len(named) == 1 and compares(talk))
    if count > 1 and talk.acts.ordinals == tuple(range(1, count + 1)):
        numbered = []  # "Villa Azul or Villa Gaya, have both a pool?" "And Villa Azul? Which of the two is larger?"
    meant = [*named, *(match for match in numbered if match not in named)]
    meant += [match for match in await described.homes(talk) if match not in meant]
    meant = [match for match in meant if not denied.is_denied(talk, match)]
    return meant or (_by_price(talk, shown) if len(shown) > 1 else [])


def _pressed(talk: Talk) -> list[UUID]:
    action = talk.turn.action
    return [action.unit_id] if action and action.unit_id else []


def _named(talk: Talk) -> list[UUID]:
    return [match.unit.unit_id for match in talk.turn.found if match.similarity >= NAMED]


def _numbered(talk: Talk) -> list[UUID]:
    """Ordinals count among the last cards; a bare number does unless it answers a question about the journey."""
    shown = talk.memory.shown
    numbers = list(talk.acts.ordinals)
    number = _bare_number(talk.turn.text)
    if number and not talk.turn.captured and (talk.offered == "book" or talk.turn.intent.guests is not None):
        numbers.append(number)
    picked = (shown[number - 1] if number > 0 else shown[-1] for number in numbers if shown and number <= len(shown))
    return list(dict.fromkeys(picked))


async def _called(talk: Talk, shown: Sequence[Match], meant: Sequence[Match], *, whatever: bool) -> list[Match]:
    """Homes that a part of their name means, beside those that are `meant` already: any word of it that only one of
    those shown has, where the message states nothing else; else what is proper in it ("the one in Son Bou")."""
    taken = {word for match in meant for word in _WORD.findall(bare(match.unit.name))}
    rest = [match for match in shown if match not in meant]
    found = list[Match]()
    if len(shown) > 1 and not talk.acts.ordinals and (whatever or not set(talk.turn.captured) - OF_NAMES):
        found = _by_word(set(_WORD.findall(bare(talk.turn.text))) - taken, rest)
    text = " ".join(bare(said.clause.text) for said in talk.acts.said if _may_call(said))
    found += [match for match in _by_proper(talk, text, rest, taken) if match not in found]
    taken |= {word for match in found for word in _WORD.findall(bare(match.unit.name))}
    known = {match.unit.unit_id for match in [*meant, *shown]}
    seen = [match for match in await talk.units(talk.memory.seen) if match not in talk.turn.found]
    others = [match for match in [*talk.turn.found, *seen] if match.unit.unit_id not in known]
    rest = [match for match in rest if match not in found]
    return found + _by_proper(talk, text, [*rest, *others], taken, wide=True)


def _may_call(said: Said) -> bool:
    """Whether a clause may speak of a home by a part of its name: not one that says where to stay."""
    clause = said.clause
    return "place" not in clause.states and (_is_question(said) or not clause.states)


def _by_word(said: set[str], shown: Sequence[Match]) -> list[Match]:
    """Those with a word in the message that only they have in their name."""
    said = said - names.words("common")
    words = {match.unit.unit_id: set(_WORD.findall(bare(match.unit.name))) for match in shown}
    owners = Counter(word for name in words.values() for word in name)
    own = {id_: {word for word in named if owners[word] == 1} for id_, named in words.items()}
    exact = [match for match in shown if own[match.unit.unit_id] & said]
    return exact or [match for match in shown if _is_like(said, own[match.unit.unit_id])]


def _by_proper(
    talk: Talk, text: str, homes: Sequence[Match], taken: Collection[str], *, wide: bool = False
) -> list[Match]:
    """Those that alone have a proper part of the message in their name; "the one in Son Bou" may be two.

    Args:
        taken: words that have been understood. wide: the part stands in nothing that is written of the others either.
    """
    parts = {
        match.unit.unit_id: {part for part in proper(match.unit.name) if not {*part.split()} <= {*taken}}
        for match in homes
    }
    owners = Counter(part for named in parts.values() for part in named)
    _keep_heads(parts, owners, homes)
    most = MAX_ALIKE if compares(talk) or any("the_one" in said.clause.details for said in talk.acts.said) else 1
    counting = [bare(said.clause.text) for said in talk.acts.said if said.clause.ordinals]
    alone = "" if any(text == each for each in counting) else text
    for each in counting:
        alone = alone.replace(each, " ")  # "la prima" is the first, whatever is called so
    said = {
        part
        for part, count in owners.items()
        if count <= (most if " " in part else 1) and stands_in(part, text if " " in part else alone)
    }
    found = [match for match in homes if parts[match.unit.unit_id] & said]
    if not wide:
        return found
    written = {match.unit.unit_id: _written(match) for match in homes}
    return [
        match
        for match in found
        if any(_is_only(part, owners[part], written) for part in said if part in parts[match.unit.unit_id])
    ]


def _keep_heads(parts: dict[UUID, set[str]], owners: Counter[str], homes: Sequence[Match]) -> None:
    """Two words that one is called by, and another lies at, mean the first: "Casa Binibeca Vell", not "Bini Banana,
    Binibeca Vell"."""
    for part in [part for part, count in owners.items() if count > 1 and " " in part]:
        heads = [match.unit.unit_id for match in homes if stands_in(part, bare(match.unit.name.partition(",")[0]))]
        if len(heads) == 1:
            for id_, named in parts.items():
                named -= {part} if id_ != heads[0] else set()
            owners[part] = 1


def _written(match: Match) -> str:
    location = match.unit.metadata.get("location")
    where = " ".join(str(part) for part in location.values()) if isinstance(location, dict) else ""
    return bare(f"{match.unit.name} {where} {match.unit.description}")


def _is_only(part: str, owners: int, written: dict[UUID, str]) -> bool:
    """Whether nothing is written with a part of a name but of those that have it in theirs; two words are a name."""
    return " " in part or sum(stands_in(part, text) for text in written.values()) <= owners


def _is_like(said: Collection[str], words: Collection[str]) -> bool:
    """Whether a word is one of these, or a long one that is written a little otherwise: "catedral", "Kathedrale"."""
    return any(
        word == other or (min(len(word), len(other)) >= LONG and OSA.distance(word, other, score_cutoff=SLIPS) <= SLIPS)
        for word in said
        for other in words
    )


def _by_price(talk: Talk, shown: Sequence[Match]) -> list[Match]:
    """The one whose price is said: "celle à 2170"."""
    if "budget_range" in talk.turn.captured:
        return []
    period = talk.turn.intent.period
    said = {int(re.sub(r"\D", "", number)) for number in _PRICE.findall(talk.turn.text)}
    found = [match for match in shown if (amount := amount_of(match, period)) is not None and int(amount) in said]
    return found if len(found) == 1 else []


def _pointed(talk: Talk) -> list[UUID]:
    """ "All of them" are the last cards; "it" is the unit talked about."""
    memory, acts = talk.memory, talk.acts
    if "another" in acts.remarks:
        return []
    if "compare" in acts:
        return memory.shown
    if memory.focus is None and memory.chosen and acts.does & {"book", HOLDS} and not talk.news:
        return [memory.chosen]
    if acts.features and len(memory.shown) > 1 and any("among" in said.clause.details for said in acts.said):
        return memory.shown  # "which of them has a garden?"
    chooses = "place" in talk.turn.captured or ("preferences" in talk.turn.captured and not _asks_for_pet(acts))
    if memory.focus is None or chooses:
        return []
    asked = topics.is_asked(acts) and (acts.asks or acts.is_short)
    pointed = acts.does & {"book", HOLDS, "show_photos", "tell_more", "choose_unit"} or "own_book" in acts.facts
    return [memory.focus] if asked or pointed else []


def _asks_for_pet(acts: Acts) -> bool:
    """ "Can we bring the dog there?": a pet comes along, and it is this home that is asked about."""
    wishing = [said for said in acts.said if "preferences" in said.clause.states and said.clause.features]
    return bool(wishing) and all(
        said.clause.asks and all(item.feature in _PETS for item in said.clause.features) for said in wishing
    )


def _bare_number(text: str) -> int | None:
    """The number that is the whole message, 1 to 4: an answer to "which one?"."""
    number = text.strip(" .!#")
    return int(number) if number in {"1", "2", "3", "4"} else None
