"""Budgets in six languages: limits with and without a sign, what they are for, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.types import BudgetRange, Intent
from plugins.understanding.read import Setting, read
from tests.support.intent import TODAY

Expected = tuple[int | None, int | None, str | None, str]


def budget(text: str, locale: str, currency: str | None = None, known: BudgetRange | None = None) -> BudgetRange | None:
    before = Intent(budget_range=known)
    setting = Setting(TODAY, locale, currency)
    return before.changed(read(text, setting, language=locale[:2], intent=before).change).budget_range


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en-GB", "can go up to 180", (None, 180, None, "night")),
        ("en-GB", "not over two fifty a night", (None, 250, None, "night")),
        ("en-GB", "80 quid pppn max", (None, 80, "GBP", "person")),
        ("en-GB", "150 or less", (None, 150, None, "night")),
        ("en-GB", "around 150", (None, 150, None, "night")),
        ("en-GB", "90ish a night", (None, 90, None, "night")),
        ("en-US", "$200/night tops", (None, 200, "USD", "night")),
        ("en-US", "2k all in for 10 nights", (None, 2000, None, "stay")),
        ("en-IN", "total budget 1,00,000 for the stay", (None, 100_000, None, "stay")),
        ("es-ES", "máximo 150", (None, 150, None, "night")),
        ("es-ES", "no más de 1.200,50 € en total", (None, 1200, "EUR", "stay")),
        ("es-MX", "$1,800 pesos por noche tope", (None, 1800, "MXN", "night")),
        ("es-CL", "300 mil por noche", (None, 300_000, None, "night")),
        ("es-CL", "hasta 50 lucas la noche", (None, 50_000, None, "night")),
        ("es-PE", "S/ 250 por noche", (None, 250, "PEN", "night")),
        ("pt-BR", "tenho 2 mil e quinhentos no total", (None, 2500, None, "stay")),
        ("pt-BR", "até R$ 300 a diária", (None, 300, "BRL", "night")),
        ("fr-BE", "septante euros la nuit maximum", (None, 70, "EUR", "night")),
        ("fr-FR", "1 200 € pour la semaine", (None, 1200, "EUR", "stay")),
        ("fr-FR", "1,5k tout compris", (None, 1500, None, "stay")),
        ("de-DE", "unter 1000 für alles", (None, 1000, None, "stay")),
        ("de-DE", "mehr als 85 die nacht is nicht drin", (None, 85, None, "night")),
        ("de-CH", "2'500 CHF insgesamt", (None, 2500, "CHF", "stay")),
        ("de-DE", "80-120 pro Nacht", (80, 120, None, "night")),
        ("it-IT", "tra i 60 e i 90 euro la notte", (60, 90, "EUR", "night")),
        ("it-IT", "massimo 30 a testa a notte", (None, 30, None, "person")),
        ("it-CH", "fr. 1'400 per la settimana al massimo", (None, 1400, "CHF", "stay")),
    ],
)
def test_read_limit_has_its_amount_currency_and_basis(locale: str, text: str, expected: Expected) -> None:
    found = budget(text, locale)
    assert found is not None
    low, high = (None if value is None else int(value) for value in (found.min, found.max))
    assert (low, high, found.currency, found.per) == expected


@pytest.mark.parametrize(("tenant", "expected"), [("MXN", "MXN"), ("ARS", "ARS"), ("EUR", "USD"), (None, "USD")])
def test_read_shared_sign_is_the_tenants_currency(tenant: str | None, expected: str) -> None:
    found = budget("up to $200 a night", "en-GB", tenant)
    assert found is not None
    assert found.currency == expected


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("es-ES", "puedo estirar a 1000", BudgetRange(max=Decimal(1000), currency="EUR", per="stay")),
        ("en-GB", "forget the 900, 950 is fine", BudgetRange(max=Decimal(950), currency="EUR", per="stay")),
        ("it-IT", "no 900 è troppo, 700", BudgetRange(max=Decimal(700), currency="EUR", per="stay")),
        ("en-GB", "the price doesn't matter", None),
        ("de-DE", "Preis egal", None),
        ("fr-FR", "peu importe le prix", None),
    ],
)
def test_read_correction_keeps_what_it_does_not_name(locale: str, text: str, expected: BudgetRange | None) -> None:
    known = BudgetRange(max=Decimal(900), currency="EUR", per="stay")
    assert budget(text, locale, known=known) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "parking 15 a day?"),
        ("en-GB", "whats the deposit, 250?"),
        ("en-GB", "call me on 07700 900123"),
        ("en-GB", "10 % for 7+ nights?"),
        ("en-GB", "2 adults, 10 nights"),
        ("es-ES", "la fianza son 200€ no?"),
        ("es-ES", "la vez pasada pagamos 110 por noche"),
        ("es-ES", "a cuantos metros queda la playa? 300?"),
        ("pt-BR", "do dia 29 ao dia 2"),
        ("fr-FR", "il fait combien de m2, 45?"),
        ("de-DE", "wieso 60€ Endreinigung?"),
        ("de-DE", "vom 18. bis 25."),
        ("it-IT", "la tassa di soggiorno è 2€ a notte?"),
    ],
)
def test_read_prices_of_other_things_are_no_budget(locale: str, text: str) -> None:
    assert budget(text, locale) is None
