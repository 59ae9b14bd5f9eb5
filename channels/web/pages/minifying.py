"""JavaScript as small as it gets without changing what it does: no comments, no blanks, short names.

Made for one source, our own widget, and for how that is written: every statement ends in a semicolon, none is empty.
The tests drive the result, not the source. It knows no grammar, only tokens; where a token could mean two things, it
is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise, product
from string import ascii_letters

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<sign>\?\.(?!\d)|\.\.\.|=>|\*\*|[-+*/%&|^]=|\+\+|--|\S)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_PIECE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_OPERAND_ENDS = frozenset({")", "]", "}"})  # after these a slash divides
_WORDS = frozenset(  # that are no names
    "async await break case catch class const continue default delete do else extends false finally for from function"
    " get if in instanceof let new null of return set static super switch this throw true try typeof undefined var void"
    " while yield".split()
)


@dataclass(slots=True)
class _Token:
    kind: str  # text, name, number, sign
    text: str
    inside: str = ""  # the innermost open bracket
    blank: bool = False  # whether blanks came before it


def minified(source: str) -> str:
    tokens = list(_tokens(source))
    short = _short_names(tokens)
    written: list[str] = []
    end = ""  # the last character written
    for token in tokens:
        text = short.get(token.text, token.text) if token.kind == "name" else token.text
        if (text == "}" and end == ";") or (text in _OPERAND_ENDS and end == ","):
            written.pop()  # a bracket ends what stands in it
        elif token.blank and _joins(end, text[0]):
            written.append(" ")
        written.append(text)
        end = text[-1]
    return "".join(written)


def _joins(end: str, start: str) -> bool:
    """Whether two tokens would become another one without a blank between them."""
    return (_is_word(end) and _is_word(start)) or (end == start and end in "+-")


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in ("_", "$")


def _tokens(source: str) -> Iterator[_Token]:
    """The code's tokens. A template literal is several: its pieces of text (with their marks) and what is between."""
    position, blank = 0, False
    brackets: list[str] = []
    last = ""
    while position < len(source):
        token: _Token | None = None
        if source[position] == "`" or (source[position] == "}" and brackets and brackets[-1] == "${"):
            if source[position] == "}":
                brackets.pop()
            piece = _PIECE.match(source, position + 1)
            assert piece is not None  # noqa: S101  # it may be empty
            closed = source[piece.end()] == "`"
            position, start = piece.end() + (1 if closed else 2), position
            token = _Token("text", source[start:position], blank=False)
            if not closed:
                brackets.append("${")
        elif source[position] == "/" and _regex_may_follow(last) and (found := _REGEX.match(source, position)):
            position, token = found.end(), _Token("text", found[0])
        else:
            match = _TOKEN.match(source, position)
            assert match is not None  # noqa: S101  # any character is a sign
            position = match.end()
            kind = str(match.lastgroup)
            if kind == "blank":
                blank = True
                continue
            token = _Token(kind, match[0])
        _place(token, brackets)
        token.blank, blank = blank, False
        last = token.text
        yield token


def _place(token: _Token, brackets: list[str]) -> None:
    if token.kind == "sign" and token.text in _OPERAND_ENDS and brackets:
        brackets.pop()
    token.inside = brackets[-1] if brackets else ""
    if token.kind == "sign" and token.text in "([{":
        brackets.append(token.text)


def _regex_may_follow(last: str) -> bool:
    return not last or last in _WORDS or not (_is_word(last[-1]) or last in _OPERAND_ENDS or last[-1] in "\"'`")


# --- names ------------------------------------------------------------------------------------------------------------


def _short_names(tokens: list[_Token]) -> dict[str, str]:
    """{name: a shorter one} for all names that are variables and nothing else wherever they stand.

    Every place of a name is changed alike, to a name that stands nowhere: scopes stay as they were.
    """
    names = Counter(token.text for token in tokens if token.kind == "name")
    declared = {token.text for before, token in pairwise(tokens) if before.text in ("const", "let", "function")}
    ends = [_Token("sign", "")]
    neighbours = zip(ends + tokens, tokens, tokens[1:] + ends, strict=False)
    fixed = {
        token.text for before, token, after in neighbours if token.kind == "name" and _may_be_key(before, token, after)
    }
    chosen = [name for name, _ in names.most_common() if name in declared - fixed - _WORDS and len(name) > 1]
    free = (name for name in _candidates() if name not in names and name not in _WORDS)
    return {name: new for name, new in zip(chosen, free, strict=False) if len(new) < len(name)}


def _may_be_key(before: _Token, token: _Token, after: _Token) -> bool:
    """Whether the name may be that of a property: `a.x`, `{x: 1}`, `{x}`, `{x() {}}`, `{x} = …`, `get x()`."""
    if before.text in (".", "?.", "get", "set") or after.text == ":":
        return True
    return token.inside == "{" and before.text in ("{", ",") and after.text in (",", "}", "=", "(")


def _candidates() -> Iterator[str]:
    """a, b, … Z, aa, ab …"""
    for length in count(1):
        yield from map("".join, product(ascii_letters, repeat=length))
