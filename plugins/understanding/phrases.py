"""Tables by language (`tables/<language>/*.toml`) as tries of phrases.

A table's file has a section a category, in it a line a value with its phrases:

    [month]
    1 = ["january", "jan"]

Phrases are folded and may have several words; marks in them are written as separate words where the tokeniser
separates them ("d ' abord" for "d'abord": loading does that). A phrase that ends in `*` stands for every word that
begins so ("barrierefrei*"), one that begins with it for every longer word that ends so ("*wohnung"). One word may have
many senses ("may", "segunda"): whoever composes them decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from plugins.understanding.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Sense:
    category: str
    value: str


@dataclass(slots=True)
class Node:
    next: dict[str, Node] = field(default_factory=dict)
    senses: list[Sense] = field(default_factory=list)
    beginnings: list[tuple[str, Sense]] = field(default_factory=list)  # "barrierefrei*"
    endings: list[tuple[str, Sense]] = field(default_factory=list)  # "*wohnung"


@cache
def trie(language: str) -> Node:
    root = Node()
    folder = files(__package__) / "tables" / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for category, values in tomllib.loads(file.read_text("utf-8")).items():
            for value, phrases in values.items():
                for phrase in phrases:
                    _add(root, phrase, Sense(category, value))
    return root


def _add(root: Node, phrase: str, sense: Sense) -> None:
    is_beginning, is_ending = phrase.endswith("*"), phrase.startswith("*")
    words = [token.plain for token in tokens(phrase.strip("*"))]
    if not words:
        raise ValueError(f"empty phrase for {sense}")
    node = root
    for word in words[:-1] if is_beginning or is_ending else words:
        node = node.next.setdefault(word, Node())
    if is_beginning:
        node.beginnings.append((words[-1], sense))
    elif is_ending:
        node.endings.append((words[-1], sense))
    elif sense not in node.senses:
        node.senses.append(sense)


def matches(root: Node, sequence: Sequence[Token], start: int) -> Iterator[tuple[int, Sense]]:
    """(end, sense) of every phrase that begins at `start`, shortest first."""
    node = root
    for index in range(start, len(sequence)):
        word = sequence[index].plain
        for beginning, sense in node.beginnings:
            if word.startswith(beginning):
                yield index + 1, sense
        following = node.next.get(word)
        if following is None:
            return
        node = following
        for sense in node.senses:
            yield index + 1, sense


def compounds(language: str, word: str) -> tuple[Sense, ...]:
    """Senses of what a folded word ends with: "Altbauwohnung" is a "Wohnung"."""
    endings = trie(language).endings
    return tuple(sense for ending, sense in endings if word.endswith(ending) and len(word) > len(ending))


def count_known(sequence: Sequence[Token], language: str) -> int:
    """How many of the tokens begin a phrase of a language's tables."""
    beginnings = trie(language).next
    return sum(token.kind == "word" and token.plain in beginnings for token in sequence)


def values_of(language: str, category: str) -> frozenset[str]:
    """All values of a category of a language's tables."""
    found: set[str] = set()
    nodes = [trie(language)]
    while nodes:
        node = nodes.pop()
        nodes += node.next.values()
        senses = [*node.senses, *(sense for _, sense in (*node.beginnings, *node.endings))]
        found |= {sense.value for sense in senses if sense.category == category}
    return frozenset(found)


@cache
def single_words(language: str, category: str) -> tuple[tuple[str, str], ...]:
    """(folded word, value) of the category's phrases of one word."""
    nodes = trie(language).next.items()
    return tuple((word, sense.value) for word, node in nodes for sense in node.senses if sense.category == category)
