"""Homes that are meant by what they are instead of by their names: "the bungalow", "the one with the hot tub", "the
house in Binibeca that you showed me". Those shown last come first, then whatever was shown before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from bot.types import Match
from bot.words.details import DETAILS
from bot.words.folding import bare
from bot.words.phrases import for_guests
from plugins.concierge import names, own, particulars
from plugins.concierge.acts import Said
from plugins.concierge.talk import Talk

LABELS = for_guests("labels")
MOST = 4  # homes that one description may fit
_GENERAL = frozenset({"house", "apartment", "room"})  # kinds that any home may be called
_HEAD = re.compile(r",| (?:with|in|on|over|near|for|between|of|con|en|in|avec|mit|com|em|da|de|du|del) ")  # ends it
_OF_HOMES = frozenset({"place", "accommodation_type", "preferences"})  # what a description seems to wish for
THE_ONE = "the_one"


async def homes(talk: Talk) -> list[Match]:
    """The homes that clauses describe; what these seemed to wish for is then no wish."""
    memory = talk.memory
    shown = await talk.units(memory.shown)
    before = [match for match in await talk.units(memory.seen) if match not in shown]
    others = [match for match in talk.turn.found if match not in shown and match not in before]
    found, pointing = list[Match](), list[Said]()
    for said in talk.acts.said:
        meant = next((some for group in (shown, before) if (some := _by_feature(talk, said, group))), [])
        known = (shown, before) if "place" in said.clause.states else (shown, before, others)
        meant = meant or next((home for group in known if (home := _by_kind(talk, said, group))), [])
        found += [match for match in meant if match not in found]
        if meant or (found and THE_ONE in said.clause.details and not is_other(said, found[-1])):
            pointing.append(said)
    _forget(talk, pointing)
    return found


def is_other(said: Said, home: Match) -> bool:
    """Whether a clause describes another home than this one: "the one with the hot tub", and it has none."""
    features = {item.feature for item in said.clause.features[:1]} if THE_ONE in said.clause.details else set()
    return not features <= set(home.unit.features)


def pointed(said: Said, home: Match) -> Said:
    """ "The one with the garden, how do I get there?": what says which home is meant is not asked of it."""
    clause = said.clause
    if THE_ONE not in clause.details or not clause.features or is_other(said, home):
        return said
    clause = replace(clause, features=clause.features[1:])
    if clause.features or said.fact:
        return replace(said, clause=clause)
    return replace(said, clause=replace(clause, asks=False, details=()), label="choose_unit", fact=None, also=())


def _by_feature(talk: Talk, said: Said, group: Sequence[Match]) -> list[Match]:
    """ "The one with the heated pool": one that has it; some where nothing else can be meant by it."""
    clause = said.clause
    features = {item.feature for item in clause.features if item.stance != "exclude"}
    details = {detail for detail in clause.details if detail in DETAILS}
    if THE_ONE not in clause.details or not (features or details) or len(group) < 2:
        return []
    found = [
        match
        for match in group
        if features <= set(match.unit.features) and particulars.has_all(match, details, features)
    ]
    weighs = "compare" in talk.acts or (talk.acts.asks and "preferences" not in talk.turn.captured)
    return found if len(found) <= (MOST if weighs else 1) else []


def _by_kind(talk: Talk, said: Said, group: Sequence[Match]) -> list[Match]:
    """ "The bungalow", "la casa de Binibeca": the only one that is called or is one, and lies there."""
    place = bare(talk.turn.captured.get("place") or "") if "place" in said.clause.states else ""
    for noun in _nouns(talk, bare(said.clause.text)):
        kinds = _kinds().get(noun, frozenset())
        is_general = bool(kinds & _GENERAL) or noun == "villa"
        is_kind = bool(kinds) or noun in names.words("common")
        if said.clause.ordinals or not is_kind or (is_general and not place):
            continue
        found = [match for match in group if (is_general or _is(match, noun, kinds)) and _lies(match, place)]
        if len(found) == 1 and (place or not any(match.unit.unit_id == talk.memory.focus for match in found)):
            return found
    return []


def _nouns(talk: Talk, text: str) -> Iterable[str]:
    """The words behind an article that speaks of something known."""
    articles = names.words_of(talk.texts.language, "definite")
    words = re.findall(r"[^\W\d_]+", text)
    return [word for article, word in pairwise(words) if article in articles and len(word) > 3]


def _is(match: Match, noun: str, kinds: frozenset[str]) -> bool:
    """Whether a home is of a kind, or its name calls it so: "Canyon studio with private pool"."""
    head = bare(_HEAD.split(match.unit.name)[0]).split()
    return match.unit.unit_type in kinds or noun in (*head[:1], *head[-1:])


def _lies(match: Match, place: str) -> bool:
    location = match.unit.metadata.get("location")
    where = " ".join(str(part) for part in location.values()) if isinstance(location, dict) else ""
    return place in bare(f"{match.unit.name} {where}")


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """What kinds of homes are called, in all languages → the kinds."""
    found: dict[str, frozenset[str]] = {}
    for kind in LABELS.group("types", None):
        for text in LABELS.in_all(f"types.{kind}").values():
            found[bare(text)] = found.get(bare(text), frozenset()) | {kind}
    return found


def _forget(talk: Talk, pointing: Sequence[Said]) -> None:
    """Take what only these clauses state of homes out of the trip."""
    rest = [said for said in talk.acts.said if said not in pointing]
    fields = frozenset[str]().union(*(said.clause.states for said in pointing)) & _OF_HOMES
    fields -= frozenset[str]().union(*(said.clause.states for said in rest))
    own.forget(talk.turn, fields & talk.turn.captured.keys())
