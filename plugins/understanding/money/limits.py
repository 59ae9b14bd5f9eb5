"""Which amounts are the guest's limit: words around them decide, since a fee or a telephone is a number too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.types import POSSIBLE
from plugins.understanding.message import Context, Message, Span
from plugins.understanding.money.amounts import Amount
from plugins.understanding.money.foreign import answers_another, is_elsewhere, sentence_of

SKIPPED = 5  # filling words between a limit's word and its amount
NEAR = 3  # tokens between a fee and its amount
LOWEST = 15
LOWEST_BARE = 32  # of an amount with nothing else that says money: below it a day may be meant
LOWEST_ABOUT = 40  # of "around 50" as all that is said
SHORT = 5  # tokens
MAX_AMOUNTS = 12  # of a message; what is said last counts
MAX_ANSWER = 10  # tokens of a message that answers "what is your budget?"
_BASES = ("money_night", "money_stay", "money_week", "money_month", "money_person")


@dataclass(frozen=True, slots=True)
class Limit:
    low: Decimal | None
    high: Decimal | None
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    """What stands around an amount."""

    is_max: bool
    is_min: bool
    is_about: bool  # and nothing else is said
    is_budget: bool
    has_basis: bool
    asks: bool
    is_answer: bool  # the bot asked for a budget
    is_told: bool  # the clause states nothing of the trip, as far as its act is known


def limits(message: Message, context: Context, found: Sequence[Amount]) -> Limit | None:
    """The last limit that a stretch states; None when its amounts are something else."""
    money = [amount for amount in found[-MAX_AMOUNTS:] if not is_other(message, amount)]
    between = _range(message, context, money)
    if between:
        return between
    stated = [(amount, cues) for amount in money if (cues := _cues(message, context, amount)) and _counts(cues, amount)]
    refused = [amount for amount in money if _is_refused(message, amount)]
    if not stated and refused and context.known.budget_range:
        stated = [(amount, _cues(message, context, amount)) for amount in money if amount not in refused]
    if not stated and len(refused) == 1 and len(money) > 1:  # "150 is too much, 110"
        stated = [(amount, _cues(message, context, amount)) for amount in money if amount not in refused]
    stated = [(amount, cues) for amount, cues in stated if amount not in refused and amount.value >= LOWEST]
    if not stated:
        return None
    stated = _with_lowest(message, context, money, stated)
    lows = [amount for amount, cues in stated if cues.is_min and not cues.is_max]
    highs = [amount for amount, cues in stated if amount not in lows]
    low, high = lows[-1] if lows else None, highs[-1] if highs else None
    used = tuple(amount for amount in (low, high) if amount)
    return Limit(low.value if low else None, high.value if high else None, used)


def _with_lowest(
    message: Message, context: Context, money: Sequence[Amount], stated: Sequence[tuple[Amount, _Cues]]
) -> list[tuple[Amount, _Cues]]:
    """With the least that the guest would pay, which the most beside it makes money: "min 100, no more than 140"."""
    known = {amount.start for amount, _ in stated}
    highest = max((amount.value for amount, cues in stated if cues.is_max or not cues.is_min), default=Decimal(0))
    others = [amount for amount in money if amount.start not in known and LOWEST <= amount.value < highest]
    lows = [(amount, cues) for amount in others if (cues := _cues(message, context, amount)).is_min and not cues.is_max]
    return sorted([*stated, *lows], key=lambda pair: pair[0].start)


def _range(message: Message, context: Context, found: Sequence[Amount]) -> Limit | None:
    for first, second in pairwise(found):
        joined = message.tagged.at(first.end, "money_and")
        if joined is None or _behind_fill(message, joined.end) != second.start:
            continue
        low, high = first.value, second.value
        if second.is_scaled and not first.is_scaled and low * 1000 < high:
            low *= 1000
        both = Amount(first.start, second.end, high, second.sign or first.sign)
        cues = _cues(message, context, both)
        spoken = _before(message, first.start, "money_between") and message.tagged.tokens[first.end].text not in "-–—/"
        is_money = cues.has_basis or cues.is_budget or cues.is_answer or both.sign is not None
        if low < high and high >= LOWEST and (is_money or (spoken and low >= LOWEST_BARE and not cues.asks)):
            return Limit(low, high, (first, second))
    return None


def _behind_fill(message: Message, index: int) -> int:
    item = message.tagged.at(index, "money_fill")
    return item.end if item and message.numbers.at(index) is None else index


def _counts(cues: _Cues, amount: Amount) -> bool:
    """Whether an amount is a limit of the guest's."""
    if amount.value < (LOWEST if amount.sign or cues.has_basis or cues.is_answer else LOWEST_BARE):
        return False
    if cues.is_max or cues.is_answer:
        return True
    if cues.is_budget:
        return amount.sign is not None or cues.has_basis or amount.value >= LOWEST
    if cues.is_about and not cues.asks and amount.value >= LOWEST_ABOUT:
        return True
    if cues.is_min:
        return amount.sign is not None or cues.has_basis
    return (amount.sign is not None or cues.has_basis) and not cues.asks and not cues.is_told


def _cues(message: Message, context: Context, amount: Amount) -> _Cues:
    is_min = _before(message, amount.start, "money_min") or _right_after(message, amount.end, "money_min")
    is_max = _before(message, amount.start, "money_max") or _right_after(message, amount.end, "money_max")
    start, end = sentence_of(message, amount)
    if is_min and _is_too_much(message, start, end):
        is_min, is_max = False, True
    is_asked = "budget_range" in context.asked and len(message.tagged.tokens) <= MAX_ANSWER
    return _Cues(
        is_max,
        is_min,
        is_about=_before(message, amount.start, "money_about")
        and (end - start <= SHORT or any(message.tagged.at(index, "money_cheap") for index in range(start, end))),
        is_budget=any(message.tagged.at(index, "money_budget") for index in range(start, amount.start))
        or message.tagged.at(amount.end, "money_noun") is not None,
        has_basis=_has_basis(message, amount),
        asks=message.has_mark(message.span_of(amount.start)),
        is_answer=is_asked and not _is_measured(message, amount),
        is_told=_is_told(message.span_of(amount.start)),
    )


def _is_told(span: Span) -> bool:
    """ "They told us 8000 a day": what a price was, or is elsewhere. A few words alone are a wish."""
    told = sum(act.confidence for act in span.acts if act.act in ("tell", "complain", "digress"))
    return span.end - span.start >= SHORT and told >= POSSIBLE


def _is_too_much(message: Message, start: int, end: int) -> bool:
    """ "More than 85 is out of the question"; "no" is not said of it in "at least 80, no more than 120"."""
    return any(
        message.tagged.at(index, "money_cannot") and message.tagged.at(index, "money_max") is None
        for index in range(start, end)
    )


def _has_basis(message: Message, amount: Amount) -> bool:
    position = amount.end
    for _ in range(2):
        if message.tagged.at(position, *_BASES):
            return True
        item = message.tagged.at(position, "money_fill", "money_max")
        if item is None:
            break
        position = item.end
    before = message.tagged.before(amount.start, "money_night", "money_stay", "money_week", "money_person")
    return before is not None


def _before(message: Message, index: int, *categories: str) -> bool:
    """Whether a phrase of the categories leads to a token over nothing but filling words."""
    for _ in range(SKIPPED):
        if message.tagged.before(index, *categories):
            return True
        item = message.tagged.before(index, "money_fill", "money_about")
        if item is None:
            return False
        index = item.start
    return message.tagged.before(index, *categories) is not None


def _right_after(message: Message, index: int, category: str) -> bool:
    """Whether a phrase of the category ends the amount: "150 max", "90 a night tops"."""
    for _ in range(SKIPPED):
        item = message.tagged.at(index, category)
        if item:
            leads = message.numbers.at(_behind_fill(message, item.end))
            return leads is None or message.tagged.tokens[index].text == ","
        following = message.tagged.at(index, *_BASES, "money_fill")
        if following is None:
            return False
        index = following.end
    return False


def is_other(message: Message, amount: Amount) -> bool:
    """Whether an amount counts or costs something else."""
    others = (_is_measured, _is_fee, _is_added_up, _is_foreign)
    return any(is_so(message, amount) for is_so in others)


def _is_added_up(message: Message, amount: Amount) -> bool:
    """ "We pay the ferry ourselves, that's already 300": what something else comes to."""
    start, end = sentence_of(message, amount)
    is_budget = any(message.tagged.at(index, "money_budget") for index in range(start, end))
    return _before(message, amount.start, "money_already") and not is_budget and not _is_limited(message, amount)


def _is_foreign(message: Message, amount: Amount) -> bool:
    """Whether an amount that nothing limits is somebody else's."""
    if _before(message, amount.start, "money_rose"):
        return True
    if _is_limited(message, amount):
        return False
    return is_elsewhere(message, amount) or (answers_another(message, amount) and not _has_basis(message, amount))


def _is_limited(message: Message, amount: Amount) -> bool:
    return _before(message, amount.start, "money_max", "money_budget") or (
        amount.sign is not None and _right_after(message, amount.end, "money_max")
    )


def _is_measured(message: Message, amount: Amount) -> bool:
    """ "150 m", "10 nights", "4 people", "10 %"."""
    if amount.sign is not None:
        return False
    if message.tagged.before(amount.start, "stay_unit"):
        return True  # "dia 29"
    if amount.end >= len(message.tagged.tokens):
        return False
    token = message.tagged.tokens[amount.end]
    if token.text in "%°#" or (token.text == ":" and token.touches):
        return True
    if message.tagged.at(amount.end, *_BASES, "money_max"):
        return message.tagged.at(amount.end, "people_other", "unit") is not None and message.tagged.at(
            amount.end, "money_max"
        ) is None and not _is_rate(message, amount.end)  # fmt: skip
    if message.tagged.at(amount.end, "people_other", "people", "unit", "bedroom", "bathroom", "feature", "kind"):
        return True
    return token.touches and token.kind == "word"


def _is_rate(message: Message, index: int) -> bool:
    """Whether the phrase for a basis is longer than the unit alone ("a night", "/ noche"; not "noches")."""
    item = message.tagged.at(index, *_BASES)
    return item is not None and item.end - item.start > 1


def _is_fee(message: Message, amount: Amount) -> bool:
    tokens = message.tagged.tokens
    limited = _is_limited(message, amount)
    ends = ".;!" if message.has_mark(message.span_of(amount.start)) or amount.sign is None else ".;!,"
    for index in range(max(0, amount.start - NEAR - 2), amount.start):
        item = message.tagged.at(index, "money_other")
        if item and not item.is_foreign and item.end <= amount.start and not limited:
            if all(tokens[at].text not in ends for at in range(item.end, amount.start)):
                return True
    if limited:
        return False
    for index in range(amount.end, min(len(tokens), amount.end + NEAR)):
        if tokens[index].text in ".,;!?":
            return False
        if (item := message.tagged.at(index, "money_other")) and not item.is_foreign:
            return True
    return False


def _is_refused(message: Message, amount: Amount) -> bool:
    """ "Forget the 150", "150 is too much"."""
    if message.tagged.is_(amount.end, "money_not", "after"):
        return True
    index = amount.start
    for _ in range(2):
        item = message.tagged.before(index, "money_not")
        if item and item.value == "before":
            return message.tagged.before(amount.start, "money_max") is None
        filling = message.tagged.before(index, "money_fill")
        if filling is None:
            return False
        index = filling.start
    return False
