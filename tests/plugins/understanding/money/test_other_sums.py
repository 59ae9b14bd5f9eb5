"""Sums that are somebody else's: rents, competitors, what a florist costs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.types import BudgetRange
from tests.plugins.understanding.money.test_money import budget


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
