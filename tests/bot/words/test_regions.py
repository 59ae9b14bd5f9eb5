from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from bot.offers.money import money
from bot.types import Tenant
from bot.words.regions import locale_of, regional
from bot.words.writing import days, stay


def business(locale: str, time_zone: str = "UTC") -> Tenant:
    return Tenant(UUID(int=1), "sol", "Sol", locale=locale, time_zone=time_zone)


@pytest.mark.parametrize(
    ("language", "guest", "tenant", "written"),
    [
        ("en", "en-US", "es-ES", "en-US"),  # the guest's own region
        ("en", "en_gb", "en-US", "en-GB"),
        ("pt", "pt-br", "es-ES", "pt-BR"),
        ("es", "es-419", "es-ES", "es-419"),
        ("en", "en", "es-ES", "en-GB"),  # none: the business is in Europe
        ("pt", None, "es-ES", "pt-PT"),
        ("pt", "en-US", "pt-BR", "pt-BR"),
        ("en", None, "en-IE", "en-IE"),
        ("en", None, "es-MX", "en"),
        ("pt", None, "en-US", "pt"),
        ("de", "de", "de-AT", "de-AT"),
        ("en", None, "en", "en"),  # nobody knows where it is
        ("fr", "de-CH", "es-ES", "fr-CH"),  # another language than the guest's locale
        ("es", "en-US", "es-ES", "es-ES"),
        ("es", "en-GB", "es-MX", "es-MX"),
        ("fr", "de-DE", "es-ES", "fr"),
        ("de", "en-US", "it-IT", "de"),
        ("en", "es-ES", "es-ES", "en-GB"),
        ("pt", "pt-XX", "es-ES", "pt-PT"),
        ("pt", "es, pt-BR;q=0.8, pt;q=0.5", "es-ES", "pt-BR"),  # a browser's header
        ("it", "no such thing", "es-ES", "it"),
    ],
)
def test_regional_is_the_guests_region_or_the_businesses(
    language: str, guest: str | None, tenant: str, written: str
) -> None:
    assert regional(language, guest, business(tenant)) == written


def test_regional_without_a_region_goes_by_the_businesses_time_zone() -> None:
    assert regional("en", None, business("en", "Europe/Madrid")) == "en-GB"
    assert regional("pt", None, business("pt", "America/Sao_Paulo")) == "pt-BR"
    assert regional("pt", None, None) == "pt"


def test_locale_of_is_what_is_wished_else_the_teams() -> None:
    assert locale_of(business("pt-PT")) == "pt-PT"
    assert locale_of(business("es-ES"), "nl-NL", "nl, de-AT;q=0.9") == "de-AT"
    assert locale_of(None, None) == "en"


IN, OUT = date(2027, 7, 18), date(2027, 7, 31)


@pytest.mark.parametrize(
    ("locale", "short", "whole", "price"),
    [
        ("en-GB", "18–31 Jul 2027", "18–31 July 2027", "€1,918.45"),
        ("en-US", "Jul 18 – 31, 2027", "July 18 – 31, 2027", "€1,918.45"),
        ("de-AT", "18.–31. Juli 2027", "18.–31. Juli 2027", "€ 1.918,45"),
        ("de-CH", "18.–31. Juli 2027", "18.–31. Juli 2027", "EUR 1’918.45"),
        ("fr-CH", "18–31 juil. 2027", "18–31 juillet 2027", "1 918,45 €"),
        ("fr-CA", "18–31 juill. 2027", "18–31 juillet 2027", "1 918,45 €"),
        ("es-ES", "18–31 jul 2027", "18–31 julio 2027", "1.918,45 €"),
        ("es-MX", "18–31 de jul de 2027", "18–31 de julio de 2027", "EUR 1,918.45"),
        ("es-AR", "18 – 31 de jul de 2027", "18 – 31 de julio de 2027", "EUR 1.918,45"),
        ("pt-PT", "18–31 de jul. de 2027", "18–31 de julho de 2027", "1 918,45 €"),
        ("pt-BR", "18 – 31 de jul. de 2027", "18 – 31 de julho de 2027", "€ 1.918,45"),
    ],
)
def test_days_and_money_are_the_locales(locale: str, short: str, whole: str, price: str) -> None:
    written = (stay(IN, OUT, locale), days(IN, OUT, locale), money(Decimal("1918.45"), "EUR", locale))
    assert tuple(" ".join(text.split()) for text in written) == (short, whole, price)
