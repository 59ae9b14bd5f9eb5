"""What is asked about the house and its homes: each label of the reading and each fact, and where its answer lies.

An answer is a `Part`: several go into one reply. Rows come first where they answer exactly, then the house's own words,
then the settings. What is in none of them is not known: said exactly, with the offer to ask the team.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.types import Match
from bot.words import reception
from plugins.concierge import facts, house, prices
from plugins.concierge.acts import NO_BOOKING, TAKES_BACK, Acts, Said
from plugins.concierge.talk import Talk

MAX_NAMED = 4  # homes that a sentence lists


@dataclass(frozen=True, slots=True)
class Topic:
    policies: tuple[str, ...] = ()  # keys of a unit's policies, and of settings, that answer it
    features: tuple[str, ...] = ()  # amenities that answer it where the guest names none
    rows: tuple[str, ...] = ()  # facts of a home's row that belong to the answer
    is_partly: bool = False  # what is known answers only a part: what is not is said as well
    details: str | None = None  # a fact that asks for more than amenities tell


TOPICS = {
    "ask_discount": Topic(("discount", "discounts")),
    "policy_cancellation": Topic(("cancellation",)),
    "policy_payment": Topic(("payment",)),
    "policy_deposit": Topic(("deposit",)),
    "tourist_tax": Topic(("tourist_tax",)),
    "check_in_time": Topic(("check_in",)),
    "check_out_time": Topic(("check_out",)),
    "early_late": Topic(("check_in", "check_out", "early_late"), is_partly=True),
    "luggage": Topic(("luggage",)),
    "pets": Topic(("pets",), ("pets",)),
    "parking": Topic(("parking",), ("parking",), details="charge"),
    "breakfast_meals": Topic(("breakfast", "meals"), ("breakfast",), details="charge"),
    "wifi_work": Topic(("wifi",), ("wifi",), details="charge"),
    "pool_safety": Topic(("pool",), ("pool",), details="pool_details"),
    "accessibility": Topic(("accessibility",), ("accessible", "elevator")),
    "baby_gear": Topic(("baby_gear",), ("crib", "high_chair"), details="charge"),
    "heating_ac": Topic((), ("air_conditioning", "heating")),
    "kitchen": Topic((), ("kitchen",), details="appliance"),
    "cleaning_towels": Topic(("cleaning", "linen"), rows=("linen",)),
    "smoking_parties_rules": Topic(("rules",)),
    "amenity": Topic(),
    "distance_location": Topic(("location",), rows=("location",), is_partly=True),
    "transport_airport": Topic(("transport",)),
    "local_tips": Topic(("tips",)),
    "other": Topic(),
    # facts
    "distance": Topic(("distance",), rows=("location",), is_partly=True),
    "children": Topic(("children",)),
}
# Facts that only a home's row answers, and labels that ask for them.
ROWS = {"ask_price_total": "price", "price": "price", "ask_availability": "availability"} | {
    fact: fact for fact in "bedrooms beds bathrooms size capacity min_nights cleaning_fee rating location linen".split()
}

# Labels of what is no question, where the house may have an answer; None: not understood.
_ANSWERED_BY_HOUSE = frozenset({None, "unclear", "off_topic", "weather"})


_REQUESTS = frozenset({TAKES_BACK, NO_BOOKING})  # said of the guest's own request: no question about the house


@dataclass(frozen=True, slots=True)
class Part:
    """An answer to one thing that was asked."""

    paragraphs: tuple[str, ...]
    unknown: str | None = None  # what the team would be asked
    missing: tuple[str, ...] = ()  # features that none of the homes spoken of has


def parts(talk: Talk, homes: Sequence[Match]) -> list[Part]:
    """The answers to all that is asked, in order; nothing for what is no question about the house or a home.

    Args:
        homes: those that are meant, else those that were shown last; empty: nothing was.
    """
    found = list[Part]()
    for said in talk.acts.said:
        items = [item for item in said.asked if _asking(talk, item, homes) is said]
        own = [part for item in items if (part := _part(talk, said, item, homes))]
        if not own and (told := _house_only(talk, said, homes)):
            own = [told]
        found += own
    told_of = {feature for item in talk.acts.asked for feature in _features(talk, item)}
    rest = tuple(feature for feature in talk.acts.features if feature not in told_of)
    if rest:
        found.append(_amenities(talk, rest, homes))
    return found


def _asking(talk: Talk, item: str, homes: Sequence[Match]) -> Said:
    """Of the clauses that ask the same ("and if we can't come? can it be cancelled?") the one that the house answers
    best, else the first."""
    clauses = [said for said in talk.acts.said if item in said.asked]
    return max(clauses, key=lambda said: known.score if (known := house.entry(talk, said, homes)) else 0.0)


def wanted(talk: Talk) -> tuple[str, ...]:
    """Features that homes are looked for by when they are asked about before any was shown."""
    named = list[str]()
    for said in talk.acts.said:
        known = house.entry(talk, said, ())
        if known is None or known.by_topic:  # else the question is answered
            named += (item.feature for item in said.clause.features if item.stance == "question")
            named += chain.from_iterable(_features(talk, item)[:1] for item in said.asked)
    return tuple(dict.fromkeys(named))


def joined(talk: Talk, found: Sequence[Part]) -> list[str]:
    """Their paragraphs, none twice."""
    return list(dict.fromkeys(chain.from_iterable(part.paragraphs for part in found)))


def unknown(found: Iterable[Part]) -> str | None:
    """What the team would be asked about, of all of them."""
    return ", ".join(part.unknown for part in found if part.unknown) or None


def is_asked(acts: Acts) -> bool:
    """Whether something is asked that is answered here."""
    return bool(acts.features) or any(item in TOPICS or item in ROWS or item == "contact" for item in acts.asked)


def priced(talk: Talk, match: Match) -> Part:
    """What a home costs."""
    return _of_rows(talk, None, "price", [match])


def _part(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part | None:
    if item == "contact":
        how = reception.contact(talk.turn.tenant, talk.texts.language)
        return Part((how,)) if how else _not_known(talk, said, item, homes)
    if item == "weather":
        return _house_only(talk, said, homes) or Part((talk.texts.said("weather"),))
    if item in ("ask_price_total", "price") and len(homes) > 1:
        return Part((prices.lines(talk, homes),))
    if item == "ask_availability" and (len(homes) != 1 or talk.turn.captured):
        return None  # a search
    if item == "location" and (told := _house_only(talk, said, homes)):
        return told  # of a bakery, not of a home
    if item in ROWS:
        return _of_rows(talk, said, ROWS[item], homes) if homes else None
    if item in TOPICS:
        return _of_topic(talk, said, item, homes)
    return None


def _of_topic(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part:
    """Rows, then the house's own words, then the settings."""
    topic, known = TOPICS[item], house.entry(talk, said, homes)
    if known and known.by_topic and talk.acts.features_of(item) and not topic.features:
        known = None  # "is there a washing machine?" is not answered by how often towels are changed
    features = _features(talk, item) if known is None or known.by_topic else _named(talk, item)
    policies = _policies(talk, topic, homes, known is not None)
    wished = talk.turn.captured.get("preferences", ())  # the homes are chosen by them
    if features and len(homes) != 1 and not (policies or known) and set(features) <= set(wished):
        return Part(())
    features = tuple(feature for feature in features if feature not in wished)
    amenities = _amenities(talk, features, homes) if features else Part(())
    rows = [*([] if talk.acts.features_of(item) else _rows(talk, topic, homes)), *amenities.paragraphs]
    own = house.words(talk, known, homes) if known else []
    answer = [*rows, *policies, *own] if known else [*policies, *rows]
    if not homes and features and not answer:
        return Part(())  # answered by homes
    if known and not house.is_partial(known, said, topic.details):
        return Part(tuple(answer), None, amenities.missing)
    if not answer or topic.is_partly or known or _asks_more(talk, item, topic, policies, amenities):
        key = "charge" if answer and topic.details == "charge" and not known else item
        rest = _not_known(talk, said, key, homes)
        return Part((*answer, *rest.paragraphs), rest.unknown, amenities.missing)
    return Part(tuple(answer), None if policies else amenities.unknown, amenities.missing)


def _house_only(talk: Talk, said: Said, homes: Sequence[Match]) -> Part | None:
    """The house's words on a clause that asks for nothing else that is answered here."""
    if said.clause.states or said.label in _REQUESTS or not (said.clause.asks or said.label in _ANSWERED_BY_HOUSE):
        return None
    known = house.entry(talk, said, homes)
    if known is None or known.by_topic:
        return None
    return Part(tuple(house.words(talk, known, homes)))


def _asks_more(talk: Talk, item: str, topic: Topic, policies: Sequence[str], amenities: Part) -> bool:
    """Whether a home has it, and the guest asks what no row says of it: what it costs, whether it is fenced."""
    if topic.details is None or policies or amenities.unknown:
        return False
    return topic.details in talk.acts.facts_of(item)


def _features(talk: Talk, item: str) -> tuple[str, ...]:
    """The features that a label is about: those that are named with it, else its own."""
    topic = TOPICS.get(item)
    if topic is None:
        return ()
    return talk.acts.features_of(item) or topic.features


def _named(talk: Talk, item: str) -> tuple[str, ...]:
    """The features that a label is about where the house has answered the very question."""
    return talk.acts.features_of(item)


def _policies(talk: Talk, topic: Topic, homes: Sequence[Match], is_known: bool) -> list[str]:
    """What the home's row says of its own; where the house says nothing (`is_known`), the settings."""
    unit = homes[0].unit if len(homes) == 1 else None
    said = [facts.of_unit(key, unit, talk.texts) if unit else None for key in topic.policies]
    if not is_known and not any(said):
        said = [facts.setting(key, talk.turn.tenant, talk.texts) for key in topic.policies]
    return [text for text in said if text]


def _rows(talk: Talk, topic: Topic, homes: Sequence[Match]) -> list[str]:
    said = (facts.about(fact, match, talk.turn.tenant, talk.texts) for fact in topic.rows for match in homes)
    return [text for text in said if text]


def _of_rows(talk: Talk, said: Said | None, fact: str, homes: Sequence[Match]) -> Part:
    told, unstated = [], []
    for match in homes[:MAX_NAMED]:
        text = _about(talk, fact, match)
        if text is None:
            unstated.append(match.unit.name)
            text = talk.texts.say("unknown_about", name=match.unit.name, topic=talk.texts.topic(fact))
        told.append(text)
    if not unstated:
        return Part(tuple(told))
    if said and (known := house.entry(talk, said, homes)):
        return Part((*([] if len(unstated) == len(told) else told), *house.words(talk, known, homes)))
    house.note_gap(talk, said, fact, homes)
    return Part(tuple(told), f"{fact} of {', '.join(unstated)}")


def _about(talk: Talk, fact: str, match: Match) -> str | None:
    if fact == "price":
        return facts.price(match, talk.texts, talk.turn.intent.period)
    return facts.about(fact, match, talk.turn.tenant, talk.texts)


def _amenities(talk: Talk, features: Sequence[str], homes: Sequence[Match]) -> Part:
    """Which of the homes have them. Where none was spoken of, those that have them are shown: see `wanted`."""
    if not homes:
        return Part(())
    return _of_one(talk, features, homes[0]) if len(homes) == 1 else _of_several(talk, features, homes)


def _of_one(talk: Talk, features: Sequence[str], match: Match) -> Part:
    said = [facts.feature(feature, match.unit, talk.texts) for feature in features]
    missing = tuple(feature for feature in features if feature not in match.unit.features)
    return Part(tuple(said), f"{', '.join(missing)} at {match.unit.name}" if missing else None, missing)


def _of_several(talk: Talk, features: Sequence[str], homes: Sequence[Match]) -> Part:
    said, missing = [], []
    for feature in features:
        having = [match.unit.name for match in homes if feature in match.unit.features]
        words = talk.texts.feature(feature)
        if having:
            names = talk.texts.listing(f"**{name}**" for name in having[:MAX_NAMED])
            said.append(talk.texts.say("feature_some", feature=words, names=names))
        else:
            missing.append(feature)
    if missing:
        words = talk.texts.listing(map(talk.texts.feature, missing))
        said.append(talk.texts.say("feature_none", feature=words))
    return Part(tuple(said), ", ".join(missing) or None, tuple(missing))


def _not_known(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part:
    house.note_gap(talk, said, item, homes)
    where = f" ({', '.join(match.unit.name for match in homes)})" if len(homes) == 1 else ""
    return Part((talk.texts.unknown(item),), f"{item}{where}: {talk.question_text()}")
