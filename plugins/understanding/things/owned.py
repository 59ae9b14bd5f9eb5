"""What guests have themselves: what they bring along is no wish, and a home of their own is not the one sought."""

from __future__ import annotations

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span
from plugins.understanding.things.words import named

STEPS = 6  # words between a thing and the verb that brings it
AROUND = 12  # tokens of the thought that a thing stands in, on either side
NEXT = 3  # tokens from "has" to the home that somebody has
ME = "me 1"  # of the table `people`
PORTABLE = ("crib", "high_chair")  # what parents bring along


def is_brought(message: Message, span: Span, item: Item) -> bool:
    """ "We're bringing our own high chair", "Hochstuhl haben wir dabei"."""
    if item.value == "pets" or message.has_mark(span):
        return False
    behind = brings_behind(message, item)
    if behind is not None:
        return behind
    if _is_own_portable(message, span, item):
        return True
    own, index = False, item.start
    for _ in range(STEPS):
        if index <= span.start:
            return False
        brings = message.tagged.before(index, "thing_brings")
        if brings and not brings.is_foreign:
            is_denied = message.tagged.before(brings.start, "thing_no", "denies_verb") is not None
            return not is_denied and (own or item.value in PORTABLE)
        own = own or message.tagged.before(index, "people_mine", "people_ours", "thing_own") is not None
        before = message.tagged.before(index, "thing_own", "thing_fill", "people_the", "people_mine", "people_ours")
        before = before or _portable_before(message, index)
        if before is None or message.tagged.tokens[index - 1].text == ",":
            return False
        index = before.start
    return False


def _is_own_portable(message: Message, span: Span, item: Item) -> bool:
    """ "She sleeps in her own cot"; not "she needs her own cot"."""
    tagged = message.tagged
    is_own = tagged.before(item.start, "thing_own") or tagged.at(item.end, "thing_own", "people_his")
    if item.value not in PORTABLE or is_own is None or is_own.is_foreign:
        return False
    wishes = (tagged.at(at, "thing_wish") for at in range(span.start, item.start))
    return not any(wish and not wish.is_foreign and not tagged.at(wish.start, "thing_with") for wish in wishes)


def brings_behind(message: Message, item: Item) -> bool | None:
    """Whether a verb behind a thing brings it; None where no such verb follows."""
    tagged, index = message.tagged, item.end
    for _ in range(STEPS):
        brings = tagged.at(index, "thing_brings")
        if brings and not brings.is_foreign:
            if any(named(message, brings.end, min(len(tagged.tokens), brings.end + NEXT), "feature")):
                return None  # "parking, we bring our own cot"
            own = range(item.end, min(len(tagged.tokens), brings.end + 2))
            is_own = brings.value == "own" or any(tagged.at(at, "thing_own") for at in own)
            return is_own or item.value in PORTABLE
        skipped = tagged.at(index, "thing_pronoun", "thing_may")
        if skipped is None or skipped.is_foreign:
            return None
        index = skipped.end
    return None


def _portable_before(message: Message, index: int) -> Item | None:
    item = message.tagged.before(index, "feature")
    return item if item and item.value in PORTABLE else None


def is_theirs(message: Message, span: Span, item: Item) -> bool:
    """ "We have a flat at home already", "I've just moved to a cottage", "my sister has a villa"."""
    if _is_sought(message, item):
        return False
    tagged = message.tagged
    begin, end = _thought(message, item)
    if any((gone := tagged.at(index, "home_moved")) and not gone.is_foreign for index in range(begin, end)):
        return True
    near = range(max(begin, item.start - NEXT - 1), min(end, item.end + NEXT + 1))
    has = [index for index in near if (have := tagged.at(index, "home_have")) and not have.is_foreign]
    if not has or message.has_mark(span):
        return False
    if any((there := tagged.at(index, "home_there")) and not there.is_foreign for index in range(begin, end)):
        return True
    owners = ((index, tagged.before(index, "people")) for index in has)
    return any(owner and owner.value != ME and 0 < item.start - index <= NEXT for index, owner in owners)


def _is_sought(message: Message, item: Item) -> bool:
    """ "We already have kids so need a big house": a verb of wishing leads to it, more than an "and" or a "with"."""
    tagged, index = message.tagged, item.start
    for _ in range(STEPS):
        wish = tagged.before(index, "thing_wish")
        if wish and not wish.is_foreign and not tagged.at(wish.start, "thing_joint", "thing_with"):
            return not any(tagged.at(at, "home_have") for at in range(wish.start, wish.end))  # "we have a"
        before = tagged.before(index, "thing_fill", "people_the", "people_one")
        if before is None or tagged.tokens[index - 1].kind == "mark":
            return False
        index = before.start
    return False


def _thought(message: Message, item: Item) -> tuple[int, int]:
    """Around a thing, to the next mark on either side."""
    tokens, begin, end = message.tagged.tokens, item.start, item.end
    while begin > max(0, item.start - AROUND) and tokens[begin - 1].text not in ",.;:!?()":
        begin -= 1
    while end < min(len(tokens), item.end + AROUND) and tokens[end].text not in ",.;:!?()":
        end += 1
    return begin, end
