"""Words around names, by language (`<language>.toml`), all languages together: a name does not tell its own."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.words import folding


def any_of(key: str) -> str:
    """A pattern of all phrases of a list, folded, longest first."""
    phrases = {folding.bare(phrase) for table in _tables() for phrase in table[key]}
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def words(key: str) -> frozenset[str]:
    """The folded words of a text."""
    return frozenset(folding.bare(word) for table in _tables() for word in table[key].split())


@cache
def words_of(language: str, key: str) -> frozenset[str]:
    """The folded words of a text in one language."""
    table = next((table for code, table in _by_language() if code == language), {})
    return frozenset(folding.bare(word) for word in table.get(key, "").split())


def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(table for _, table in _by_language())


@cache
def _by_language() -> tuple[tuple[str, dict[str, Any]], ...]:
    found = sorted((file for file in files(__package__).iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
    return tuple((file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))) for file in found)
