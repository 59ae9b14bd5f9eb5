"""What the commands say: one table per language, English for a language that has none."""

from __future__ import annotations

from types import ModuleType

from babel.numbers import format_decimal

from plugins.commands.texts import en, es

_TABLES: dict[str, ModuleType] = {"en": en, "es": es}


def say(key: str, language: str, /, **values: object) -> str:
    """A sentence of the table SENTENCES."""
    sentence: str = _TABLES.get(language, en).SENTENCES[key]
    return sentence.format(**values)


def count(key: str, number: int, language: str) -> str:
    """ "1 night", "3 nights"."""
    one, many = _TABLES.get(language, en).COUNTS[key]
    return str(one if number == 1 else many).format(n=format_decimal(number, locale=table_of(language)))


def table_of(language: str) -> str:
    """The language that a guest of `language` is answered in."""
    return language if language in _TABLES else "en"
