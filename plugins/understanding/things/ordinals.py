"""Positions among the homes that were shown: "the second one", "number 3", "die ersten beiden"."""

from __future__ import annotations

from plugins.understanding.message import Message, Span

LAST = -1
MAX_POSITION = 9
MAX_PAIR = 5


def ordinals(message: Message, span: Span) -> tuple[int, ...]:
    """Positions that a clause names, from 1; LAST for the last."""
    tagged, found, index = message.tagged, list[int](), span.start
    while index < span.end:
        positions, end = _at(message, span, index)
        found += [position for position in positions if position not in found]
        index = max(end, index + 1)
    if not found:
        both = next((item for at in range(span.start, span.end) if (item := tagged.at(at, "ordinal_all"))), None)
        is_party = both is not None and tagged.at(both.end, "people_after") is not None  # "the two of us"
        if both and not both.is_foreign and not is_party and _ends(message, both.end):
            return tuple(range(1, int(both.value) + 1))
    return tuple(found)


def _at(message: Message, span: Span, index: int) -> tuple[tuple[int, ...], int]:
    tagged = message.tagged
    first = tagged.at(index, "ordinal_first")
    if first and not first.is_foreign:
        count = message.numbers.at(first.end)
        if count and 1 < count.value <= MAX_PAIR and _ends(message, count.end):
            return tuple(range(1, count.value + 1)), count.end
        pair = tagged.is_(first.end, "ordinal_all", "2") or (
            tagged.tokens[first.end : first.end + 1] and tagged.tokens[first.end].plain in ("beiden", "two")
        )
        if pair:
            return (1, 2), first.end + 1
    count = message.numbers.at(index)
    if count and not count.is_ordinal and 1 < count.value <= MAX_PAIR:
        behind = tagged.at(count.end, "ordinal_first")
        if behind and not behind.is_foreign:
            return tuple(range(1, count.value + 1)), behind.end
    last = tagged.at(index, "ordinal_last")
    if last and not last.is_foreign and _ends(message, last.end):
        return (LAST,), last.end
    labelled = tagged.at(index, "ordinal_number")
    if labelled:
        number = message.numbers.at(labelled.end)
        if number and not number.is_ordinal and 0 < number.value <= MAX_POSITION and _ends(message, number.end):
            return (number.value,), number.end
    number = message.numbers.at(index)
    if number and tagged.at(index, "bedroom", "kind"):
        return (), index + 1  # "quartos" are rooms
    if number and number.is_ordinal and 0 < number.value <= MAX_POSITION and _chooses(message, span, number.end):
        return (number.value,), number.end
    return (), index + 1


def _chooses(message: Message, span: Span, index: int) -> bool:
    """Whether an ordinal stands for a home, not for a day, a floor or a week: what follows tells."""
    if message.tagged.at(index, "ordinal_unit", "ordinal_verb"):
        return True
    link = message.tagged.at(index, "link")
    if link and message.tagged.at(link.end, "month", "month_short"):
        return False  # "the 3rd of June"
    if message.tagged.at(index, "month", "month_short", "unit", "weekend", "weekday", "people_other", "people"):
        return False
    return _ends(message, index)


def _ends(message: Message, index: int) -> bool:
    """Whether no noun follows that the words before would count."""
    tokens = message.tagged.tokens
    if index >= len(tokens) or tokens[index].kind == "mark":
        return index >= len(tokens) or tokens[index].text not in "/%€$£:°"
    return (
        message.tagged.at(
            index,
            "ordinal_unit",
            "people_and",
            "people_cut",
            "thing_fill",
            "thing_wish",
            "asks",
            "kind_better",
            "thing_no",
        )
        is not None
    )
