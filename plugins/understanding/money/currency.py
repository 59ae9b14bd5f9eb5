"""Which currency a sign stands for: several countries share "$", "kr" and "pesos"."""

from __future__ import annotations

from plugins.understanding.message import Context

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
