"""Amounts and discounts, held against rows, quotes and the owner's rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.dates import is_day
from plugins.fact_gate.facts import Price
from plugins.fact_gate.reading import BARE_MONTH, MONTHS, MONTHS_OF, Amount, Day, Stated
from plugins.fact_gate.sentence import Objection, Sentence, clause_before

_NIGHTLY = re.compile(v.PER_NIGHT)
_TOTAL = re.compile(rf"(?<!\w)(?:{v.TOTAL})(?!\w)")
_FEE = re.compile(rf"(?<!\w)(?:{v.FEE})")
_FROM = re.compile(rf"(?<!\w)(?:{v.FROM})(?!\w)")
_BUDGET = re.compile(rf"(?<!\w)(?:{v.BUDGET})(?!\w)")


def amount_objection(about: Sentence, amount: Amount, days: Sequence[Day]) -> Objection | None:
    facts = about.facts
    near = about.text.plain[max(0, amount.start - 60) : amount.end + 40]
    if amount.value in facts.budget and not about.named and _BUDGET.search(near):
        return None
    subjects, sure = about.about(amount.start)
    prices = [price for id_ in subjects for price in facts.units[id_].prices]
    kinds = _kinds(about, amount)
    months = _months_named(about, days)
    fitting = [price for price in prices if price.kind in kinds and _holds_on(price, days, months)]
    if not amount.currencies or amount.currencies & {price.currency for price in prices}:
        true = [price for price in fitting if price.value == amount.value]
        if true and (sure or _is_everybodys(about, subjects, amount.value, kinds)):
            facts.evidence.append(true[0].evidence)
            return None
    is_meant = "fee" not in kinds or bool(_FEE.search(re.split(r"[,;]", clause_before(about, amount.start))[-1]))
    right = _right_price(fitting, amount, sure and len(subjects) == 1 and is_meant)
    return Objection("a price that no row or quote has", amount, *right)


def _kinds(about: Sentence, amount: Amount) -> frozenset[str]:
    """What an amount is said to be, by the words around it."""
    text = about.text.plain
    after = text[amount.end : amount.end + 22]
    before = clause_before(about, amount.start)
    if _NIGHTLY.search(text[amount.start : amount.end + 14]):
        return frozenset({"night", "from"})
    if _FEE.search(re.split(r"[,;]", before)[-1]) or _FEE.search(re.split(r"[,;:.!?]", after)[0][:18]):
        return frozenset({"fee"})
    if _TOTAL.search(before) or _TOTAL.search(after):
        return frozenset({"total"})
    if _NIGHTLY.search(before):
        return frozenset({"night", "from"})
    if re.search(r"\d+ (?:nights?|noches?|nuits?|nachte|notti|noites?)[^\d]{0,12}$", before):
        return frozenset({"night", "total"})
    if _FROM.search(before[-14:]):
        return frozenset({"from", "total"})
    return frozenset({"night", "from", "total"})


def _months_named(about: Sentence, days: Sequence[Day]) -> frozenset[int]:
    bare = {MONTHS[match["mn"]] for match in BARE_MONTH.finditer(about.text.left) if _is_month(about, match["mn"])}
    return frozenset(bare | {day.month for day in days if day.month})


def _is_month(about: Sentence, name: str) -> bool:
    return name in MONTHS_OF.get(about.language, MONTHS)


def _holds_on(price: Price, days: Sequence[Day], months: frozenset[int]) -> bool:
    """A quote's price holds on its own dates, a night's in its months: where the sentence says others, it does not."""
    if months and price.kind in ("night", "from") and not price.stay:
        return bool(months & price.months)
    if price.stay is None or not days:
        return True
    return all(any(is_day(day, own) for own in price.stay) for day in days if day.month)


def _is_everybodys(about: Sentence, subjects: Iterable[UUID], value: Decimal, kinds: frozenset[str]) -> bool:
    """Said of nobody in particular: then it must be true of each, or be the lowest "from" of all."""
    units = [about.facts.units[id_] for id_ in subjects]
    if all(any(p.value == value and p.kind in kinds for p in unit.prices) for unit in units):
        return True
    lowest = [price.value for unit in units for price in unit.prices if price.kind == "from"]
    return "from" in kinds and bool(lowest) and value == min(lowest)


def _right_price(
    fitting: Sequence[Price], amount: Amount, sure: bool
) -> tuple[Decimal | None, tuple[int, int] | None, str | None]:
    """The one price it can only have been meant to be."""
    stays = [price for price in fitting if price.stay]
    if stays and all(price.kind == "total" for price in stays):
        stays = [max(stays, key=lambda price: price.value)]  # the whole stay, not one of its parts
    values = {(p.value, p.currency) for p in (stays or fitting)}
    kinds = {p.kind for p in (stays or fitting)}
    if not sure or len(kinds) != 1 or len(values) != 1 or not amount.currencies:
        return None, None, None
    [(value, currency)] = values
    return value, (amount.start, amount.end), currency


def percent_objections(about: Sentence) -> Iterator[Objection]:
    for match in about.text.take(v.PERCENT):
        if match.group().replace(" ", "") not in about.facts.owner.replace(" ", "") or not match.group()[0].isdigit():
            yield Objection("a percentage", Stated(*match.span()))
