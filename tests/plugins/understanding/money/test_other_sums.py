"""Budgets among other sums: what is for one and for all, put right, in a currency named apart; and sums of others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.types import BudgetRange
from tests.plugins.understanding.money.test_money import Expected, budget


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en-US", "can't go over 700 all in, usd", (None, 700, "USD", "stay")),
        ("en-US", "80-100 bucks a nite", (80, 100, "USD", "night")),
        ("en-US", "under 90 per person... sorry, i meant per night in total", (None, 90, None, "night")),
        ("en-US", "we're chipping in 50 a head, so 400 for the whole stay, not more", (None, 400, None, "stay")),
        ("en-US", "two and a half grand for the whole place", (None, 2500, None, "stay")),
        ("en-US", "no more than 1200 altogether, euros", (None, 1200, "EUR", "stay")),
        ("en-US", "i'd rather not bust 160 a night, in pounds", (None, 160, "GBP", "night")),
        ("es-ES", "no quiero pasar de 150 la noche, en euros", (None, 150, "EUR", "night")),
        ("es-ES", "ponemos 60 por cabeza, o sea 300 en total y ni uno más", (None, 300, None, "stay")),
        ("es-ES", "máximo 900 en total, dólares", (None, 900, "USD", "stay")),
        ("es-ES", "dos mil quinientos por toda la casa", (None, 2500, None, "stay")),
        ("es-ES", "entre 50 y 60 pavos la noche", (50, 60, None, "night")),
        ("es-ES", "80 por persona... bueno no, por noche en total", (None, 80, None, "night")),
        ("pt-PT", "não passa dos 95 por noite", (None, 95, None, "night")),
        ("pt-PT", "50 por pessoa, então 400 no total, mais não", (None, 400, None, "stay")),
        ("pt-PT", "até 900 reais no total", (None, 900, "BRL", "stay")),
        ("pt-PT", "dois mil e quinhentos pela casa toda", (None, 2500, None, "stay")),
        ("fr-FR", "on voudrait pas dépasser 150 par nuit, en euros", (None, 150, "EUR", "night")),
        ("fr-FR", "on voudrait pas exploser les 200 la nuit", (None, 200, None, "night")),
        ("fr-FR", "nonante la nuit max", (None, 90, None, "night")),
        ("fr-FR", "on met 60 par tête, donc 300 pour tout le séjour et pas plus", (None, 300, None, "stay")),
        ("fr-FR", "deux mille cinq cents pour toute la maison", (None, 2500, None, "stay")),
        ("fr-FR", "80 par personne... enfin non par nuit au total", (None, 80, None, "night")),
        ("de-DE", "zweieinhalbtausend für alles", (None, 2500, None, "stay")),
        ("de-DE", "eineinhalbtausend lass ich springen fürs ganze Haus", (None, 1500, None, "stay")),
        ("de-DE", "dreieinhalb Tausend höchstens für alles", (None, 3500, None, "stay")),
        ("de-DE", "nicht mehr als nen Hunderter die Nacht", (None, 100, None, "night")),
        ("de-DE", "120 Stutz pro Nacht maximal", (None, 120, "CHF", "night")),
        ("de-DE", "60 pro Nase, also 300 insgesamt und keinen Cent mehr", (None, 300, None, "stay")),
        ("de-DE", "80 pro Person... äh nee pro Nacht insgesamt", (None, 80, None, "night")),
        ("it-IT", "60 a testa, quindi 300 in tutto e non di più", (None, 300, None, "stay")),
        ("it-IT", "mettiamo 90 a cranio, totale 450 per il soggiorno, oltre non si va", (None, 450, None, "stay")),
        ("it-IT", "non si va oltre i 150", (None, 150, None, "night")),
        ("it-IT", "troppo caro, oltre i 120 non andiamo", (None, 120, None, "night")),
        ("it-IT", "80 a persona... anzi no a notte in totale", (None, 80, None, "night")),
        ("en-GB", "70 quid pppn... actually per nite total, not per person", (None, 70, "GBP", "night")),
        ("pt-BR", "200 reais por cabeça, então 1000 no máximo a estadia toda", (None, 1000, "BRL", "stay")),
        ("en-US", "sorry, 150 a night max", (None, 150, None, "night")),
        ("de-DE", "quatsch, 120 die Nacht maximal", (None, 120, None, "night")),
        ("de-DE", "pro Person 50, nicht mehr", (None, 50, None, "person")),
        ("en-US", "do you have a house? around 150 a night", (None, 150, None, "night")),
        ("es-ES", "busco casa de alquiler, máximo 900 la semana", (None, 900, None, "stay")),
        ("fr-CA", "on voudrait pas crever le 140 par nuite", (None, 140, None, "night")),
        ("de-AT", "i lass dreieinhalbtausend springen für alles", (None, 3500, None, "stay")),
    ],
)
def test_read_limit_among_other_sums(locale: str, text: str, expected: Expected) -> None:
    found = budget(text, locale)
    assert found is not None
    low, high = (None if value is None else int(value) for value in (found.min, found.max))
    assert (low, high, found.currency, found.per) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-US", "filling the tank cost me 97 euros today"),
        ("en-US", "rent back home went up to 1100"),
        ("en-US", "any good florist for about 300 euros?"),
        ("en-US", "the place next door charges 45 a night"),
        ("en-US", "my crew is in a hostel for 38 a night until friday"),
        ("es-ES", "¿conocéis una floristería? por unos 300 euros"),
        ("es-ES", "llenar el depósito me ha costado 97 euros"),
        ("es-ES", "en casa pago 1100 de alquiler"),
        ("es-ES", "los de al lado cobran 45 la noche"),
        ("pt-PT", "encher o depósito custou-me 97 euros"),
        ("pt-PT", "pago 1100 de renda em casa"),
        ("pt-PT", "conhecem uma florista? uns 300 euros"),
        ("pt-PT", "o vizinho cobra 45 por noite"),
        ("fr-FR", "le plein m'a coûté 97 euros"),
        ("fr-FR", "mon loyer est passé à 1100"),
        ("fr-FR", "vous connaissez un fleuriste ? dans les 300 euros"),
        ("fr-FR", "le voisin prend 45 la nuit"),
        ("de-DE", "die Miete daheim ist auf 1100 gestiegen"),
        ("de-DE", "einmal volltanken hat 97 Euro gekostet"),
        ("de-DE", "kennt ihr eine Floristin? so um die 300 Euro"),
        ("de-DE", "nebenan zahlt man 45 die Nacht"),
        ("de-DE", "die Kollegen sind bei der Konkurrenz für 38 € die Nacht"),
        ("it-IT", "il pieno mi è costato 97 euro"),
        ("it-IT", "a casa pago 1100 di affitto"),
        ("it-IT", "conoscete un fiorista? sui 300 euro"),
        ("it-IT", "il vicino prende 45 a notte"),
    ],
)
def test_read_sum_of_somebody_else_is_no_budget(locale: str, text: str) -> None:
    assert budget(text, locale) is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de-DE", "unsere Leute wohnen grad bei der Konkurrenz, 38 € die Nacht"),
        ("en-US", "our lads are at your competitor's, 38 quid a night and mouldy"),
        ("es-ES", "los nuestros están en la competencia, 38 € la noche"),
        ("fr-FR", "nos gars sont chez votre concurrent, 38 € la nuit"),
        ("it-IT", "i nostri stanno dalla concorrenza, 38 € a notte"),
        ("pt-PT", "os nossos estão na concorrência, 38 € por noite"),
    ],
)
def test_read_price_of_a_competitor_leaves_the_budget(locale: str, text: str) -> None:
    known = BudgetRange(max=Decimal(420), per="night")
    assert budget(text, locale, known=known) == known


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "we're paying for the ferry ourselves, that's already 300 euros"),
        ("es-ES", "el ferry lo pagamos nosotros, eso ya son 300 euros"),
        ("pt-PT", "o ferry pagamos nós, já são 300 euros"),
        ("fr-FR", "le ferry on le paie nous-mêmes, ça fait déjà 300 euros"),
        ("de-DE", "Fähre zahlen wir eh selber, das wären schon 300 Euro"),
        ("it-IT", "il traghetto lo paghiamo noi, sono già 300 euro"),
    ],
)
def test_read_what_something_else_comes_to_is_no_budget(locale: str, text: str) -> None:
    assert budget(text, locale) is None


def test_read_budget_that_is_already_a_sum_stays_one() -> None:
    read = budget("unser Budget liegt schon bei 300 Euro die Nacht", "de-DE")
    assert read is not None
    assert read.max == 300
