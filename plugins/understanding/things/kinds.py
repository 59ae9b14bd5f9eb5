"""Which kind of home is sought, and how many bedrooms and bathrooms it has at least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.types import IntentChange
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Message, Span
from plugins.understanding.numbers import Number
from plugins.understanding.things.denial import denied_before, denied_behind
from plugins.understanding.things.owned import is_theirs
from plugins.understanding.things.parts import is_part
from plugins.understanding.things.stance import is_sought
from plugins.understanding.things.words import may_wish, named

WHOLE_HOMES = frozenset({"house", "apartment", "cabin", "penthouse"})
MAX_ROOMS = 15
NEAR = 3  # words


@dataclass(frozen=True, slots=True)
class _Kinds:
    wanted: tuple[Item, ...]
    refused: tuple[Item, ...]


def read_kind(message: Message, context: Context) -> IntentChange:
    kinds = _kinds(message, context)
    wanted = None if _is_open(message, kinds) else _chosen(message, kinds.wanted)
    if wanted is None and not kinds.wanted and _flat_size(message) is not None:
        wanted = "studio" if _flat_size(message) == 0 else "apartment"
    if wanted:
        return IntentChange(accommodation_type=wanted)
    known = context.known.accommodation_type
    if any(item.value == known for item in kinds.refused) or (known and _is_open(message, kinds)):
        return IntentChange(accommodation_type=None)
    return IntentChange()


def _is_open(message: Message, kinds: _Kinds) -> bool:
    """ "Any kind of place is fine", "no matter whether a flat or a house"."""
    if not kinds.wanted and any(
        message.tagged.at(index, "kind_any") and message.is_about_trip(index)
        for index in range(len(message.tagged.tokens))
    ):
        return True
    named_kinds = sorted((*kinds.wanted, *kinds.refused), key=lambda item: item.start)
    return any(
        first.value != second.value
        and _are_alternatives(message, first, second)
        and _is_no_matter(message, kinds, second)
        for first, second in pairwise(named_kinds[-2:])
    )


def _is_no_matter(message: Message, kinds: _Kinds, last: Item) -> bool:
    """Whether one of two kinds is as good as the other: "da igual casa o piso", "Haus oder Wohnung ist egal"."""
    return bool(kinds.refused) or denied_behind(message, message.span_of(last.start), last) == "drop"


def _kinds(message: Message, context: Context) -> _Kinds:
    wanted: list[Item] = []
    refused: list[Item] = []
    spoken_of: list[Item] = []
    for span in message.spans:
        if not may_wish(message, span):
            continue
        for item in named(message, span.start, span.end, "kind", "feature", "bedroom"):
            kind = _kind_in(message, item)
            if kind is None or _is_counted(message, kind) or _is_used_elsewhere(message, context, kind):
                continue
            if is_theirs(message, span, kind) or _is_homeward(message, kind) or is_part(message, context, kind):
                continue
            denial, _ = denied_before(message, span, kind)
            if denial:
                refused.append(kind)
            elif _is_known(message, span, kind):
                spoken_of.append(kind)
            else:
                wanted.append(kind)
    if refused and not wanted:
        wanted = spoken_of  # "not the studio, the flat"
    return _Kinds(tuple(wanted), tuple(refused))


def _kind_in(message: Message, item: Item) -> Item | None:
    """The kind that a phrase is, or that the number of bedrooms belongs to ("2BHK flat")."""
    if item.category != "bedroom":
        kind = message.tagged.at(item.start, "kind")
        return kind if kind and kind.end >= item.end else None
    kinds = (message.tagged.at(index, "kind") for index in range(item.start, item.end))
    return next((kind for kind in kinds if kind and (kind.value != "room" or kind.end >= item.end)), None)


def _is_used_elsewhere(message: Message, context: Context, item: Item) -> bool:
    """A word that is a kind in one country alone: a Brazilian "sítio" is a house, a Portuguese one any place."""
    only = message.tagged.at(item.start, "kind_only")
    return only is not None and only.end >= item.end and only.value != context.region


def _is_counted(message: Message, item: Item) -> bool:
    """ "4 habitaciones" are bedrooms, "room 204" is one that is known."""
    tokens = message.tagged.tokens
    if (number := message.numbers.at(item.end)) and not number.is_spelled and tokens[item.end - 1].kind == "word":
        is_label = item.value == "room" or _is_label(message, item, number)
        return is_label and message.tagged.at(number.end, "people", "people_other") is None
    before = next(
        (message.numbers.at(at) for at in range(max(0, item.start - 2), item.start) if message.numbers.at(at)), None
    )
    is_many = before is not None and before.end == item.start and before.value > 1
    if item.value == "room":
        return is_many or _has_room_for(message, item)
    return False


def _is_label(message: Message, item: Item, number: Number) -> bool:
    """ "Apartment 3, second floor": where something is amiss, or whom a parcel is for; not "an apartment, 3 nights"."""
    tokens = message.tagged.tokens
    if message.tagged.before(item.start, "people_one") or number.end - number.start > 1 or number.is_ordinal:
        return False
    if number.end >= len(tokens):
        return True
    mark, following = tokens[number.end], message.numbers.at(number.end)
    if mark.kind == "word":
        return (following is not None and following.is_ordinal) or (mark.touches and len(mark.text) == 1)
    is_list = number.end + 1 < len(tokens) and (message.numbers.at(number.end + 1) or tokens[number.end + 1].touches)
    is_floor = is_list and (other := message.numbers.at(number.end + 1)) is not None and other.is_ordinal
    return mark.text in ",.;!?)" and (not is_list or bool(is_floor))  # "Wohnung 5.-8. Mai" are days


def _is_homeward(message: Message, item: Item) -> bool:
    """ "Home the Thursday": whoever travels home."""
    tagged = message.tagged
    if tagged.tokens[item.end - 1].plain != "home" or item.end - item.start > 1:
        return False
    if any(tagged.at(at, "people_one", "kind_better") for at in range(max(0, item.start - NEAR), item.start)):
        return False  # "a nice home"
    index = item.end
    for _ in range(2):
        if tagged.at(index, "weekday", "month", "relative", "holiday"):
            return True
        index += 1
    return False


def _has_room_for(message: Message, item: Item) -> bool:
    """ "Is there room for 5?" """
    tokens = message.tagged.tokens
    is_bare = item.start == 0 or not any(
        message.tagged.at(at, "people_one") for at in range(max(0, item.start - NEAR), item.start)
    )
    follows = tokens[item.end : item.end + 1]
    return (
        is_bare
        and item.start > 0
        and bool(follows)
        and follows[0].plain == "for"
        and message.numbers.at(item.end + 1) is not None
    )


def _is_known(message: Message, span: Span, item: Item) -> bool:
    """ "The house", "in the flat": one that was shown, unless it is what is wanted better."""
    known = message.tagged.before(item.start, "kind_known")
    if known is None:
        return False
    return not any(
        message.tagged.at(index, "kind_better") for index in range(max(span.start, item.start - NEAR - 2), item.start)
    )


def _chosen(message: Message, wanted: Sequence[Item]) -> str | None:
    """The last kind named; "house or flat" leaves it open, and a room is what guests call anything with a bed."""
    homes = [item for item in wanted if item.value != "room"] or list(wanted)
    if any(_counts_bedrooms(message, number.start) for number in message.numbers.all()):
        homes = [item for item in homes if item.value != "suite"]  # "dois quartos, uma suíte"
    if len(homes) > 1 and homes[-1].value != homes[-2].value and _are_alternatives(message, homes[-2], homes[-1]):
        return None
    if len(homes) > 1 and message.tagged.at(homes[-1].end, "kind_also"):
        return homes[-2].value  # "a cottage, but a flat would do"
    if len(homes) > 1 and (_is_preferred(message, *homes[-2:]) or _is_likened(message, *homes[-2:])):
        return homes[-2].value
    return homes[-1].value if homes else None


def _are_alternatives(message: Message, first: Item, second: Item) -> bool:
    between = range(first.end, second.start)
    return len(between) <= NEAR + 1 and any(message.tagged.at(index, "thing_either") for index in between)


def _is_preferred(message: Message, first: Item, second: Item) -> bool:
    """ "I prefer a house to a flat", "prefiro uma moradia a um apartamento"."""
    between = range(first.end, second.start)
    before = range(max(0, first.start - NEAR), first.start)
    return (
        len(between) <= NEAR
        and any(message.tagged.at(index, "kind_than") for index in between)
        and any(message.tagged.at(index, "kind_prefer") for index in before)
    )


def _counts_bedrooms(message: Message, index: int) -> bool:
    number = message.numbers.at(index)
    return bool(number and not number.is_article and message.tagged.at(number.end, "bedroom"))


def _is_likened(message: Message, first: Item, second: Item) -> bool:
    """ "Un depto tipo monoambiente"."""
    like = message.tagged.at(first.end, "kind_like")
    return like is not None and like.end == second.start


def _flat_size(message: Message) -> int | None:
    for index in range(len(message.tagged.tokens)):
        item = message.tagged.at(index, "flat_size")
        if item and not item.is_foreign and may_wish(message, message.span_of(index)):
            return int(item.value)
    return None


def read_rooms(message: Message, context: Context, change: IntentChange, taken: frozenset[int]) -> IntentChange:
    kind = change.get("accommodation_type") or context.known.accommodation_type
    rooms = IntentChange()
    for span in message.spans:
        if not may_wish(message, span):
            continue
        for index in range(span.start, span.end):
            number = message.numbers.at(index)
            if message.tagged.at(index, "flat_size"):
                continue
            if number is None or number.is_ordinal or index in taken or not 0 < number.value <= MAX_ROOMS:
                continue
            noun = _counted(message, number.end, number.value, is_whole=kind in WHOLE_HOMES)
            if (
                noun is None
                or _points(message, index, number.end)
                or (message.has_mark(span) and _is_question(message, span, index))
            ):
                continue
            if noun == "bathroom":
                rooms["bathrooms"] = number.value
            else:
                rooms["bedrooms"] = number.value
    size = _flat_size(message)
    if size and "bedrooms" not in rooms:
        rooms["bedrooms"] = size
    return rooms


def _points(message: Message, start: int, end: int) -> bool:
    """ "The 4 bathroom one", "la de 4 baños": a home that was shown."""
    pointed = message.tagged.before(start, "thing_pointed")
    if pointed is not None and not pointed.is_foreign:
        return True
    behind = [message.tagged.tokens[at].plain for at in range(end, min(end + NEAR, len(message.tagged.tokens)))]
    is_led = message.tagged.before(start, "people_the") is not None
    return message.tagged.language == "en" and is_led and "one" in behind[1:]


def _counted(message: Message, index: int, value: int, *, is_whole: bool) -> str | None:
    for _ in range(NEAR):
        item = message.tagged.at(index, "bathroom") or message.tagged.at(index, "bedroom")
        if item and not (
            value == 1 and (_is_one_room(message, item) or message.tagged.tokens[item.start].plain == "bed")
        ):
            return item.category
        if is_whole and value > 1 and message.tagged.at(index, "room_noun"):
            return "bedroom"
        fill = message.tagged.at(index, "people_word", "room_fill")
        if fill is None:
            return None
        index = fill.end
    return None


def _is_one_room(message: Message, item: Item) -> bool:
    """ "Una habitación", "une chambre": a room to let."""
    return message.tagged.is_(item.start, "kind", "room") is not None


def _is_question(message: Message, span: Span, index: int) -> bool:
    """ "Does it have 2 bedrooms?" """
    return not is_sought(message, span, index) and not any(named(message, span.start, span.end, "kind", "any_home"))
