"""What is asked beyond whether a thing is there: "is the garden fenced?". Answered by the owner's own words where they
say it, else said not to be stated: that a garden is there is no answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.types import Known, Match
from bot.words.details import DETAILS, USE, Detail, denies, is_about_use, quotes, states, states_charge
from bot.words.features import BY_ID
from plugins.concierge import amenities, house
from plugins.concierge.acts import Said
from plugins.concierge.part import Part
from plugins.concierge.talk import Talk

MAX_QUOTED = 3  # homes whose words are quoted
CHARGE = "charge"
_PLACES = frozenset({"terrace", "garden", "pool"})
_IMPLIED = frozenset({"accessible", "beach", "pets"})  # named where something else of them is asked


def asked(said: Said, features: Sequence[str]) -> list[str]:
    """The details that a clause asks for, of these features or of the house."""
    act = said.clause.act
    topic = act.topic if act else None
    found = [DETAILS[detail] for detail in said.clause.details if detail in DETAILS]
    return [detail.id for detail in found if said.clause.asks and _is_meant(detail, features, topic)]


def _is_meant(detail: Detail, features: Sequence[str], topic: str | None) -> bool:
    if detail.topics:
        return topic in detail.topics
    if set(detail.of) & set(features) or not detail.of:
        return True
    is_of_home = _IMPLIED >= set(detail.of)  # "is there a lift, and on which floor is it?"
    return detail.is_plain and (not features or is_of_home)


def is_beside(known: Known, said: Said, features: Sequence[str], details: Sequence[str]) -> bool:
    """Whether an entry is no answer: it is about how a thing is used where it is asked whether it is there, or says
    nothing of the one thing that matters."""
    text = f"{known.entry.question} {known.entry.answer}"
    if any(DETAILS[detail].is_own and not states(detail, text) for detail in details):
        return True
    if not features or details or {USE, CHARGE} & {*said.clause.details, *said.clause.facts}:
        return False
    if is_about_use(said.clause.text, anywhere=True):
        return False
    return is_about_use(known.entry.question) and known.entry.topic in (None, "pool", "wifi")


def answers_charge(known: Known) -> bool:
    return states_charge(known.entry.answer)


def told(
    talk: Talk, said: Said, details: Sequence[str], features: Sequence[str], homes: Sequence[Match], known: Known | None
) -> Part:
    """Which of the homes have the thing, what their owners or the house write of the detail, and what is not stated."""
    features = _of_these(details, features)
    others = amenities.told(talk, _asked_beside(said, features), homes)
    having = amenities.told(talk, features, homes)
    if features and len(having.missing) == len(features):
        return Part((*others.paragraphs, *having.paragraphs), having.unknown, having.missing)
    paragraphs = [*others.paragraphs, *amenities.had(talk, features, homes)]
    of = [feature for feature in features if feature not in having.missing]
    unstated = list[str]()
    for detail in details:
        quoted = list(_quoted(talk, detail, of, homes))
        paragraphs += quoted
        if not quoted:
            unstated.append(detail)
    told_of_all = known.entry.answer if known and of else ""
    general = [detail for detail in unstated if DETAILS[detail].by_home and states(detail, told_of_all)]
    if general and len(homes) == 1:  # the house speaks of all its homes
        paragraphs.append(_unstated(talk, general, homes[0]))
    if known and (not of or any(states(detail, known.entry.answer) for detail in unstated) or "wifi" in of):
        paragraphs += house.words(talk, known, homes)
        unstated = [detail for detail in unstated if not states(detail, known.entry.answer)]
    if not unstated:
        return Part(tuple(paragraphs), others.unknown)
    house.note_gap(talk, said, unstated[0], homes)
    where = f" ({homes[0].unit.name})" if len(homes) == 1 else ""
    question = ", ".join(filter(None, (others.unknown, f"{', '.join(unstated)}{where}: {talk.question_text()}")))
    is_named = bool(paragraphs) or len(homes) != 1
    return Part((*paragraphs, _unstated(talk, unstated, None if is_named else homes[0])), question, having.missing)


def _asked_beside(said: Said, features: Sequence[str]) -> list[str]:
    """Features that a clause asks about beside those of its details; not where something may be done."""
    act = said.clause.act
    others = (*features, *_IMPLIED, *(_PLACES if act and act.topic == "rules" else ()))
    named = (item.feature for item in said.clause.features if item.stance == "question")
    return [item for item in named if item not in others]


def _of_these(details: Sequence[str], features: Sequence[str]) -> list[str]:
    """The features that details are asked of. Whether a home is accessible tells nothing of its shower."""
    kinds = [DETAILS[detail] for detail in details]
    if any(kind.is_elsewhere for kind in kinds):
        return []
    return [item for item in features if item != "accessible" and any(item in kind.of for kind in kinds)]


def _unstated(talk: Talk, details: Sequence[str], home: Match | None) -> str:
    words = talk.texts.details(details)
    kinds = [DETAILS[detail] for detail in details]
    if home is None or any(kind.is_elsewhere or not (kind.of or kind.id == "double_beds") for kind in kinds):
        return talk.texts.say("detail_unstated", details=words)
    return talk.texts.say("detail_unstated_of", name=home.unit.name, details=words)


def _quoted(talk: Talk, detail: str, features: Sequence[str], homes: Sequence[Match]) -> Iterator[str]:
    about = _about(features)
    found = [(match, quote) for match in homes if (quote := next(quotes(detail, written(match), about), None))]
    for match, quote in found[:MAX_QUOTED]:
        words = talk.texts.stated(detail, denies(detail, quote))
        of_one, of_several = ("detail_states", "detail_states_of") if words else ("detail_says", "detail_says_of")
        key = of_one if len(homes) == 1 else of_several
        yield talk.texts.say(key, name=match.unit.name, quote=quote, words=words)


def _wishes(talk: Talk) -> list[tuple[str, list[str]]]:
    """Details that a wish goes into ("a fenced garden"), each with the features that it is about."""
    found = dict[str, list[str]]()
    for said in talk.acts.said:
        wished = [item.feature for item in said.clause.features if item.stance == "wish"]
        for detail in said.clause.details if said.clause.states or said.label == "state_trip" else ():
            of = [feature for feature in wished if detail in DETAILS and feature in DETAILS[detail].of]
            if of:
                found.setdefault(detail, of)
    return list(found.items())


def first(talk: Talk, homes: Sequence[Match]) -> list[Match]:
    """The homes whose owners write of each wished detail before the others, those that deny one last."""
    wishes = _wishes(talk)
    return sorted(homes, key=lambda match: sum(_against(match, detail, of) for detail, of in wishes))


def _against(match: Match, detail: str, features: list[str]) -> int:
    said = next(quotes(detail, [match.unit.name, *written(match)], _about(features)), None)
    return 1 if said is None else 2 * denies(detail, said)


def wished(talk: Talk, homes: Sequence[Match]) -> list[str]:
    """What the owners write of the details that are wished for, or that none of them does."""
    said, unstated = list[str](), list[str]()
    for detail, of in _wishes(talk):
        quoted = list(_quoted(talk, detail, of, homes))
        said += quoted
        if not quoted:
            unstated.append(detail)
    if unstated:
        said.append(talk.texts.say("detail_unstated", details=talk.texts.details(unstated)))
    return said


def has_all(match: Match, details: Collection[str], features: Collection[str]) -> bool:
    """Whether the owner says something of each detail."""
    about = _about(list(features))
    return all(any(quotes(detail, [match.unit.name, *written(match)], about)) for detail in details)


def written(match: Match) -> list[str]:
    """What the owner has written of a home: amenity lines as they stand, then the description."""
    lines = [line for line in match.unit.features if line not in BY_ID]
    return [*lines, match.unit.short_description or "", match.unit.description]


def _about(features: Sequence[str]) -> re.Pattern[str] | None:
    listed = [BY_ID[feature].listing for feature in features if feature in BY_ID]
    return re.compile("|".join(listed), re.IGNORECASE) if listed else None
