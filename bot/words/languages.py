"""Which languages we speak, and how one is read out of a locale."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list

UNDERSTOOD = ("en", "es", "pt", "fr", "de", "it")  # ISO 639-1; guests may write in these
ANSWERED = ("es", "en", "pt", "fr", "de", "it")  # no sentence is missing in these; as guests are offered them
FALLBACK = "en"  # for whoever reads none of ours
# Small words that a text of some length cannot do without, by its language.
_SMALL = {
    "en": "the and of with is are for this to",
    "es": "el los las y con del una para esta es",
    "pt": "o os as e com do da uma para é",
    "fr": "le les et avec du des une pour est dans",
    "de": "der die das und mit ist ein eine für von",
    "it": "il gli le e con della di una per è",
}
_WORD = re.compile(r"[^\W\d_]+")
_SEPARATOR = re.compile(r"[-_]")
_PARENTS = {  # where it is not the tag without its last part: Angola's Portuguese is Portugal's
    child.lower().replace("_", "-"): parent.lower().replace("_", "-")
    for child, parent in get_global("parent_exceptions").items()
}


def primary(locale: str | None) -> str:
    """The language of a locale: "es" of "es-CO" and of "es_CO"; empty for none."""
    return _SEPARATOR.split((locale or "").strip(), maxsplit=1)[0].lower()


def answered(*locales: str | None) -> str:
    """The first of these locales' languages that we answer in, else English.

    A locale may be an Accept-Language header: its languages are tried as they stand.
    """
    for locale in locales:
        for part in (locale or "").split(","):
            language = primary(part.partition(";")[0])
            if language in ANSWERED:
                return language
    return FALLBACK


@lru_cache(maxsize=4096)
def written_in(text: str) -> str | None:
    """Which of our languages some sentences are written in, by their small words; None: they do not tell."""
    words = _WORD.findall(text.lower())
    counts = {language: sum(map(words.count, small.split())) for language, small in _SMALL.items()}
    best, next_best = sorted(counts, key=lambda language: -counts[language])[:2]
    return best if counts[best] > counts[next_best] else None


@lru_cache(maxsize=256)
def chain(locale: str | None) -> tuple[str, ...]:
    """A locale and the wider ones that it falls back on, lowercase, as the CLDR has them: "pt-ao", "pt-pt", "pt"."""
    tag = "-".join(_SEPARATOR.split((locale or "").strip().lower()))
    found = [tag]
    while tag := _PARENTS.get(tag) or tag.rpartition("-")[0]:
        found.append(tag)
    return tuple(found)


@lru_cache(maxsize=256)
def formats(locale: str | None) -> Locale:
    """How the people of a locale write dates, numbers and money; as Americans do when nobody knows it."""
    for tag in chain(locale):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale(FALLBACK)


def english_name(language: str) -> str:
    """ "Spanish" for "es"; English is the language of whoever speaks none that we understand."""
    return str(Locale(language if language in UNDERSTOOD else FALLBACK).english_name)


def native_name(language: str) -> str:
    """ "Español" for "es"."""
    return str(Locale(language).get_display_name(language)).capitalize()


def names_in(language: str) -> str:
    """All that we answer in, as that language calls and lists them: "Spanisch, Englisch … und Italienisch"."""
    locale = formats(language)
    return str(format_list([str(Locale(code).get_display_name(locale)) for code in ANSWERED], locale=locale))
