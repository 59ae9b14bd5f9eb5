"""What a guest does with a message, as the dialogue needs it: a view over the turn's reading. Nothing is read here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.types import POSSIBLE, SURE, Clause, Mentioned, Reading

_Item = TypeVar("_Item", str, int)

SHORT_WORDS = 6
SUPPOSED = 0.15  # from which money back is asked for in case one cancels
SURE_OF_ONE = 0.4  # from which one alone is worth asking about
SURE_OF_TRIP = 0.4  # from which the trip is meant: the answer to it says what was understood, and harms nobody
# Labels that the concierge answers alike: their confidences add up.
_STATING = frozenset({"state_trip", "change_trip", "flexible_dates", "retract_wish"})
COURTESY = "courtesy"  # one of some courtesies, whichever: "great", "cheers"
_COURTESIES = frozenset({"greet", "thanks", "bye", "yes"})
# What a home has: where it is unsure which of them is asked about, it is none of them but some other equipment.
_EQUIPMENT = frozenset(
    "amenity baby_gear accessibility kitchen parking pool_safety heating_ac wifi_work cleaning_towels".split()
)
_ALIKE = (
    _STATING | {"ask_availability"},
    frozenset({"check_in_time", "early_late"}),
    frozenset({"tell_more", "choose_unit"}),
    frozenset({"distance_location", "transport_airport"}),
    frozenset({"amenity", "other"}),
    frozenset({"after_booking_change", "ask_booking_reference"}),
)
# What a clause that only tells something is when it speaks of another thing than the trip that is planned.
_ELSEWHERE = {"past": "past_stay_talk", "other_trip": "other_person_trip", "elsewhere": "off_topic"}
_TELLING = _STATING | {"past_stay_talk", "other_person_trip", "unclear", "choose_unit", None}
_TAKEN = frozenset({"choose_unit", "after_booking_change", "after_booking_cancel", "state_trip", "tell_more", None})
# Asked about, unless the clause wishes or excludes what it names: "with parking".
_WISHED = frozenset(
    "parking breakfast_meals wifi_work pool_safety accessibility baby_gear heating_ac kitchen cleaning_towels"
    " smoking_parties_rules amenity distance_location other luggage".split()
)
# A fact that a clause names says more exactly what these ask for.
_REFINED = frozenset(
    "tell_more amenity other bigger compare cheaper ask_price_total ask_availability ask_discount distance_location"
    " cleaning_towels kitchen choose_unit unclear other_options are_you_human local_tips policy_payment"
    " state_trip retract_wish".split()
)
# Facts of which one clause may ask several: "how many beds and baths?"
_SEVERAL = frozenset(
    "bedrooms beds bathrooms size capacity min_nights cleaning_fee rating linen location distance".split()
)
# Facts that are a label of their own: "is there a deposit, an advance payment or a tourist tax?"
STANDS_FOR = {"deposit": "policy_deposit", "payment": "policy_payment", "tourist_tax": "tourist_tax"}
_OF_MONEY = frozenset({*STANDS_FOR.values(), "policy_cancellation"})
# What a clause that states something of the trip cannot be: what the grammar captured decides.
_NOT_STATING = frozenset(
    "complaint refund_demand abuse unclear off_topic other past_stay_talk other_person_trip check_in_time"
    " choose_unit".split()
)
_ABOUT_PLACES = frozenset({"local_tips", "distance_location", "transport_airport"})
# What a clause that asks about amenities is not, whatever it sounds like.
_NOT_ASKING = frozenset({"retract_wish", "choose_unit", "complaint", "unclear"})
_AGREEING = frozenset("yes thanks greet bye book choose_unit ask_human unclear".split())
# Said of what is no booking and no request any more, and of that there is none.
TAKES_BACK, NO_BOOKING = "takes_back", "no_booking"
# Asked whether a home is held for the guest, which a request does not do.
HOLDS = "holds"
_OF_BOOKING = frozenset({"after_booking_change", "after_booking_cancel", "ask_booking_reference", "book", None})
# What "can you keep it for me?" sounds like.
_HOLDING = _OF_BOOKING | frozenset(
    "luggage privacy_ask ask_availability check_out_time ask_human other amenity choose_unit tell_more compare unclear"
    " other_options other_person_trip policy_payment".split()
)
_DROPPED = frozenset(
    "policy_cancellation after_booking_cancel other_options retract_wish unclear no yes bye privacy_delete".split()
)
_PLAIN = frozenset({"yes", "no", "thanks"})
_DROP_WORDS = 2  # of a clause that takes back though it sounds like a question: "cancela"
_OF_REQUEST = "own_"  # begins facts of the guest's own request: of no home
_DETAILS = frozenset({"charge", "pool_details", "appliance"})  # add to a topic, and are none themselves
_PRICE = "ask_price_total"
_MONEY_BACK = frozenset({"policy_deposit", "refund_demand"})
_PRICE_OF = frozenset({"price", "cheapest", "cleaning_fee", "own_dates"})  # say themselves what is priced
_WHERE = frozenset({"distance", "location"})
_EXACT = frozenset({"weather", "local_tips"})  # "does it snow?", "Mass": whatever else the clause sounds like
_SUPERLATIVE = "cheapest"  # asked for without a question, too


@dataclass(frozen=True, slots=True)
class Said:
    """A clause and what it does."""

    clause: Clause
    label: str | None = None  # of the reading's acts; None: not understood
    fact: str | None = None  # what exactly it asks for, of Clause.facts
    choices: tuple[str, ...] = ()  # labels that it may stand for where it was not understood
    index: int = 0  # of the clause in the reading
    also: tuple[str, ...] = ()  # all that it asks for where that is more than one thing, in order

    @property
    def asked(self) -> tuple[str, ...]:
        if self.also:
            return self.also
        if self.label == _PRICE and self.fact != _SUPERLATIVE and self.fact not in _OF_MONEY:
            return tuple(filter(None, (self.label, self.fact)))
        return tuple(filter(None, (self.fact or self.label,)))


@dataclass(frozen=True, slots=True)
class Acts:
    """What the clauses of a turn do together."""

    said: tuple[Said, ...] = ()
    words: int = 0
    button: str | None = None  # key of the concierge's own button that the message is

    @property
    def does(self) -> frozenset[str]:
        return frozenset(said.label for said in self.said if said.label)

    @property
    def asked(self) -> tuple[str, ...]:
        """Facts and labels in order; a fact stands in the place of its label, but beside the price."""
        return _once(item for said in self.said for item in said.asked)

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(fact for said in self.said for fact in said.clause.facts)

    @property
    def remarks(self) -> frozenset[str]:
        """How something is meant: see Clause.remarks."""
        return frozenset(remark for said in self.said for remark in said.clause.remarks)

    def remarks_on(self, *labels: str) -> frozenset[str]:
        """Those of clauses that do one of these, or that were not understood."""
        clauses = [said.clause for said in self.said if said.label is None or said.label in labels]
        return frozenset(remark for clause in clauses for remark in clause.remarks)

    @property
    def features(self) -> tuple[str, ...]:
        """Features that are asked about. Wishes and what is not wanted are in the intent."""
        return _once(item.feature for said in self.said for item in said.clause.features if item.stance == "question")

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Features that are spoken of, however it is meant."""
        return _once(item.feature for said in self.said for item in said.clause.features)

    @property
    def ordinals(self) -> tuple[int, ...]:
        return _once(number for said in self.said for number in said.clause.ordinals)

    @property
    def asks(self) -> bool:
        return any(said.clause.asks for said in self.said)

    @property
    def choices(self) -> tuple[str, ...]:
        """Labels of what may have been meant; empty where something was understood, or nothing is likely."""
        if self.does or any(said.fact for said in self.said):
            return ()
        return next((said.choices for said in self.said if said.choices), ())

    @property
    def missed(self) -> bool:
        """Whether a question was not understood."""
        return any(said.clause.asks and not said.label and not said.fact for said in self.said)

    def may_do(self, label: str) -> bool:
        """Whether a clause that was not understood may do it."""
        return any(label in said.choices for said in self.said)

    @property
    def is_short(self) -> bool:
        return self.words <= SHORT_WORDS

    @property
    def agrees(self) -> bool:
        """A yes with nothing else said beside it."""
        is_leaving = bool(self.remarks & {"later", "done"})
        return "yes" in self.does and self.does <= _AGREEING and not (self.asks or is_leaving)

    def __contains__(self, label: str) -> bool:
        return label in self.does or any(said.fact == label for said in self.said)

    def only(self, *labels: str) -> bool:
        """Whether one of these is done, and nothing else."""
        return bool(self.does) and self.does <= set(labels) and not any(said.fact for said in self.said)

    def facts_of(self, label: str) -> frozenset[str]:
        """Facts named where `label` is done."""
        return frozenset(fact for said in self.said if said.label == label for fact in said.clause.facts)

    def features_of(self, label: str) -> tuple[str, ...]:
        """Features named where `label` is done."""
        clauses = [said.clause for said in self.said if said.label == label]
        return _once(item.feature for clause in clauses for item in clause.features)


def read(
    reading: Reading, text: str, button: str | None = None, label: str | None = None, *,
    wishes: Collection[str] = (), without: Collection[int] = (),
) -> Acts:  # fmt: skip
    """The acts of a turn.

    Args:
        button: the concierge's own that the message is; it does what that says, `label`. wishes: features that the
            journey wants or does not want. without: clauses that only give the guest's name or address.
    """
    words = len(text.split())
    if label:
        ordinals = _once(number for clause in reading.clauses for number in clause.ordinals)
        clause = Clause(text, (), ordinals=ordinals or ((1,) if button == "book_first" else ()))
        fact = _SUPERLATIVE if button == _SUPERLATIVE else None
        return Acts((Said(clause, label, fact),), words, button)
    clauses = ((n, clause) for n, clause in enumerate(reading.clauses) if n not in without)
    said = (replace(_said(_asking(clause, wishes)), index=n) for n, clause in clauses)
    return Acts(tuple(_in_context(list(said))), words)


def _in_context(said: list[Said]) -> Iterator[Said]:
    """What a clause asks in the light of the others: "if we can't come, do we get our money back?" asks for no damage
    deposit; "is there a tourist tax? how much would it be?" for no price of a home."""
    cancels = any(each.clause.acts and each.clause.acts[0].label == "policy_cancellation" for each in said)
    subject: str | None = None
    for each in said:
        facts = set(each.clause.facts)
        shares = {act.label: act.confidence for act in each.clause.acts}
        supposes = cancels or shares.get("policy_cancellation", 0.0) >= SUPPOSED
        if supposes and each.clause.asks and each.label in _MONEY_BACK and "deposit" not in facts:
            each = replace(each, label="policy_cancellation", fact=None, also=())
        elif subject and each.label == _PRICE and not (each.clause.features or each.clause.states or _PRICE_OF & facts):
            each = replace(each, label=subject, fact=None, also=())
        subject = each.label if each.label in ("tourist_tax", "policy_deposit") else None
        yield each


def _asking(clause: Clause, wishes: Collection[str]) -> Clause:
    """A feature that a question names, and that nobody has taken for a wish, is asked about."""
    if not clause.asks or all(item.stance != "wish" or item.feature in wishes for item in clause.features):
        return clause
    features = (item if item.feature in wishes else Mentioned(item.feature, "question") for item in clause.features)
    return replace(clause, features=tuple(features))


def _said(clause: Clause) -> Said:
    label, choices = _likeliest(clause)
    is_exact = bool(_EXACT & set(clause.facts))
    if label in _TELLING and clause.scope in _ELSEWHERE and not (clause.asks or clause.features or is_exact):
        return Said(clause, _ELSEWHERE[clause.scope])
    if label in _TAKEN and clause.ordinals and "own_book" in clause.facts and not clause.asks:
        label = "book"  # "I take the second": a choice, or a booking, that the reader has for another
    if label in _PLAIN and "?" not in clause.text:
        clause = replace(clause, asks=False)  # "yes please do"
    if other := _about_request(clause, label):
        return Said(clause, other)
    fact = _fact(clause, label)
    is_asked = any(item.stance == "question" for item in clause.features) or "?" in clause.text
    if clause.states and (label is None or label in _NOT_STATING or (label in _WISHED and not is_asked)):
        label = "ask_availability" if clause.asks else "state_trip"
    if label in _WISHED | {"compare"} and clause.scope not in _ELSEWHERE and _wishes(clause):
        label = "state_trip"
    if label in _ABOUT_PLACES and "place" in clause.states:
        label, fact = "ask_availability", fact if fact in _EXACT else None  # "any near Ciutadella?"
    if label == "pets" and clause.features and all(item.stance == "retract" for item in clause.features):
        label = "retract_wish"  # "the dog stays at home"
    if label == "heating_ac" and "heated" in clause.details and not clause.features:
        label = "pool_safety"  # "and is it heated?"
    is_given_up = label == "retract_wish" and all(item.stance == "retract" for item in clause.features)
    if label in _NOT_ASKING and is_asked and not is_given_up and clause.asks and clause.features and not clause.states:
        label = "amenity"  # "Villa Gaya has a dishwasher, and a pool?"
    if label is None and clause.features and not (clause.states or (_wishes(clause) and clause.scope == "trip")):
        label = next((choice for choice in choices if choice in _WISHED), "amenity")
    said = Said(clause, label, fact, () if label else choices)
    return replace(said, also=_several(said))


def _several(said: Said) -> tuple[str, ...]:
    """All that a clause asks for, where it names more than what it does: each is answered."""
    clause, label = said.clause, said.label
    if not clause.asks or said.fact in _EXACT or said.fact == _SUPERLATIVE:
        return ()
    named = [STANDS_FOR.get(fact, fact) for fact in clause.facts]
    if label not in _OF_MONEY and not said.fact:
        return ()
    named = [item for item in named if item in _SEVERAL | _OF_MONEY]
    items = _once(named if {*said.asked} <= {*named} else (*said.asked, *named))
    return items if len(items) > 1 else ()


def _about_request(clause: Clause, label: str | None) -> str | None:
    """What a few words say of a booking or a request, whatever they sound like."""
    words = len(clause.text.strip(" ,;.!").split())
    if "own_none" in clause.facts and label in _OF_BOOKING:
        return NO_BOOKING
    if "own_hold" in clause.facts and (clause.asks or "?" in clause.text) and label in _HOLDING:
        return HOLDS
    if (
        "own_drop" not in clause.facts
        or "charge" in clause.facts
        or "?" in clause.text
        or words > SHORT_WORDS
        or clause.states
    ):
        return None
    is_said = label in _DROPPED or label is None
    return TAKES_BACK if is_said and (not clause.asks or words <= _DROP_WORDS) else None


def _wishes(clause: Clause) -> bool:
    """Whether all the features that it names are wished for, or not wanted: none is asked about."""
    return bool(clause.features) and all(item.stance not in ("question", "remark") for item in clause.features)


def _likeliest(clause: Clause) -> tuple[str | None, tuple[str, ...]]:
    """The label that counts; else up to two that may be meant."""
    shares: dict[frozenset[str], float] = {}
    names: dict[frozenset[str], str] = {}
    for act in clause.acts:
        group = next((alike for alike in _ALIKE if act.label in alike), frozenset({act.label}))
        shares[group] = shares.get(group, 0.0) + act.confidence
        names.setdefault(group, act.label)
    ranked = sorted(shares, key=lambda group: -shares[group])
    if not ranked:
        return None, ()
    if shares[ranked[0]] >= _needed(clause, ranked[0], names[ranked[0]]):
        return names[ranked[0]], ()
    for label, alike in ((COURTESY, _COURTESIES), ("amenity", _EQUIPMENT if clause.asks else frozenset())):
        if sum(act.confidence for act in clause.acts if act.label in alike) >= SURE:
            return label, ()
    if shares[ranked[0]] < POSSIBLE:
        return None, ()
    likely = [group for group in ranked[:2] if shares[group] >= POSSIBLE / 2]
    is_telling = len(likely) > 1 or shares[ranked[0]] >= SURE_OF_ONE
    return None, tuple(names[group] for group in likely) if is_telling else ()


def _needed(clause: Clause, group: frozenset[str], label: str) -> float:
    """The confidence from which a label counts."""
    if label == "show_photos" or (clause.asks and label == "ask_availability"):
        return POSSIBLE  # harms nobody
    return SURE_OF_TRIP if group == _ALIKE[0] else SURE


def _fact(clause: Clause, label: str | None) -> str | None:
    """What exactly is asked for."""
    none = _DETAILS | (_WHERE if label == _PRICE else frozenset())  # "¿a cuánto sale?"
    facts = [
        STANDS_FOR.get(fact, fact) for fact in clause.facts if not fact.startswith(_OF_REQUEST) and fact not in none
    ]
    if exact := next((fact for fact in facts if fact in _EXACT), None):
        return exact
    if _SUPERLATIVE in facts and (label in _REFINED or label is None or clause.features):
        return _SUPERLATIVE
    if not facts or not clause.asks or not (label in _REFINED or label is None):
        return None
    return facts[0]


def _once(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))
