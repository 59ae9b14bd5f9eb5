"""The one way to say a sentence: `for_guests(room).say(…)` to a guest, `for_staff(room).say(…)` to staff.

The sentences lie in bot/words/texts/<language>/<guest or staff>/<room>.toml, where translators read them. A region's
folder beside them (pt-PT) holds what its people say otherwise: `words.toml`, words that take another's place wherever
they stand, and sentences of their own where grammar changes with the word. A plugin
from elsewhere brings its own: `Phrases.read(folder)` with a file en.toml, es.toml … for each language.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from babel.numbers import format_decimal

from bot.errors import ConfigError
from bot.words.languages import FALLBACK, chain, formats, primary

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})  # of the CLDR; Babel knows each language's rule
Audience = Literal["guest", "staff"]
Text = str | dict[str, str]  # a sentence, or its forms by PLURALS


class Phrases:
    """A set of sentences in several languages; what a language lacks is said in the fallback language.

    A key is a name ("too_long"), or a table's and a name ("seasons.low"). A language is a BCP 47 tag or a locale:
    "es-CO" is looked for in "es-co" and "es"; so a tag such as "pt-PT" may overrule a few sentences of "pt". Swiss
    German needs none: it is German without ß.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], *, fallback: str = FALLBACK, source: str = "texts"):
        """`tables`: by language, as read from TOML: texts, tables of texts, and tables of a text's plural forms.

        Raises:
            ConfigError: a sentence that the fallback language lacks, or that has other placeholders than there.
        """
        self._fallback = fallback
        self._read = {language.lower(): table for language, table in tables.items()}
        self._tables = {language.lower(): dict(_flat(table)) for language, table in tables.items()}
        self._tables.setdefault(fallback, {})
        for language, table in self._tables.items():
            _check(table, self._tables[fallback], f"{source} ({language})")

    @classmethod
    def read(cls, folder: Traversable, *, fallback: str = FALLBACK) -> Phrases:
        """The sentences of a folder that holds a TOML file for each language."""
        found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
        return cls({file.name.removesuffix(".toml"): _table(file) for file in found}, fallback=fallback)

    def say(self, key: str, language: str | None, /, **values: object) -> str:
        """The sentence with its placeholders filled.

        Raises:
            KeyError: no language has it, or a value is missing.
        """
        text = self._find(key, language)[1]
        if isinstance(text, str):
            return text.format(**values)
        raise KeyError(f"{key} is counted")

    def count(self, key: str, number: Any, language: str | None, /, **values: object) -> str:
        """The form that agrees with the number, which is the placeholder {n}: "1 night", "3 nights", "1.5 rooms"."""
        found, text = self._find(key, language)
        if isinstance(text, str):
            raise KeyError(f"{key} is not counted")
        locale = formats(language if primary(language) == primary(found) else found)
        form = text.get(locale.plural_form(number), text["other"])
        return form.format(n=format_decimal(number, locale=locale), **values)

    def group(self, table: str, language: str | None, /, **values: object) -> dict[str, str]:
        """All sentences of a table by their names within it, in the fallback language's order."""
        start = f"{table}."
        keys = [key for key in self._tables[self._fallback] if key.startswith(start)]
        return {key.removeprefix(start): self.say(key, language, **values) for key in keys}

    def in_all(self, key: str, /) -> dict[str, str]:
        """The sentence by language, as it stands, in all that have it."""
        return {language: text for language, table in self._tables.items() if isinstance(text := table.get(key), str)}

    def tables(self) -> dict[str, dict[str, Any]]:
        """Everything by language as it was read, complete: for a reader that is not Python."""
        whole = self._read.get(self._fallback, {})
        return {language: _completed(table, whole) for language, table in self._read.items()}

    def texts(self, language: str | None) -> Iterator[tuple[str, str]]:
        """Each sentence by its key as it is said in a language, with its placeholders; one with forms in each of them."""
        for key in self._tables[self._fallback]:
            text = self._find(key, language)[1]
            for form in [text] if isinstance(text, str) else text.values():
                yield key, form

    def keys(self, language: str) -> frozenset[str]:
        """What this very language has."""
        return frozenset(self._tables.get(language.lower(), ()))

    def __contains__(self, key: str) -> bool:
        return key in self._tables[self._fallback]

    def _find(self, key: str, language: str | None) -> tuple[str, Text]:
        """A sentence and the language that it is in."""
        for tag in (*chain(language), self._fallback):
            text = self._tables.get(tag, {}).get(key)
            if text is not None:
                return tag, _without_sharp_s(text) if _is_swiss(language, tag) else text
        raise KeyError(key)


def for_guests(room: str) -> Phrases:
    """What a room says to guests, in their language."""
    return _read("guest", room)


def for_staff(room: str) -> Phrases:
    """What a room says to staff, in the language of the business that they work for."""
    return _read("staff", room)


@cache
def _read(audience: Audience, room: str) -> Phrases:
    folders = sorted((each for each in (files("bot.words") / "texts").iterdir() if each.is_dir()), key=lambda f: f.name)
    found = {folder.name: folder / audience / f"{room}.toml" for folder in folders}
    tables = {language: _table(file) for language, file in found.items() if file.is_file()}
    for folder in folders:
        if (language := primary(folder.name)) != folder.name and language in tables:
            words = _table(folder / "words.toml")["words"]
            tables[folder.name] = _reworded(tables[language], words, tables.get(folder.name, {}))
    return Phrases(tables, source=f"{audience}/{room}.toml")


def _reworded(table: Mapping[str, Any], words: Mapping[str, str], own: Mapping[str, Any]) -> dict[str, Any]:
    """A language's sentences in a region's words, but for those that the region has of its own."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)", re.I)
    said: dict[str, Any] = {}
    for key, text in table.items():
        if isinstance(text, Mapping):
            said[key] = _reworded(text, words, own.get(key, {}))
        else:
            said[key] = own.get(key) or pattern.sub(lambda word: _in_case(words[word[0].lower()], word[0]), text)
    return said | {key: text for key, text in own.items() if key not in table}


def _in_case(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _table(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: {error}") from error


def _completed(table: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _own_or(table.get(key), value) for key, value in whole.items()}


def _own_or(own: Any, other: Any) -> Any:
    if isinstance(other, Mapping) and not _is_counted(other):
        return _completed(own or {}, other)
    return other if own is None else own


def _is_counted(value: Mapping[str, Any]) -> bool:
    return "other" in value and value.keys() <= PLURALS


def _is_swiss(language: str | None, found: str) -> bool:
    return found == "de" and not {"de-ch", "de-li"}.isdisjoint(chain(language))


def _without_sharp_s(text: Text) -> Text:
    if isinstance(text, str):
        return text.replace("ß", "ss")
    return {form: said.replace("ß", "ss") for form, said in text.items()}


def _flat(table: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Text]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield start + key, value
        elif isinstance(value, Mapping) and _is_counted(value):
            yield start + key, dict(value)
        elif isinstance(value, Mapping):
            yield from _flat(value, f"{start}{key}.")
        else:
            raise ConfigError(f"{start}{key} is no text: {value!r}")


def _check(table: Mapping[str, Text], fallback: Mapping[str, Text], where: str) -> None:
    for key, text in table.items():
        other = fallback.get(key)
        if other is None:
            raise ConfigError(f"{where}: {key} is not there in the language to fall back on")
        if isinstance(text, str) is not isinstance(other, str):
            raise ConfigError(f"{where}: {key} must have plural forms in every language or in none")
        if _fields(text) != _fields(other):
            raise ConfigError(f"{where}: {key} must have the placeholders {sorted(_fields(other))}")


def _fields(text: Text) -> set[str]:
    """A form need not say the number: "one room"."""
    forms = [text] if isinstance(text, str) else text.values()
    fields = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name is not None}
    return fields if isinstance(text, str) else fields - {"n"}
