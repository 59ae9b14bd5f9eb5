"""What a clause is about, of the learned probabilities and of words that bear them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from bot.types import Scope
from plugins.understanding.acts.lists import is_list
from plugins.understanding.acts.reader import ReadClause
from plugins.understanding.lexicon import Item, Tagged
from plugins.understanding.numbers import Numbers
from plugins.understanding.remarks import is_aside

# How sure it must be that a clause is about anything but the trip, whatever that is: by phrases of authors held out, at
# 0.7 seven in a hundred statements of the trip are lost (and asked for again) and seven in ten others are not taken.
SURE = 0.7
SURE_OF_ONE = 0.57  # of a single other matter: a fragment is a little of everything
SURE_ENOUGH = 0.3  # of what a word bears out
SURE_ALONE = 0.82  # where no word bears it out
FRAGMENT = 9  # tokens at most
LONG = 7  # tokens from which a clause says enough for that
CLEAR = 0.8  # of an act: from there it says what its clause is about
_STATE_NOTHING = frozenset(
    "are_you_human complaint abuse refund_demand ask_booking_reference privacy_ask privacy_delete".split()
)
_OF_TRIP = frozenset("state_trip change_trip ask_availability flexible_dates retract_wish book".split())
_TELLING = {"past_stay": "past", "other_trip": "other_trip"}
_SIGNS = {"past": "past_sign", "other_trip": "others_trip", "event": "event_sign", "elsewhere": "event_sign"}
_HOMES = ("kind", "any_home")
_LISTS = ("people_plus", "people_for", "people_with")
_STAYS = ("month", "weekend", "weekday", "relative", "holiday", "people_us", "people_alone")


def scope_of(clause: ReadClause, tagged: Tagged, numbers: Numbers) -> Scope:
    """The trip, unless the reader is sure that it is about something else and the words do not speak against it."""
    if _states_nothing(clause) or _is_aside(clause, tagged):
        return "elsewhere"  # "are you a person or a robot?" is no party
    scopes = dict(clause.scopes)
    for act in clause.acts:
        if act.act == "tell" and act.topic in _TELLING:
            other = _TELLING[act.topic]
            doubt = 1 - scopes["trip"]  # ", my mother" alone is anybody's mother
            scopes[other] = max(scopes[other], act.confidence * doubt)
    others = {scope: share for scope, share in scopes.items() if scope != "trip"}
    if _is_past_twice(clause, tagged):
        return "past"  # "last month … stayed"
    likeliest = max(others, key=lambda scope: others[scope])
    told = [scope for scope in _TELLING.values() if has_sign(tagged, clause.start, clause.end, scope)]
    telling = sum(others[scope] for scope in _TELLING.values())
    if told and telling >= max(SURE_ENOUGH, scopes["trip"]):
        likeliest = max(told, key=lambda scope: others[scope])
    elif not _is_sure(clause, others):
        return "trip"
    if not _is_borne_out(clause, tagged, numbers, likeliest, sum(others.values())):
        return "trip"
    return cast(Scope, likeliest)  # the head's labels are Scope's values


def _is_sure(clause: ReadClause, others: Mapping[str, float]) -> bool:
    if clause.end - clause.start <= FRAGMENT:
        return max(others.values()) >= SURE_OF_ONE
    return sum(others.values()) >= SURE


def _states_nothing(clause: ReadClause) -> bool:
    share = sum(act.confidence for act in clause.acts if act.label in _STATE_NOTHING)
    return share >= CLEAR


def _is_aside(clause: ReadClause, tagged: Tagged) -> bool:
    """ "I'll ask my husband", "is there Mass on Sundays?": no trip, unless the clause states one all the same."""
    share = sum(act.confidence for act in clause.acts if act.label in _OF_TRIP)
    return share < SURE_ENOUGH and is_aside(tagged, clause.start, clause.end)


def carried(scopes: Sequence[Scope], clauses: Sequence[ReadClause], tagged: Tagged) -> list[Scope]:
    """The scopes with those of fragments that go on with what their sentence told: "we came in 2023, six of us"."""
    found = list(scopes)
    for at in range(1, len(found)):
        before, clause = clauses[at - 1], clauses[at]
        is_told = found[at - 1] in ("past", "other_trip") and found[at] == "trip"
        if is_told and clause.end - clause.start <= FRAGMENT and not _ends_sentence(tagged, before.end - 1):
            found[at] = found[at] if _begins_anew(tagged, clause) else found[at - 1]
    return found


def _ends_sentence(tagged: Tagged, index: int) -> bool:
    return tagged.tokens[index].text in ".!?;…"


def _begins_anew(tagged: Tagged, clause: ReadClause) -> bool:
    """ "… but this time we are six"."""
    places = range(clause.start, clause.end)
    if any(tagged.tokens[index].text in "?¿" or tagged.at(index, "now_sign") for index in places):
        return True
    first = next((index for index in places if tagged.tokens[index].kind == "word"), clause.start)
    return tagged.at(first, "people_total") is not None and tagged.at(first, "past_sign") is None


def _is_borne_out(clause: ReadClause, tagged: Tagged, numbers: Numbers, scope: str, share: float) -> bool:
    """Fragments ("3 friends", "my daughter and I") are taken for another's trip, a feast or a tale: they need a word
    that says so, or to be long."""
    is_told = scope in _SIGNS and has_sign(tagged, clause.start, clause.end, scope)
    if not is_told and is_list(clause.start, clause.end, tagged, numbers):
        return False
    if scope in ("house", "elsewhere") and _seeks_a_stay(clause, tagged, numbers):
        return False
    if scope == "house":
        return not any(joins_or_leaves(tagged, numbers, index) for index in _places(clause))
    if is_told:
        return True
    if scope in ("elsewhere", "house") and not _counts_people(clause, tagged):
        return True
    if scope == "past" and _limits_a_price(clause, tagged):
        return False  # "our ceiling is 480 for the 4 nights"
    if any(tagged.is_(index, "fact", "own_book") for index in range(clause.start, clause.end)):
        return False  # "I want to book Country suite near Maó for 1 person"
    if any(tagged.at(index, "people_us", "people_alone") for index in range(clause.start, clause.end)):
        return False  # "the two of us and the twins"
    if scope != "past" and _lists_me(clause, tagged, numbers):
        return False
    if any(joins_or_leaves(tagged, numbers, index) for index in _places(clause)):
        return False  # "one couple dropped out"
    return share >= SURE_ALONE and clause.end - clause.start >= LONG


def _sentence_end(tagged: Tagged, index: int) -> int:
    while index < len(tagged.tokens) and not _ends_sentence(tagged, index - 1):
        index += 1
    return index


def joins_or_leaves(tagged: Tagged, numbers: Numbers, index: int) -> bool:
    """Whether a verb at a token says who travels: "dropped out", "comes along", "I'm travelling with"."""
    leaves, comes = tagged.at(index, "people_leaves"), tagged.at(index, "people_comes")
    instead = tagged.at(index, "people_instead")
    if instead and not instead.is_foreign:
        return True
    if leaves and not leaves.is_foreign:
        return True
    if comes and not comes.is_foreign and comes.end - comes.start > 1:
        return True
    travels = tagged.at(index, "people_travel")
    if travels is None or travels.is_foreign:
        return False
    is_for = tagged.before(travels.end, "people_for", "people_of") is not None and numbers.at(travels.end) is not None
    return is_for or tagged.at(travels.end, "people_with", "people") is not None


def _places(clause: ReadClause) -> range:
    return range(clause.start, clause.end)


def _lists_me(clause: ReadClause, tagged: Tagged, numbers: Numbers) -> bool:
    """ "Me, my son and his carer", "we are ten": who speaks is one of them."""
    for index in range(clause.start, _sentence_end(tagged, clause.end)):
        item = tagged.is_(index, "people", "me 1")
        if item is None or item.is_foreign:
            continue
        opens = index == 0 or tagged.tokens[index - 1].kind == "mark" or tagged.before(index, *_LISTS) is not None
        ends = item.end >= len(tagged.tokens) or tagged.tokens[item.end].text in ",.;!)+&"
        if opens and (ends or tagged.at(item.end, "people_plus") is not None):
            return True
    totals = (tagged.at(index, "people_total") for index in range(clause.start, clause.end) if tagged.at(index, "we"))
    return any(item is not None and numbers.at(item.end) is not None for item in totals)


def _is_past_twice(clause: ReadClause, tagged: Tagged) -> bool:
    items = [item for index in range(clause.start, clause.end) if (item := tagged.at(index, "past_sign"))]
    apart = [item for at, item in enumerate(items) if at == 0 or item.start >= items[at - 1].end]
    return len(apart) > 1 and not any(tagged.at(index, "now_sign") for index in range(clause.start, clause.end))


def has_sign(tagged: Tagged, start: int, end: int, scope: str) -> bool:
    """Whether a word in tokens `start` to `end` (exclusive) bears out that they are about something else."""
    signs = (tagged.at(index, _SIGNS[scope]) for index in range(start, end))
    return any(sign is not None and not _is_of_leaving(tagged, sign) for sign in signs)


def _is_of_leaving(tagged: Tagged, sign: Item) -> bool:
    """ "She is staying with her grandparents": with whom somebody stays who does not come."""
    leaving = tagged.at(sign.start, "people_leaves")
    return leaving is not None and leaving.end > sign.end and not leaving.is_foreign


def _seeks_a_stay(clause: ReadClause, tagged: Tagged, numbers: Numbers) -> bool:
    """ "Have you a cabin for two in March?" is about the trip, whatever it asks of the house."""
    places = range(clause.start, clause.end)
    if not any(tagged.at(index, *_HOMES) for index in places):
        return _asks_for_people(clause, tagged, numbers)
    return any(tagged.at(index, *_STAYS) or _is_for_people(tagged, numbers, index) for index in places)


def _asks_for_people(clause: ReadClause, tagged: Tagged, numbers: Numbers) -> bool:
    """ "Is there still room for four in August?": what is free, for how many, and when."""
    places = range(clause.start, clause.end)
    is_asked = any(act.label == "ask_availability" and act.confidence >= CLEAR for act in clause.acts)
    if not is_asked or any(tagged.at(index, "people_service") for index in places):
        return False
    is_counted = any(_is_for_people(tagged, numbers, index) for index in places)
    return is_counted and any(tagged.at(index, *_STAYS) for index in places)


def _is_for_people(tagged: Tagged, numbers: Numbers, index: int) -> bool:
    item = tagged.at(index, "people_for")
    if item is None or item.end >= len(tagged.tokens):
        return False
    is_counted = numbers.at(item.end) is not None
    return is_counted or tagged.at(item.end, "people_one", "people", "people_us") is not None


def _limits_a_price(clause: ReadClause, tagged: Tagged) -> bool:
    places = range(clause.start, clause.end)
    return any(tagged.at(index, "money_max", "money_budget") for index in places) and any(
        tagged.at(index, "money_sign") for index in places
    )


def _counts_people(clause: ReadClause, tagged: Tagged) -> bool:
    return any(tagged.at(index, "people", "people_total", "people_us") for index in range(clause.start, clause.end))
