"""Which currency a sign stands for: several countries share "$", "kr" and "pesos"."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.understanding.message import Context, Message
from plugins.understanding.money.amounts import Amount
from plugins.understanding.money.foreign import sentence_of

_FAMILIES = {
    "dollar": frozenset("USD CAD AUD NZD SGD HKD MXN ARS CLP COP UYU DOP BZD JMD TTD BBD FJD NAD".split()),
    "peso": frozenset("MXN ARS CLP COP UYU CUP DOP PHP".split()),
    "krona": frozenset("SEK NOK DKK ISK CZK".split()),
}
_BY_REGION = {
    "US": "USD", "PR": "USD", "EC": "USD", "SV": "USD", "PA": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "MX": "MXN",
    "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU", "DO": "DOP", "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK",
    "CU": "CUP", "PH": "PHP", "SG": "SGD", "HK": "HKD",
}  # fmt: skip
_ELSEWHERE = {"dollar": "USD"}
HARD = frozenset("EUR GBP USD CHF CAD AUD NZD SGD".split())  # a night for 800 of these is rare


BEHIND = 10  # tokens between an amount and the currency named for it
LEAST = 3  # letters of a currency that stands alone


def sign_of(message: Message, limited: Sequence[Amount], found: Sequence[Amount]) -> str | None:
    """The sign beside a limit; or the one named behind it ("900 in all, usd"); or that of another amount in its
    sentence ("300 reais a head, so 2100")."""
    beside = next((amount.sign for amount in limited if amount.sign), None)
    if beside:
        return beside
    start, end = sentence_of(message, limited[-1])
    for index in range(limited[-1].end, min(end, limited[-1].end + BEHIND)):
        if sign := _alone(message, index):
            return sign
    signs = {amount.sign for amount in found if amount.sign and start <= amount.start < end}
    return signs.pop() if len(signs) == 1 else None


def _alone(message: Message, index: int) -> str | None:
    """A currency that belongs to no number."""
    item = message.tagged.at(index, "money_sign")
    if item is None or item.is_foreign or len(message.tagged.tokens[index].plain) < LEAST:
        return None
    is_counted = message.numbers.at(item.end) is not None or message.numbers.at(index - 1) is not None
    return None if is_counted else item.value


def currency_of(sign: str | None, context: Context) -> str | None:
    """ISO 4217; None: no sign, or one that any currency may have. The tenant's goes first, then the region's."""
    if sign is None or sign == "any":
        return None
    shared = _FAMILIES.get(sign)
    if shared is None:
        return sign
    regional = _BY_REGION.get(context.region or "")
    for currency in (context.currency, regional):
        if currency in shared:
            return currency
    return _ELSEWHERE.get(sign)
