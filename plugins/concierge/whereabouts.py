"""Where homes are, and how far it is from them to what a guest asks of, as far as their owners write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.offers.whereabouts import place
from bot.types import Known, Match
from bot.words.sentences import split
from plugins.concierge import amenities, house
from plugins.concierge.acts import Said
from plugins.concierge.part import Part
from plugins.concierge.particulars import written
from plugins.concierge.talk import Talk

ITEMS = frozenset({"location", "distance", "distance_location"})
MAX_QUOTE_CHARS = 240
METRES_A_MINUTE = 80  # on foot
# How far, in owners' words, and to what: by the feature that a question names.
_HOW_FAR = re.compile(
    r"\b\d+[ -]?(?:m|km|met(?:er|re)s?|min(?:ute)?s?)\b|\bwalk|\ba pie\b|\bsteps? (?:away|from)", re.IGNORECASE
)
_TARGETS = {
    "beach": re.compile(r"\bbeach|\bplaya|\bcove|\bsea\b", re.IGNORECASE),
    "central": re.compile(
        r"\bcent(?:er|re)\b|\bdowntown|\bvillage|\btown\b|\bcathedral|\bshops|\bcentro\b", re.IGNORECASE
    ),
}
_WALK = re.compile(r"\b(\d+)[ -]?min(?:ute)?s?['’]? ?(?:walk|on foot)", re.IGNORECASE)
_METRES = re.compile(r"\b(\d+) ?(km|m|met(?:er|re)s?)\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;()]| and | with | where ")
_FIGURES = re.compile(r"\d+ ?(?:min|km|m\b)", re.IGNORECASE)


def told(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part | None:
    """The town, where it is asked for or is all that is known, what owners write of the distance, and what is open."""
    known = house.entry(talk, said, homes)
    if known and ((item == "location" and not known.by_topic) or _tells_distance(known)):
        return Part(tuple(house.words(talk, known, homes)))  # of a bakery, not of a home
    clauses = [each.clause for each in talk.acts.said if item in each.asked] or [said.clause]
    named = {name for clause in clauses for name in (*clause.details, *(item.feature for item in clause.features))}
    targets = [target for target in _TARGETS if target in named]
    if len(homes) > 1 and "beach" in targets and "among" in said.clause.details:
        return Part(tuple(nearest(talk, homes)))  # "which is closest?"
    far = list(_distances(talk, targets, homes))
    if len(homes) == 1 and not far and targets == ["beach"] and "beach" in homes[0].unit.features:
        return amenities.told(talk, targets, homes)
    is_where = item == "location" or "location" in said.clause.facts
    where = list(_places(talk, homes)) if is_where or (len(homes) == 1 and not far) else []
    if (is_where and where and not targets) or far:
        return Part((*where, *far))
    if item == "location" and not homes:
        return None
    house.note_gap(talk, said, item, homes)
    about = f" ({homes[0].unit.name})" if len(homes) == 1 else ""
    return Part((*where, talk.texts.unknown("distance")), f"{item}{about}: {talk.question_text()}")


def nearest(talk: Talk, homes: Sequence[Match]) -> list[str]:
    """Which is closest to the beach, of those whose owners write how far it is; which are by it, and what is open."""
    homes = homes[: amenities.MAX_NAMED]
    far = {match.unit.name: quote for match in homes if (quote := _to_beach(match)) and _figure(talk, quote)}
    ranked = sorted(far, key=lambda name: _metres(far[name]))
    said = [
        talk.texts.say("to_beach_nearest" if len(ranked) > 1 and name == ranked[0] else "to_beach", name=name,
                       distance=_figure(talk, far[name]))
        for name in ranked
    ]  # fmt: skip
    rest = [match for match in homes if match.unit.name not in far]
    said += amenities.had(talk, ("beach",), rest)
    if open_ := [match.unit.name for match in rest if "beach" not in match.unit.features]:
        said.append(talk.texts.say("distance_unstated", names=amenities.named(talk, open_)))
    return [" ".join(said)]


def _to_beach(match: Match) -> str | None:
    return next(_sentences(match, _TARGETS["beach"]), None)


def _metres(quote: str) -> float:
    if walk := _WALK.search(quote):
        return float(walk[1]) * METRES_A_MINUTE
    distance = _METRES.search(quote)
    return float(distance[1]) * (1000 if distance[2].lower() == "km" else 1) if distance else float("inf")


def _tells_distance(known: Known) -> bool:
    return not known.by_topic and _FIGURES.search(known.entry.answer) is not None


def _places(talk: Talk, homes: Sequence[Match]) -> Iterator[str]:
    """Homes by town, a sentence each."""
    towns: dict[str, list[str]] = {}
    for match in homes[: amenities.MAX_NAMED]:
        if where := place(match.unit):
            towns.setdefault(where, []).append(match.unit.name)
    for where, names in towns.items():
        if len(names) == 1:
            yield talk.texts.say("location", name=names[0], place=where)
        else:
            yield talk.texts.say("location_of", names=amenities.named(talk, names), place=where)


def _distances(talk: Talk, targets: Sequence[str], homes: Sequence[Match]) -> Iterator[str]:
    for match in homes[: amenities.MAX_NAMED]:
        quote = next((found for target in targets for found in _sentences(match, _TARGETS[target])), None)
        if quote and "beach" in targets and (distance := _figure(talk, quote)):
            yield talk.texts.say("to_beach", name=match.unit.name, distance=distance)
        elif quote and len(homes) == 1:  # of several only what can be said in the guest's language
            yield talk.texts.say("detail_says_of", name=match.unit.name, quote=quote)


def _figure(talk: Talk, quote: str) -> str | None:
    """The distance in it, where it is that to a beach and no other."""
    if not _TARGETS["beach"].search(quote) or len(re.findall(r"\d+", quote)) != 1:
        return None
    if walk := _WALK.search(quote):
        return talk.texts.count("walk", int(walk[1]))
    metres = _METRES.search(quote)
    return f"{metres[1]} {'km' if metres[2].lower() == 'km' else 'm'}" if metres else None


def _sentences(match: Match, target: re.Pattern[str]) -> Iterator[str]:
    for text in written(match):
        for sentence in split(text):
            said = " ".join(sentence.split()).rstrip(".")
            for part in (*_PARTS.split(said), said):  # no more of the owner's language than answers
                if len(part) <= MAX_QUOTE_CHARS and target.search(part) and _HOW_FAR.search(part):
                    yield part.strip()
