"""Numbers that stand alone: what they count is said by the question before, or by what else the message states."""

from __future__ import annotations

from plugins.understanding.message import Context
from plugins.understanding.people.adding import Party
from plugins.understanding.people.denied import replaced
from plugins.understanding.people.sums import is_range
from plugins.understanding.people.words import Words

COUNTS = ("guests", "adults", "children")
MAX_GUESSED = 20  # people in a number that nobody asked for


def read_answer(words: Words, context: Context, *, has_steps: bool, has_parts: bool) -> tuple[Party, frozenset[int]]:
    """A party from a bare number, and the token it stands at."""
    wanted = [field for field in COUNTS if field in context.asked]
    if "children" in wanted and _is_none(words):
        return Party(children=0), frozenset()
    _, instead = replaced(words, context.known.guests)
    if instead is not None and (number := words.number(instead)) and number.value <= MAX_GUESSED:
        return Party(total=number.value), frozenset({instead})
    for index in range(len(words.tokens)):
        number = words.number(index)
        if number is None or not words.message.is_about_trip(index) or not _is_bare(words, index, number.end):
            continue
        if words.tagged.before(index, "people_not") or _is_one_of_two(words, index, number.end):
            continue
        if wanted and not (context.asked & {"check_in", "check_out", "nights"} and not _has_others(words)):
            return _answered(wanted, number.value), frozenset({index})
        is_sum = has_parts and words.item(number.end, "people_among") is not None
        is_limited = words.item(number.end, "money_max") is not None
        is_new = context.known.guests is None and _has_others(words) and _stands_alone(words, index, number.end)
        is_rest = has_steps and _stands_alone(words, index, number.end)
        is_pack = words.item(number.end, "people_and") is not None and _pet_behind(words, number.end)
        is_corrected = _is_corrected(words, context, index, number.end)
        if 0 < number.value <= MAX_GUESSED and (is_corrected or is_sum or is_limited or is_new or is_rest or is_pack):
            return Party(total=number.value), frozenset({index})
    return Party(), frozenset()


def _is_corrected(words: Words, context: Context, start: int, end: int) -> bool:
    """ "No, 3": instead of a party that is all there is to correct, or that the message goes on to speak of."""
    known = context.known
    if known.guests is None or known.nights or known.check_in:
        return False
    before = start - (words.text(start - 1) in (",", ":", "."))
    item = words.tagged.before(before, "correct", "people_not", "people_none", "negated")
    ends = end >= len(words.tokens) or words.tokens[end].kind == "mark"
    return item is not None and item.start == 0 and not item.is_foreign and ends


def _is_one_of_two(words: Words, start: int, end: int) -> bool:
    """ "4 maybe 5", and "1 2 3": none of them is said."""
    before = words.tagged.before(start, "people_or")
    is_second = (
        before is not None
        and before.end == start
        and any(words.number(at) is not None for at in range(max(0, before.start - 2), before.start))
    )
    is_row = words.number(end) is not None or (start > 0 and words.tokens[start - 1].kind == "number")
    return is_second or is_row or is_range(words, end)


def _answered(wanted: list[str], value: int) -> Party:
    if "guests" in wanted:
        return Party(total=value) if value else Party()
    return Party(adults=value) if wanted[0] == "adults" and value else Party(children=value)


def _is_none(words: Words) -> bool:
    """ "No", "ninguno" as the whole of an answer."""
    spoken = [index for index, token in enumerate(words.tokens) if token.kind != "mark"]
    return bool(spoken) and len(spoken) <= 3 and words.item(spoken[0], "people_none") is not None


def _has_others(words: Words) -> bool:
    """Whether something else of the message was understood."""
    return bool(words.taken)


def _is_bare(words: Words, start: int, end: int) -> bool:
    """Whether a number has no noun."""
    if words.counts_other(end) or words.tagged.at(end, "people", "people_more", "people_less", "money_sign"):
        return False
    before = words.tokens[start - 1] if start else None
    if (
        _is_label(words, start)
        or (words.touches(start) and before and before.kind != "mark")
        or words.text(start - 1) in ("#", "-", "/", "+")
    ):
        return False
    if end < len(words.tokens) and words.tokens[end].kind == "word":
        return (
            words.tagged.at(
                end,
                "people_and",
                "people_among",
                "people_for",
                "people_with",
                "money_max",
                "people_cut",
                "people_fill",
                "thing_wish",
                "link",
                "month",
            )
            is not None
        )
    return words.text(end) in ("", ",", ".", "!", "?", ";", "(", ")", "+", "&", ":")


def _is_label(words: Words, start: int) -> bool:
    """ "Int. 7": behind a short form."""
    is_short = words.text(start - 1) == "." and words.touches(start - 1) and start > 1
    is_word = is_short and words.tokens[start - 2].kind == "word"
    return is_word and (not words.tagged.is_written(start - 2) or words.tagged.at(start - 2, "kind") is not None)


def _stands_alone(words: Words, start: int, end: int) -> bool:
    """Whether nothing but marks, or words understood already, stand on both sides."""
    opens = (
        start == 0
        or words.tokens[start - 1].kind == "mark"
        or words.item(start - 1, "people_cut") is not None
        or start - 1 in words.taken
    )
    closes = end >= len(words.tokens) or words.tokens[end].kind == "mark" or end in words.taken
    return opens and closes


def _pet_behind(words: Words, end: int) -> bool:
    position = words.skip(words.end(end, "people_and"), "people_the", "people_mine", "people_ours", "people_one")
    return words.tagged.is_(position, "feature", "pets") is not None
