"""What is asked about the house and its homes: each label of the reading and each fact, and where its answer lies.

An answer is a `Part`: several go into one reply. Rows come first where they answer exactly, then the house's own words,
then the settings. What is in none of them is not known: said exactly, with the offer to ask the team.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.types import Known, Match
from bot.words import reception
from bot.words.details import USE
from bot.words.feature_words import PATTERNS
from bot.words.folding import bare
from plugins.concierge import amenities, facts, fit, house, lists, particulars, prices, whereabouts
from plugins.concierge.acts import NO_BOOKING, TAKES_BACK, Acts, Said
from plugins.concierge.amenities import MAX_NAMED
from plugins.concierge.part import Part
from plugins.concierge.talk import Talk


@dataclass(frozen=True, slots=True)
class Topic:
    policies: tuple[str, ...] = ()  # keys of a unit's policies, and of settings, that answer it
    features: tuple[str, ...] = ()  # amenities that answer it where the guest names none
    rows: tuple[str, ...] = ()  # facts of a home's row that belong to the answer
    is_partly: bool = False  # what is known answers only a part: what is not is said as well
    details: str | None = None  # a fact that asks for more than amenities tell
    is_lent: bool = False  # the house's words are the answer, whatever a home's row lists
    is_elsewhere: bool = False  # the house's words help those whose home has none


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
    "pets": Topic(("pets",), ("pets",), details="charge"),
    "parking": Topic(("parking",), ("parking",), details="charge", is_elsewhere=True),
    "breakfast_meals": Topic(("breakfast", "meals"), ("breakfast",), details="charge"),
    "wifi_work": Topic(("wifi",), ("wifi",), details="charge"),
    "pool_safety": Topic(("pool",), ("pool",), details="pool_details"),
    "accessibility": Topic(("accessibility",), ("accessible", "elevator")),
    "baby_gear": Topic(("baby_gear",), ("crib", "high_chair"), details="charge", is_lent=True),
    "heating_ac": Topic((), ("air_conditioning", "heating")),
    "kitchen": Topic((), ("kitchen",), details="appliance"),
    "cleaning_towels": Topic(("cleaning", "linen"), rows=("linen",)),
    "smoking_parties_rules": Topic(("rules",)),
    "amenity": Topic(),
    "transport_airport": Topic(("transport",)),
    "local_tips": Topic(("tips",)),
    "other": Topic(),
    # facts
    "children": Topic(("children",)),
}
# Facts that only a home's row answers, and labels that ask for them.
ROWS = {"ask_price_total": "price", "price": "price", "ask_availability": "availability"} | {
    fact: fact for fact in "bedrooms beds bathrooms size capacity min_nights cleaning_fee rating location linen".split()
}

_COUNTED = frozenset({"bedrooms", "beds", "bathrooms"})  # told in one sentence
# Labels of what is no question, where the house may have an answer; None: not understood.
_ANSWERED_BY_HOUSE = frozenset({None, "unclear", "off_topic", "weather"})


_REQUESTS = frozenset({TAKES_BACK, NO_BOOKING})  # said of the guest's own request: no question about the house


def parts(talk: Talk, homes: Sequence[Match]) -> list[Part]:
    """The answers to all that is asked, in order; nothing for what is no question about the house or a home.

    Args:
        homes: those that are meant, else those that were shown last; empty: nothing was.
    """
    found, missed = list[Part](), list[tuple[int, Part]]()
    for said in talk.acts.said:
        own = talk.pointed.get(said.index, list(homes))
        items = [item for item in said.asked if _asking(talk, said, item, homes) is said]
        answers = [part for item in items if (part := _part(talk, said, item, own))]
        if not answers and (told := _house_only(talk, said, own) or _detail_only(talk, said, own)):
            answers = [told]
        if not answers and _is_missed(said):
            missed.append((len(found), _unread(talk, said)))
        found += answers
    found += _amenities(talk, homes)
    if len(homes) == 1 and all(list(of) == list(homes) for of in talk.pointed.values()):
        found = amenities.together(talk, found, homes[0].unit.name)
    for at, part in reversed(missed if joined(talk, found) else ()):  # beside an answer only
        found.insert(at, part)
    return found


def _amenities(talk: Talk, homes: Sequence[Match]) -> list[Part]:
    """What is asked about beside the topics that are told, of each clause's homes."""
    told_of = {feature for item in talk.acts.asked for feature in _features(talk, item)}
    told_of |= {feature for said in talk.acts.said for feature in _told_with(talk, said)}
    rest = [feature for feature in talk.acts.features if feature not in told_of]
    if not talk.pointed:
        return [amenities.told(talk, rest, homes)] if rest else []
    asked = [(talk.pointed.get(said.index, list(homes)), said.clause.features) for said in talk.acts.said]
    own = [(of, [item.feature for item in items if item.feature in rest]) for of, items in asked]
    return [amenities.told(talk, features, of) for of, features in own if features]


def _is_missed(said: Said) -> bool:
    """Whether a clause is a question of its own that nobody could read."""
    is_blank = said.label is None and said.fact is None and not said.clause.features
    return is_blank and said.clause.asks and "?" in said.clause.text and not said.clause.states


def _unread(talk: Talk, said: Said) -> Part:
    words = talk.texts.say("quoted", words=" ".join(said.clause.text.split()).strip(" ,;.:!?¿¡"))
    return Part((talk.texts.say("unread", words=words),))


def _asking(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Said:
    """Of the clauses that ask the same ("and if we can't come? can it be cancelled?") the one that the house answers
    best, else the first. Those that ask of particulars are answered each: "which floor is it on? is there a lift?"."""
    clauses = [other for other in talk.acts.said if item in other.asked]
    particular = [other for other in clauses if _particulars(other)]
    has_details = any(particulars.asked(other, ()) for other in particular)
    if has_details and len({_particulars(other) for other in particular}) > 1:
        clauses = [other for other in particular if _particulars(other) == _particulars(said)] or particular
    return max(clauses, key=lambda said: known.score if (known := house.entry(talk, said, homes, item)) else 0.0)


def _particulars(said: Said) -> tuple[str, ...]:
    """What exactly a clause names."""
    features = (item.feature for item in said.clause.features if item.stance == "question")
    return (*features, *particulars.asked(said, ()))


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
    items = {*TOPICS, *ROWS, *whereabouts.ITEMS, "contact"}
    return bool(acts.features) or not items.isdisjoint(acts.asked)


def priced(talk: Talk, match: Match) -> Part:
    """What a home costs."""
    return _of_rows(talk, None, "price", [match])


def _part(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part | None:
    if item == "contact":
        how = reception.contact(talk.turn.tenant, talk.texts.locale)
        return Part((how,)) if how else _not_known(talk, said, item, homes)
    if item == "weather":
        return _weather(talk, said, homes)
    if item in ("ask_price_total", "price") and len(homes) > 1:
        return Part((prices.lines(talk, homes),)) if lists.is_answered(talk) else None  # else the list says it
    if item == "ask_availability" and (len(homes) != 1 or talk.turn.captured or said.clause.features):
        return None  # a search, or what a home has
    if (item in whereabouts.ITEMS or item == "local_tips") and "place" in talk.turn.captured:
        return None  # homes are looked for there
    if item in whereabouts.ITEMS:
        return whereabouts.told(talk, said, item, homes)
    if item in ROWS:
        return _of_rows_in_detail(talk, said, ROWS[item], homes) if homes else None
    if item in TOPICS:
        return _of_topic(talk, said, item, homes)
    return None


def _of_topic(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part:
    """Rows, then the house's own words, then the settings; the house's words alone where they say all."""
    topic = TOPICS[item]
    known, features = _entry(talk, said, item, homes), _features_in(talk, said, item)
    details = particulars.asked(said, features)
    if known and particulars.is_beside(known, said, features if homes else (), details):
        known = None
    if details and (homes or not features):
        return particulars.told(talk, said, details, features, homes, known)
    if known and (not homes or not _of_homes(said, topic, features, known, len(homes))):
        return _of_house(talk, said, item, known, homes)
    return _of_rows_and_house(talk, said, item, features, homes, known)


def _weather(talk: Talk, said: Said, homes: Sequence[Match]) -> Part:
    """What is usual; what it will be tomorrow nobody here knows."""
    usual = _house_only(talk, said, homes)
    if usual is None:
        return Part((talk.texts.said("weather"),))
    return Part((talk.texts.said("weather_usual"), *usual.paragraphs)) if "now" in said.clause.details else usual


def _entry(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Known | None:
    """The house's entry on a topic; that on arrivals where another hour is asked for."""
    topic = TOPICS[item]
    known = house.entry(talk, said, homes, item)
    named = talk.acts.features_of(said.label or "")
    if known and named and not topic.features and house.is_of_else(known, named):
        return None  # "is there a washing machine?" is not answered by how often towels are changed
    return known or (house.of_topic(talk, "check_in") if "early_late" in topic.policies else None)


def _of_homes(said: Said, topic: Topic, features: Sequence[str], known: Known, count: int) -> bool:
    """Whether what is asked differs from home to home: whether it is there, not what it costs or how it is used."""
    if not features or topic.is_lent or not topic.features or USE in said.clause.details:
        return False
    is_charge = particulars.CHARGE in said.clause.facts and particulars.answers_charge(known)
    return not is_charge or count == 1 or any(not house.speaks_of(known, [feature]) for feature in features)


def _of_house(talk: Talk, said: Said, item: str, known: Known, homes: Sequence[Match]) -> Part:
    """The house's own words, and what they leave open."""
    topic = TOPICS[item]
    is_told = any(told.entry == known.entry for told in talk.quoted)  # for another clause
    own = house.words(talk, known, homes)
    if is_told:
        return Part(tuple(own))
    policies = _policies(talk, topic, homes, is_known=True)
    if topic.is_partly or house.is_partial(known, said):
        rest = _not_known(talk, said, item, homes)
        return Part((*policies, *own, *rest.paragraphs), rest.unknown)
    if particulars.CHARGE in said.clause.facts and topic.details and not particulars.answers_charge(known):
        rest = _not_known(talk, said, particulars.CHARGE, homes)
        return Part((*policies, *own, *rest.paragraphs), rest.unknown)
    return Part((*policies, *own))


def _of_rows_and_house(
    talk: Talk, said: Said, item: str, features: Sequence[str], homes: Sequence[Match], known: Known | None
) -> Part:
    topic = TOPICS[item]
    policies = _policies(talk, topic, homes, known is not None)
    is_chosen = talk.is_pointed or len(homes) == 1
    wished = () if is_chosen else talk.turn.captured.get("preferences", ())  # the homes are chosen by them
    open_ = tuple(feature for feature in features if feature not in wished)
    has = amenities.told(talk, open_, homes, is_plain=particulars.CHARGE in said.clause.facts)
    is_of_another = bool(talk.acts.features_of(item)) and not topic.features  # a washing machine is no linen
    rows = [] if known or is_of_another else _rows(talk, topic, homes)
    if known and has.missing and not topic.is_elsewhere:
        known = None
    own = house.words(talk, known, homes) if known else []
    answer = [*has.paragraphs, *rows, *policies, *own] if len(homes) == 1 else [*own, *policies, *has.paragraphs, *rows]
    if features and not answer and (not homes or set(features) <= set(wished)):
        return Part(())  # answered by homes
    if not answer or (topic.is_partly and not known) or _asks_more(talk, item, topic, policies, has, known):
        key = "charge" if answer and topic.details == "charge" else item
        rest = _not_known(talk, said, key, homes)
        return Part((*answer, *rest.paragraphs), rest.unknown, has.missing)
    is_plain = list(answer) == list(has.paragraphs)
    return Part(tuple(answer), None if policies or own else has.unknown, has.missing, has.having if is_plain else ())


def _detail_only(talk: Talk, said: Said, homes: Sequence[Match]) -> Part | None:
    """What a clause asks of a home, or of the house, that has no topic: which floor, the licence."""
    details = particulars.asked(said, ())
    if not details or said.clause.states or said.label == "state_trip":
        return None
    return particulars.told(talk, said, details, (), homes, house.entry(talk, said, homes))


def _told_with(talk: Talk, said: Said) -> Iterator[str]:
    """Features of a clause that need no answer of their own: it asks how far it is to the beach, or an entry answers
    the very question and speaks of them ("may we smoke on the balcony?" asks for no balcony)."""
    is_beside = not whereabouts.ITEMS.isdisjoint(said.asked) or bool(particulars.asked(said, ()))
    near = (known for known in talk.turn.knowledge if known.clause == said.index and not known.by_topic)
    told = [bare(f"{known.entry.question} {known.entry.answer}") for known in near]
    for feature in (item.feature for item in said.clause.features):
        pattern = PATTERNS.get(feature)
        is_said = any(pattern is None or pattern.search(text) for text in told)
        if is_beside or (is_said and said.label not in ("amenity", "other")):
            yield feature


def _house_only(talk: Talk, said: Said, homes: Sequence[Match]) -> Part | None:
    """The house's words on a clause that asks for nothing else that is answered here."""
    if said.label == "retract_wish" and all(item.stance == "retract" for item in said.clause.features):
        return None  # "and if the dog stays with my mother?"
    if said.clause.states or said.label in _REQUESTS or not (said.clause.asks or said.label in _ANSWERED_BY_HOUSE):
        return None
    known = house.entry(talk, said, homes)
    if known is None or (known.by_topic and "weather" not in said.asked):
        return None
    if particulars.is_beside(known, said, (), particulars.asked(said, ())) or house.is_strange(known, said):
        return None
    return Part(tuple(house.words(talk, known, homes)))


def _asks_more(talk: Talk, item: str, topic: Topic, policies: Sequence[str], has: Part, known: Known | None) -> bool:
    """Whether a home has it, and the guest asks what no row says of it: what it costs."""
    if topic.details is None or policies or has.unknown or known:
        return False
    if topic.details == "appliance" and set(talk.acts.features_of(item)) - {"kitchen"}:
        return False  # the appliance has been answered
    return topic.details in talk.acts.facts_of(item)


def _features(talk: Talk, item: str) -> tuple[str, ...]:
    """The features that a label is about: those that are named with it, else its own."""
    topic = TOPICS.get(item)
    if topic is None:
        return ()
    return talk.acts.features_of(item) or topic.features


def _features_in(talk: Talk, said: Said, item: str) -> tuple[str, ...]:
    """Those of one of several clauses about the same."""
    clauses = [other for other in talk.acts.said if item in other.asked and _particulars(other)]
    has_details = any(particulars.asked(other, ()) for other in clauses)
    if len(clauses) < 2 or not has_details or said not in clauses:
        return _features(talk, item)
    own = tuple(feature.feature for feature in said.clause.features)
    return own or TOPICS[item].features


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


def _of_rows_in_detail(talk: Talk, said: Said, fact: str, homes: Sequence[Match]) -> Part:
    """What the rows say, and what they leave open: how many beds, and whether they are doubles."""
    told = _of_rows(talk, said, fact, homes)
    more = _detail_only(talk, said, homes) if fact in ("beds", "bedrooms", "bathrooms") else None
    if more is None:
        return told
    return Part((*told.paragraphs, *more.paragraphs), told.unknown or more.unknown)


def _of_rows(talk: Talk, said: Said | None, fact: str, homes: Sequence[Match]) -> Part:
    counted = [item for item in talk.acts.asked if item in _COUNTED]
    if fact in counted[:1] and len(counted) > 1 and len(homes) == 1:
        if together := facts.counts(counted, homes[0], talk.texts):
            return Part((together,))
    elif fact in counted[1:] and len(homes) == 1 and facts.counts(counted, homes[0], talk.texts):
        return Part(())
    told, unstated = [], []
    for match in homes[:MAX_NAMED]:
        text = (fact == "capacity" and (fit.too_small(talk, match) or fit.big_enough(talk, match))) or None
        text = text or _about(talk, fact, match)
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
        price = facts.price(match, talk.texts, talk.turn.intent.period)
        verdict = fit.budget(talk, match) if price else ""
        return f"{verdict}\n\n{price}" if verdict else price
    return facts.about(fact, match, talk.turn.tenant, talk.texts)


def _not_known(talk: Talk, said: Said, item: str, homes: Sequence[Match]) -> Part:
    if not said.clause.asks and any(other.clause.asks for other in talk.acts.said):
        return Part(())  # "how far is the shop? we come without a car"
    house.note_gap(talk, said, item, homes)
    where = f" ({', '.join(match.unit.name for match in homes)})" if len(homes) == 1 else ""
    return Part((talk.texts.unknown(item),), f"{item}{where}: {talk.question_text()}")
