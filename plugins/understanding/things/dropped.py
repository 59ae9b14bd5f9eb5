"""Known wishes that are taken back together, and animals that stay with somebody."""

from __future__ import annotations

from collections.abc import Collection

from plugins.understanding.lexicon import Item, Tagged
from plugins.understanding.message import Message, Span
from plugins.understanding.things.denial import STEPS, denied_before, denied_behind

_BETWEEN = ("thing_fill", "people_the", "people_mine", "people_ours")
_JOINTS = ("thing_joint", "people_plus", "thing_either")
CARED = 8  # tokens between an animal and who looks after it


def is_dropped_with(message: Message, item: Item, known: Collection[str]) -> bool:
    """ "Forget the pool and the wifi": whether a known wish is joined to another one that is taken back."""
    if item.value not in known or _ends_in_question(message, item):
        return False
    return _is_dropped_before(message, item, known) or _is_dropped_behind(message, item, known)


def _ends_in_question(message: Message, item: Item) -> bool:
    return message.has_mark(message.span_of(item.start))


def _is_dropped_before(message: Message, item: Item, known: Collection[str]) -> bool:
    """Whether the wish that a list goes on from before an item is taken back."""
    other = _joined_before(message, item)
    while other is not None and (other.category == "budget" or other.value in known):
        denial, _ = denied_before(message, message.span_of(other.start), other)
        if denial == "drop" or (
            denial is None and denied_behind(message, message.span_of(other.start), other) == "drop"
        ):
            return True
        if denial is not None and _joined_before(message, other) is None:
            return False
        other = _joined_before(message, other)
    return False


def _is_dropped_behind(message: Message, item: Item, known: Collection[str]) -> bool:
    """ "The pool and the wifi we don't need"."""
    other = _joined_behind(message, item)
    while other is not None and (other.category == "budget" or other.value in known):
        if denied_behind(message, message.span_of(other.start), other) == "drop":
            return True
        other = _joined_behind(message, other)
    return False


def _joined_before(message: Message, item: Item) -> Item | None:
    tagged, index, is_joined = message.tagged, item.start, False
    for _ in range(STEPS):
        if is_joined and (other := tagged.before(index, "feature", "budget")):
            return other
        step = tagged.before(index, *_JOINTS, *_BETWEEN)
        is_comma = index > 0 and tagged.tokens[index - 1].text == ","
        if step is None and not is_comma:
            return None
        is_joined = is_joined or is_comma or tagged.before(index, *_JOINTS) is not None
        index = step.start if step else index - 1
    return None


def _joined_behind(message: Message, item: Item) -> Item | None:
    tagged, index, is_joined = message.tagged, item.end, False
    for _ in range(STEPS):
        if index >= len(tagged.tokens):
            return None
        if is_joined and (other := tagged.at(index, "feature", "budget")):
            return other
        step = tagged.at(index, *_JOINTS, *_BETWEEN)
        is_comma = tagged.tokens[index].text == ","
        if step is None and not is_comma:
            return None
        is_joined = is_joined or is_comma or tagged.at(index, *_JOINTS) is not None
        index = step.end if step else index + 1
    return None


def is_budget_dropped(message: Message) -> bool:
    """ "Lasciamo perdere il budget": whether the budget, by its name, is taken back."""
    for span in message.spans:
        for index in range(span.start, span.end):
            item = message.tagged.at(index, "budget")
            if item is None or span.scope != "trip" or message.has_mark(span):
                continue
            if (
                denied_before(message, span, item)[0] in ("drop", "without")
                or denied_behind(message, span, item) == "drop"
            ):
                return True
    return False


def is_pet_left(message: Message, span: Span, item: Item) -> bool:
    """ "We leave the dog with my sister", "my sister looks after the dog", "and if we leave him with my mother?": it
    does not come."""
    tagged = message.tagged
    if message.has_mark(span):
        return _is_left_with_kin(tagged, span, item)
    places = range(max(span.start, item.start - CARED), item.start)
    if any(_is_own(tagged.at(at, "pet_minded")) for at in places):
        return True
    is_left = any(_is_own(tagged.at(at, "people_leave")) for at in places)
    behind = range(item.end, min(len(tagged.tokens), item.end + CARED))
    return is_left and any(tagged.at(at, "people") is not None for at in behind)


def _is_left_with_kin(tagged: Tagged, span: Span, item: Item) -> bool:
    """Of a question: whether it is left with the guest's people, who are not there."""
    is_left = any(_is_own(tagged.at(at, "people_leave")) for at in range(max(span.start, item.start - CARED), span.end))
    behind = range(item.end, min(span.end, item.end + CARED))
    people = [found for at in behind if (found := tagged.at(at, "people"))]
    return is_left and any(found.value.split()[0] == "kin" for found in people)


def _is_own(item: Item | None) -> bool:
    return item is not None and not item.is_foreign
