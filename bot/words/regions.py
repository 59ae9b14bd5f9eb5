"""In which locale a conversation is written: its language, as the guest's region has it.

The guest's own locale decides where it is of that language. Where it is of another one, or has no region, the language
is written as in the guest's country or else the tenant's, if it is an official one there ("de-CH" who writes French:
fr-CH). Else it is written as abroad: outside of the Americas English and Portuguese are Europe's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from bot.types import Tenant
from bot.words.languages import answered

_OUTSIDE_THE_AMERICAS = {"en": "GB", "pt": "PT"}  # by ISO 3166-1


def regional(language: str, guest: str | None, tenant: Tenant | None) -> str:
    """The locale to write a language in.

    Args:
        language: ISO 639-1.
        guest: the guest's locale as the platform reports it; of an Accept-Language header the first that fits.
        tenant: the business; where its locale has no region, its time zone tells it.
    """
    return _regional(language, guest, tenant.locale if tenant else None, tenant.time_zone if tenant else None)


def locale_of(tenant: Tenant | None, *wished: str | None) -> str:
    """Of what is said before a conversation knows its language: as wished (locales, or Accept-Language headers) where
    we answer in it, else as the tenant's people read. With no wish it is the team's."""
    language = answered(*wished, tenant.locale if tenant else None)
    return regional(language, ",".join(filter(None, wished)), tenant)


@lru_cache(maxsize=1024)
def _regional(language: str, guest: str | None, tenant: str | None, time_zone: str | None) -> str:
    tags = [tag.partition(";")[0].strip().replace("_", "-") for tag in (guest or "").split(",")]
    for own in filter(None, map(_known, tags)):
        if own.territory and own.language == language:
            return str(own).replace("_", "-")
    business = _region(tenant) or get_global("zone_territories").get(time_zone or "")
    for region in filter(None, (_region(tags[0]), business)):
        if language in get_official_languages(region, de_facto=True):
            return f"{language}-{region}"
    is_abroad = business is not None and business not in _americas()
    region = _OUTSIDE_THE_AMERICAS.get(language) if is_abroad else None
    return f"{language}-{region}" if region else language


def _region(locale: str | None) -> str | None:
    """ISO 3166-1, also of a locale that nobody speaks: "ES" of "en-ES"."""
    parts = (locale or "").strip().replace("_", "-").split("-")
    return next((part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()), None)


def _known(tag: str) -> Locale | None:
    """As the CLDR has it."""
    try:
        return Locale.parse(tag, sep="-", resolve_likely_subtags=False) if tag else None
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _americas() -> frozenset[str]:
    return frozenset(_territories("America/"))


def _territories(zones: str) -> Iterator[str]:
    return (territory for zone, territory in get_global("zone_territories").items() if zone.startswith(zones))
