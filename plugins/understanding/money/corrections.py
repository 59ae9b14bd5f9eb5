"""A bare sum that takes the place of a known limit: "na gut 2200", "finance approved 220"."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.understanding.message import Context, Message
from plugins.understanding.money.amounts import Amount
from plugins.understanding.money.basis import Basis, alone, is_similar
from plugins.understanding.money.limits import LOWEST, Limit, is_other

MAX_TOKENS = 14  # of a message that says nothing else
MAX_REBASED = 10  # tokens of one that says only what the sum is for
OK_WORDS = 3  # behind the sum
YEARS = 3  # from now on: such a number is one of these years
LABELS = ("kind", "ordinal_number", "feature", "weekday", "month", "fact", "any_home")


def correction(message: Message, context: Context, found: Sequence[Amount]) -> Limit | None:
    """The limit that a short message with one sum and nothing else that is counted sets. None: it sets none."""
    known = context.known.budget_range
    if known is None or len(message.tagged.tokens) > MAX_TOKENS:
        return None
    new = [amount for amount in found if amount.value != known.max and amount.value >= LOWEST]  # "180 is tight, 220"
    if len(new) != 1:
        return None
    amount = new[0]
    span = message.span_of(amount.start)
    if any(message.has_mark(other) for other in message.spans) or span.scope not in ("trip", "house"):
        return None
    if not is_similar(amount.value, known) or is_other(message, amount):
        return None
    if _is_year(context, amount) or not _ends(message, amount.end) or _is_label(message, amount.start):
        return None
    return Limit(None, amount.value, (amount,)) if known.max else Limit(amount.value, None, (amount,))


def rebased(message: Message, context: Context) -> Basis | None:
    """What a short message without a number says that the known budget is for, where it puts that right."""
    known, tokens = context.known.budget_range, message.tagged.tokens
    if known is None or len(tokens) > MAX_REBASED or any(token.kind == "number" for token in tokens):
        return None
    if any(message.has_mark(span) for span in message.spans) or not _puts_right(message):
        return None
    basis = alone(message)
    if basis is None or (basis.is_each and known.per == "night"):
        return Basis("person") if basis and basis.is_each else None
    if known.per == "person" and basis.per == "stay":
        return Basis("stay", is_each=True)
    return basis if basis.per != known.per or basis.is_each else None


def _puts_right(message: Message) -> bool:
    """ "No, per night I meant", "per person, sorry"."""
    places = range(len(message.tagged.tokens))
    is_put = any((item := message.tagged.at(at, "money_rather")) and not item.is_foreign for at in places)
    asks = any((item := message.tagged.at(at, "asks")) and not item.is_foreign for at in places)
    first = message.spans[0].acts[0] if message.spans and message.spans[0].acts else None
    return is_put or (first is not None and first.act == "decline" and not asks)


def _is_year(context: Context, amount: Amount) -> bool:
    year = context.today.year
    return amount.sign is None and amount.end - amount.start == 1 and year <= amount.value < year + YEARS


def _ends(message: Message, index: int) -> bool:
    """Whether a thought ends here, but for a word that gives way ("ok 180 then")."""
    tokens, end = message.tagged.tokens, index
    for _ in range(OK_WORDS):
        item = message.tagged.at(end, "money_ok")
        if item is None:
            break
        end = item.end
    return end >= len(tokens) or (tokens[end].kind == "mark" and tokens[end].text in ",.;!")


def _is_label(message: Message, index: int) -> bool:
    """ "Room 120", "option 90"."""
    return message.tagged.before(index, *LABELS) is not None
