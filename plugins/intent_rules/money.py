"""The guest's budget: a limit or a range, its currency, and whether it is for a night or the whole stay."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from bot.types import BudgetRange, IntentChange
from plugins.intent_rules.behind import behind

_SYMBOL = r"(?:€|£|r\$|us\$|\$|chf|eur|gbp|usd)"
_WORD = (
    r"(?:€|£|\$|euros?|eur|pounds?(?: sterling)?|gbp|quid|libras?(?: esterlinas)?|livres?(?: "
    r"sterling)?|pfund|sterlin[ae]|"
    r"dollars?|dolares|dollari|dolar|usd|bucks|pesos?|reais|real|brl|chf|franken|francos?|francs?|franchi|pavos)"
)
_AMOUNT = r"\d{1,3}(?:[.,]\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,6}(?:[.,]\d{1,2})?"


def _money(name: str) -> str:
    return (
        rf"(?:(?P<{name}_symbol>{_SYMBOL}) ?)?(?P<{name}>{_AMOUNT})(?P<{name}_k>k\b)?(?: "
        rf"?(?P<{name}_word>{_WORD})(?![a-z]))?"
    )


_RANGE = re.compile(
    rf"(?<![\w.,]){_money('low')} ?(?:-|TO THE|TO|AND|UNTIL|UPTO|OR)(?: THES?)? ?{_money('high')}(?![\w#~]|[/:]\d)"
)
_SINGLE = re.compile(rf"(?<![\w.,/:#-]){_money('low')}(?![\w#~]|[/:]\d)")
MIN_AMOUNT = 5
MIN_STAY_AMOUNT = 100  # below it "up to 8 in total" counts people
_PER = r"(?: (?:A|PER) NIGHT| PER (?:NIGHT|DAY|PERSON)|/NIGHT)"
_CUE_BEFORE = re.compile(
    r"\b(?P<cue>UPTO|ATLEAST|ABOUT|BUDGET)(?: (?:OF|THES?|IS|is|ABOUT|es|de|est|ist|liegt|bei|von|e|"
    r"di|A|it|to|TO|1|total|around|FOR|me|THAT|MAX|UPTO|maximum|UNTIL|TO THE|OF THE|NIGHT|PER NIGHT|"
    r"that|TOTAL|seria|sara|betragt|von|:|,|PERSTAY|my|our)){0,8}? ?$"
)
_UPTO_AFTER = re.compile(
    r"^ ?(?:PER NIGHT |A NIGHT |PERSTAY )?(?:UPTO|tops|at the most|hochstens|OR LESS|O LESS|OR cheaper|maximum)\b"
)
_IN_TOTAL = re.compile(r"^ ?(?:PERSTAY|OFUS(?:PEOPLE)?|IN total)\b(?! ?,? ?(?:PERSON|ADULT))")
_ATLEAST_AFTER = re.compile(r"^ ?(?:PER NIGHT )?(?:OR MORE|or above|ATLEAST)\b")
MAX_ANSWER_CHARS = 40  # a bare amount this short answers "what is your budget?"
_CURRENCIES = (
    ("BRL", ("r$", "reais", "real", "brl")),
    ("GBP", ("£", "gbp", "pound", "quid", "libra", "livre", "pfund", "sterlin")),
    ("USD", ("us$", "$", "usd", "dol", "bucks", "dollar")),
    ("CHF", ("chf", "fran")),
    ("EUR", ("€", "eur", "pavos")),
)
_NOT_MONEY_AFTER = re.compile(
    r"^ ?(?:NIGHT|DAY|WEEK|PERSON|ADULT|CHILD|CHILDREN|OFUS|ROOM|M\d\d|OF M\d\d|MONTH|YEAR|AGE|STAR|"
    r"KINS?|COUPLE|km|m2|metr\w+|minut\w*|sqm|blocks|OF (?:THE )?(?:M\d|YEAR)|%|# )"
)


def read_budget(text: str, asked: frozenset[str], language: str) -> IntentChange:
    """The budget that a canonical text states. An amount without a currency counts only beside a word of limits."""
    per: Literal["night", "stay"] = "stay" if re.search(r"\bPERSTAY\b", text) and "PER NIGHT" not in text else "night"
    for match in _RANGE.finditer(text):
        if _is_money(match, ("low", "high"), asked) or _cue(behind(match.string, match.start())):
            low, high = (
                _amount(match["low"], match["low_k"] or match["high_k"]),
                _amount(match["high"], match["high_k"]),
            )
            if low < high:
                return IntentChange(budget_range=BudgetRange(low, high, _currency(match, ("high", "low")), per))
    for match in _SINGLE.finditer(text):
        before, after = behind(text, match.start()), text[match.end() :]
        cue = _cue(before)
        limit_after = _UPTO_AFTER.match(after)
        amount = _amount(match["low"], match["low_k"])
        in_total = bool(cue and amount >= MIN_STAY_AMOUNT and _IN_TOTAL.match(after))
        if amount < MIN_AMOUNT or (_NOT_MONEY_AFTER.match(after) and not in_total):
            continue
        in_currency = bool(match["low_symbol"] or match["low_word"])
        rate = re.match(_PER, after) and not re.search(r"\b(?:M\d\d|W\d)\b ?$", before)
        spoken_of = "BUDGET" in text or cue == "BUDGET"
        answered = "budget_range" in asked and len(text) < MAX_ANSWER_CHARS
        if in_currency:
            counts = bool(cue or limit_after or rate or spoken_of or "budget_range" in asked)
        else:
            counts = bool(answered or (cue and (cue != "ABOUT" or rate) and (rate or spoken_of)))
        if not (counts or in_total):
            continue
        currency = _currency(match, ("low",))
        per = "stay" if in_total else per
        if cue == "ATLEAST" or _ATLEAST_AFTER.match(after):
            return IntentChange(budget_range=BudgetRange(min=amount, currency=currency, per=per))
        return IntentChange(budget_range=BudgetRange(max=amount, currency=currency, per=per))
    return IntentChange()


def _cue(before: str) -> str | None:
    match = _CUE_BEFORE.search(before + " ")
    return match["cue"] if match else None


def _is_money(match: re.Match[str], names: tuple[str, ...], asked: frozenset[str]) -> bool:
    return any(match[f"{name}_symbol"] or match[f"{name}_word"] for name in names) or (
        "budget_range" in asked or re.match(_PER, match.string[match.end() :]) is not None
    )


def _currency(match: re.Match[str], names: tuple[str, ...]) -> str | None:
    for name in names:
        written = match[f"{name}_symbol"] or match[f"{name}_word"]
        if written:
            return next((code for code, marks in _CURRENCIES if any(written.startswith(mark) for mark in marks)), None)
    return None


def _amount(written: str, thousand: str | None) -> Decimal:
    """ "1.200,50" and "1,200.50" alike: the last separator counts decimals unless three digits follow it."""
    parts = re.split(r"[.,]", written)
    if len(parts) > 1 and len(parts[-1]) != 3:
        number = Decimal("".join(parts[:-1]) + "." + parts[-1])
    else:
        number = Decimal("".join(parts))
    return number * 1000 if thousand else number
