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
        ("en-US", "min 100, no more than 140 bucks nightly", (100, 140, "USD", "night")),
        ("es-ES", "mínimo 80 y no más de 120 por noche", (80, 120, None, "night")),
        ("de-DE", "maximal nen Hunni die Nacht", (None, 100, None, "night")),
        ("de-DE", "bis zu nem Tausender insgesamt", (None, 1000, None, "stay")),
        ("en-GB", "a couple of hundred quid a night", (None, 200, "GBP", "night")),
        ("en-GB", "no more than a grand for the week", (None, 1000, None, "stay")),
        ("en-GB", "120 or so per night", (None, 120, None, "night")),
        ("it-IT", "un centone a notte al massimo", (None, 100, None, "night")),
        ("pt-BR", "até cenzinho por noite", (None, 100, None, "night")),
        ("it-IT", "a testa non vorrei spendere più di 40 euro a notte", (None, 40, "EUR", "person")),
        ("fr-FR", "je ne voudrais pas dépenser plus de 60 la nuit", (None, 60, None, "night")),
        ("pt-PT", "o nosso tecto são 480€ pelas 4 noites", (None, 480, "EUR", "stay")),
        ("en-GB", "cap it at 220/night inc cleaning", (None, 220, None, "night")),
        ("fr-CA", "pas trop cher genre 250", (None, 250, None, "night")),
        ("fr-CA", "stationnement intérieur, 175 piasses max", (None, 175, "CAD", "night")),
        ("it-IT", "una stanza con colazione, 50 euro", (None, 50, "EUR", "night")),
        ("de-DE", "110 Budget", (None, 110, None, "night")),
        ("it-IT", "troppo caro, qualcosa sotto i 90?", (None, 90, None, "night")),
        ("es-ES", "es caro, ¿algo por menos de 90?", (None, 90, None, "night")),
        ("fr-FR", "trop cher, quelque chose sous les 90 ?", (None, 90, None, "night")),
        ("de-DE", "zu teuer, gibts was unter 90?", (None, 90, None, "night")),
        ("pt-BR", "tá caro, algo abaixo de 90?", (None, 90, None, "night")),
        ("en-GB", "too dear, anything under 90?", (None, 90, None, "night")),
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
        (
            "fr-FR",
            "bon, on peut monter un peu, disons 1100",
            BudgetRange(max=Decimal(1100), currency="EUR", per="stay"),
        ),
        ("de-AT", "na 900 is zknapp, sagen ma 1100", BudgetRange(max=Decimal(1100), currency="EUR", per="stay")),
        ("en-GB", "the price doesn't matter", None),
        ("de-DE", "Preis egal", None),
        ("fr-FR", "peu importe le prix", None),
    ],
)
def test_read_correction_keeps_what_it_does_not_name(locale: str, text: str, expected: BudgetRange | None) -> None:
    known = BudgetRange(max=Decimal(900), currency="EUR", per="stay")
    assert budget(text, locale, known=known) == expected


def test_read_higher_limit_keeps_the_least() -> None:
    known = BudgetRange(min=Decimal(120), max=Decimal(150), currency="EUR", per="night")
    assert budget("alza pure fino a 180", "it-IT", known=known) == BudgetRange(
        Decimal(120), Decimal(180), "EUR", "night"
    )


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "parking 15 a day?"),
        ("de-DE", "rückruf bitte unter 0171 2345678 ab 17 uhr"),
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


@pytest.mark.parametrize(
    ("locale", "text", "amount"),
    [
        ("en-US", "finance approved 220", 220),
        ("en-GB", "ok 180 then", 180),
        ("es-ES", "venga, 230", 230),
        ("pt-BR", "beleza, aumenta pra 240", 240),
        ("fr-CA", "ok bin mettons 225", 225),
        ("de-DE", "na gut 220", 220),
        ("de-AT", "meinetwegen 215", 215),
        ("de-DE", "210 wären auch okay", 210),
        ("it-IT", "massì arriviamo pure a 210", 210),
        ("en-GB", "room 220", 200),
        ("en-GB", "is it 220 m to the beach?", 200),
        ("en-GB", "220 people at the wedding", 200),
        ("de-DE", "na gut 2026", 200),
        ("it-IT", "va bene 20", 200),
    ],
)
def test_read_bare_sum_takes_the_place_of_a_similar_limit(locale: str, text: str, amount: int) -> None:
    found = budget(text, locale, known=BudgetRange(max=Decimal(200), currency="EUR", per="night"))
    assert found == BudgetRange(max=Decimal(amount), currency="EUR", per="night")


@pytest.mark.parametrize("text", ["finance approved 220", "ok 180 then"])
def test_read_bare_sum_without_a_known_limit_is_no_budget(text: str) -> None:
    assert budget(text, "en-GB") is None


@pytest.mark.parametrize(
    ("locale", "text", "nights"),
    [
        ("de-DE", "900 Euro maximal für 6 Nächte", 6),
        ("it-IT", "700 euro al massimo per 5 notti", 5),
        ("en-GB", "600 quid for the 5 nights", 5),
    ],
)
def test_read_budget_for_nights_says_how_many(locale: str, text: str, nights: int) -> None:
    change = read(text, Setting(TODAY, locale), language=locale[:2]).change
    assert change.get("nights") == nights
