"""People called by a first name: in a list of people ("me, Rui and the baby"), and by who leaves or comes ("Sarah
hat abgesagt"). A name alone is nobody: whoever signs a message or is greeted does not travel for it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bot.words.folding import fold
from plugins.understanding.people.ages import read_ages
from plugins.understanding.people.found import Found, Sign
from plugins.understanding.people.mention import Mention, noun_at
from plugins.understanding.people.words import Words

MOST = 6  # names before one verb
SHORTEST = 3  # letters of a name that no list has
_LINKS = ("people_plus", "people_with")


@cache
def first_names() -> frozenset[str]:
    """Folded first names and pet names of the six languages' countries."""
    table = tomllib.loads((files("plugins.understanding") / "tables" / "names.toml").read_text("utf-8"))
    return frozenset(fold(name) for names in table["names"].values() for name in names)


def called(words: Words, start: int, end: int, sign: Sign) -> Found | None:
    """Those who are told by name just before `end`: "Sarah", "Dave and Jo", "a Zulmira"; else at `start`, by a name
    that is one anywhere."""
    count, at = 0, end
    while at > start and count < MOST and _is_name(words, at - 1):
        count, at = count + 1, at - 1
        article = words.tagged.before(at, "people_the")
        link = words.tagged.before(article.start if article else at, *_LINKS)
        if link is None or link.start <= start:
            break
        at = link.start
    if count:
        return Found(Mention(at, end, "person", count), sign=sign)
    at = words.end(start, "people_the")
    return Found(Mention(at, at + 1, "person", 1), sign=sign) if at < end and _is_listed_name(words, at) else None


def read_name(words: Words, index: int) -> Mention | None:
    """ "Rui", "a Joana", "la Sofia che ha 9 anni", where people are listed."""
    position = words.end(index, "people_the")
    if words.item(index, "people") or not _is_name(words, position) or noun_at(words, position, is_after_number=False):
        return None
    is_behind, is_before = _follows(words, index), _leads(words, position + 1)
    is_sure = _is_listed_name(words, position)
    if not ((is_behind and is_before) or (is_sure and (is_before or _is_joined(words, index)))):
        return None
    ages, end = read_ages(words, position + 1, 1)
    return Mention(index, end, "kin", 1, ages)


def read_pronoun(words: Words, index: int) -> Mention | None:
    """ "Vai ela e o marido", "she's coming with mum and me": one of a list."""
    item = words.item(index, "people_pronoun")
    if item is None or item.is_foreign:
        return None
    coming = words.item(item.end, "people_comes")
    with_whom = words.item(coming.end if coming else index, "people_with")
    comes_with = coming is not None and (with_whom is not None or words.tagged.before(coming.end, "people_with"))
    with_whom = words.item(item.end, "people_with")
    comes_with = comes_with or (with_whom is not None and with_whom.end - with_whom.start > 1)  # "coming with"
    if not (comes_with or _leads(words, item.end)):
        return None
    return Mention(index, item.end, "kin", 1, is_pronoun=True)


def behind_name(words: Words, end: int) -> int:
    """Behind the name of somebody who is called by what he is, too: "my wife Anna", "la zia Pina"."""
    is_named = end < len(words.tokens) and words.text(end).istitle() and _is_listed_name(words, end)
    return end + 1 if is_named else end


def _is_name(words: Words, index: int) -> bool:
    """Whether a word is on the list of names, or written as one and known as nothing else."""
    if not 0 <= index < len(words.tokens) or words.tokens[index].kind != "word" or index in words.taken:
        return False
    is_written = words.text(index).istitle() and len(words.text(index)) >= SHORTEST
    return _is_listed_name(words, index) or (is_written and not words.tagged.is_known(index))


def _is_listed_name(words: Words, index: int) -> bool:
    """Whether a word is on the list; one that means something else, too, must be written as a name."""
    token = words.tokens[index]
    if token.plain not in first_names() or index in words.taken:
        return False
    return token.text.istitle() or not words.tagged.is_written(index)


def _follows(words: Words, index: int) -> bool:
    """Whether a comma, "and" or an article ("eu o Rui") ties a token to somebody who is named before it."""
    if index in words.named:
        return words.item(index, "people_the") is not None
    return (words.text(index - 1) == "," and index - 1 in words.named) or _is_joined(words, index)


def _is_joined(words: Words, index: int) -> bool:
    """Whether "and" or "with" stands between somebody and a token."""
    link = words.tagged.before(index, *_LINKS)
    if link is None or link.is_foreign:
        return False
    return link.start in words.named or (words.text(link.start - 1) == "," and link.start - 1 in words.named)


def _leads(words: Words, index: int) -> bool:
    """Whether a list goes on with somebody whom a table knows, or with another name and "and"."""
    for _ in range(MOST):
        end = words.end(index + 1 if words.text(index) == "," else index, *_LINKS)
        if end == index:
            return False
        end = words.skip(end, "people_mine", "people_ours", "people_the", "people_one")
        number = words.number(end)
        if words.item(number.end if number else end, "people"):
            return True
        if not _is_name(words, end):
            return False
        index = end + 1
    return False
