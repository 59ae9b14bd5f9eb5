"""Amounts in a message: grouped digits, thousands in words, and the currency beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plugins.understanding.message import Message
from plugins.understanding.numbers import Number

MAX_AMOUNT = Decimal(100_000_000)
GROUP = 3  # digits between separators
MAX_GROUPS = 4
_SEPARATORS = frozenset(".,'’´")
SMALL, ROUND = 9, 10  # "two fifty" is 250
MAX_NOTES = 30
TELEPHONE_DIGITS = 9  # of several groups, from which they are one


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens `start` to `end` (exclusive), its currency's sign among them."""

    start: int
    end: int
    value: Decimal
    sign: str | None = None  # of the table `money_sign`
    is_scaled: bool = False  # by "k", "mil"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `start` to `end` (exclusive): clauses that may limit a price, with all numbers in them that may be one."""

    start: int
    end: int
    amounts: tuple[Amount, ...]


def stretch(message: Message, start: int, end: int, taken: frozenset[int]) -> Stretch:
    return Stretch(start, end, tuple(amounts(message, start, end, taken)))


def amounts(message: Message, start: int, end: int, taken: frozenset[int]) -> list[Amount]:
    """All amounts of a stretch in order, every number that may be one among them."""
    found: list[Amount] = []
    index = start
    while index < end:
        if (behind := _behind_telephone(message, index)) > index:
            index = behind
            continue
        amount = None if index in taken else _amount(message, index, taken)
        if amount and amount.end <= end:
            found.append(amount)
            index = amount.end
        else:
            index += 1
    return found


def _behind_telephone(message: Message, index: int) -> int:
    """Behind the groups of a telephone number that begins at a token ("333 7812290"); else the token itself."""
    tokens, end, digits = message.tagged.tokens, index, 0
    while end < len(tokens) and tokens[end].kind == "number":
        digits += len(tokens[end].text)
        end += 1
    is_money = message.tagged.at(end, "money_sign") is not None
    return end if digits >= TELEPHONE_DIGITS and end - index > 1 and not is_money else index


def _amount(message: Message, index: int, taken: frozenset[int]) -> Amount | None:
    tagged = message.tagged
    sign, position = None, index
    item = tagged.at(index, "money_sign")
    if item and item.end < len(tagged.tokens) and (message.numbers.at(_point(message, item.end)) is not None):
        sign, position = item.value, _point(message, item.end)
    read = _in_notes(message, position) or _value(message, position, is_marked=sign is not None)
    if read is None:
        return None
    value, end, is_scaled = read
    end = _behind_suffix(message, end)
    behind = tagged.at(end, "money_sign")
    if tagged.tokens[end : end + 2] and message.text[tagged.tokens[end - 1].end :].startswith(".-"):
        end += 2  # "1'800.-"
        behind = tagged.at(end, "money_sign")
    if behind and not (sign is None and _begins_another(message, behind.end)):
        sign, end = sign or behind.value, behind.end
        if not is_scaled and (scaled := tagged.at(end, "money_times")) and len(tagged.tokens[end].plain) > 1:
            value, end, is_scaled = value * int(scaled.value), scaled.end, True
    if value > MAX_AMOUNT or any(at in taken for at in range(index, end)):
        return None
    return Amount(index, end, value, sign, is_scaled)


def _in_notes(message: Message, index: int) -> tuple[Decimal, int, bool] | None:
    """Money by the names of its notes: "nen Hunni", "two tenners", "a couple of hundred"."""
    tagged = message.tagged
    few, number = tagged.at(index, "money_few"), message.numbers.at(index)
    count, start = 1, index
    if few and not few.is_foreign:
        count, start = int(few.value), few.end
    elif number and not number.is_ordinal:
        count, start = number.value, number.end
    note = tagged.at(start, "money_note", "money_times" if few else "money_note")
    if note is None or note.is_foreign or not 0 < count <= MAX_NOTES:
        return None
    return Decimal(count * int(note.value)), note.end, True


def _behind_suffix(message: Message, index: int) -> int:
    """Behind what makes a number a rough one: "90ish", "120 or so"."""
    item = message.tagged.at(index, "money_suffix")
    if item is None or item.is_foreign or not (message.tagged.tokens[index].touches or item.value == "apart"):
        return index
    return item.end


def _point(message: Message, index: int) -> int:
    """Behind a point that shortens a currency: "Fr. 180"."""
    tokens = message.tagged.tokens
    return index + 1 if index < len(tokens) and tokens[index].text == "." and tokens[index].touches else index


def _begins_another(message: Message, index: int) -> bool:
    """ "6 $ 200": the sign belongs to the number behind it."""
    tokens = message.tagged.tokens
    return index < len(tokens) and tokens[index].kind == "number" and tokens[index].touches


def _value(message: Message, index: int, *, is_marked: bool) -> tuple[Decimal, int, bool] | None:
    """The number at a token with its thousands, and the end of it."""
    number = message.numbers.at(index)
    if number is None or number.is_ordinal:
        return None
    if message.tagged.tokens[index].kind == "number":
        if len(message.tagged.tokens[index].text) > 1 and message.tagged.tokens[index].text.startswith("0"):
            return None  # of a telephone
        value, end = _grouped(message, index, is_marked=is_marked)
    else:
        value, end = _spelled(message, number)
    half = message.tagged.at(end, "money_half")
    times = message.tagged.at(half.end if half else end, "money_times")
    if times is None or (times.is_foreign and len(message.tagged.tokens[times.start].plain) > 1):
        return value, end, False
    if times.value == "100" and value > SMALL:
        return value, end, False
    scaled, end = value * int(times.value), times.end
    if half:
        return scaled + int(times.value) // 2, end, True  # "two and a half grand"
    spelled = message.numbers.at(times.start)
    if spelled and spelled.end > times.end and int(times.value) < spelled.value < 2 * int(times.value):
        return scaled + spelled.value - int(times.value), spelled.end, True  # "2 mil e quinhentos"
    rest = message.tagged.at(end, "people_plus", "money_and")
    position = rest.end if rest and message.tagged.tokens[end].plain in ("e", "y", "et", "and", "und") else end
    more = message.numbers.at(position)
    if more and more.value < int(times.value) and more.value % 10 == 0 and more.value >= int(times.value) // 10:
        return scaled + more.value, more.end, True  # "2 mil e quinhentos"
    return scaled, end, True


def _spelled(message: Message, number: Number) -> tuple[Decimal, int]:
    following = message.numbers.at(number.end)
    if message.tagged.language == "en" and number.value <= SMALL and following and following.is_spelled:
        if ROUND <= following.value < 100:
            return Decimal(number.value * 100 + following.value), following.end
    return Decimal(number.value), number.end


def _grouped(message: Message, index: int, *, is_marked: bool) -> tuple[Decimal, int]:
    """Digits with separators; the last group tells thousands (three digits) from decimals."""
    tokens = message.tagged.tokens
    digits, end = tokens[index].text, index + 1
    first = len(digits)
    for _ in range(MAX_GROUPS):
        if end + 1 < len(tokens) and tokens[end].text in _SEPARATORS and tokens[end].touches:
            following = tokens[end + 1]
            if following.kind != "number" or not following.touches:
                break
            group, after = following.text, end + 2
            if len(group) < GROUP:
                if _is_indian(message, end, group):
                    digits, end = digits + group, after
                    continue
                return Decimal(f"{digits}.{group}"), after
            if len(group) != GROUP or first > GROUP:
                break
            digits, end = digits + group, after
        elif end < len(tokens) and _is_spaced(message, index, end, is_marked=is_marked):
            digits, end = digits + tokens[end].text, end + 1
        else:
            break
    return Decimal(digits), end


def _is_indian(message: Message, index: int, group: str) -> bool:
    """ "1,00,000": groups of two before the last of three."""
    tokens = message.tagged.tokens
    more = tokens[index + 2 : index + 4]
    return (
        len(group) == 2
        and tokens[index].text == ","
        and len(more) == 2
        and more[0].text == ","
        and more[1].kind == "number"
    )


def _is_spaced(message: Message, start: int, end: int, *, is_marked: bool) -> bool:
    """ "1 200 €": a group of three behind a blank, of a number that is money in any case."""
    tokens = message.tagged.tokens
    if tokens[end].kind != "number" or len(tokens[end].text) != GROUP or len(tokens[start].text) > GROUP:
        return False
    if tokens[start].text.startswith("0") or tokens[end].touches:
        return False
    return is_marked or message.tagged.at(end + 1, "money_sign") is not None
