"""Reads a guest's name, e-mail address and telephone number out of a message; abstains rather than guesses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.words import folding
from plugins.concierge import names

MAX_NAME_CHARS = 80
MAX_NAME_WORDS = 6
MAX_LINE_CHARS = 300  # a name with all that is said around it
MIN_DIGITS, MAX_DIGITS = 7, 15  # ITU-T E.164 allows fifteen

# The forms people have: RFC 5321 allows more, but nobody types a quoted local part into a chat.
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@-])"
)
_PHONE = re.compile(r"(?<![\w@./])(?:\+|00)?\(?\d[\d \u00a0().-]{4,24}\d(?![\w@/])")
_DATE = re.compile(r"^\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}$")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")
_PARTICLES = frozenset("da de del della der di do dos du la las le los van von zu y".split())
_STATED = re.compile(rf"(?<!\w)(?:{names.any_of('stated')})(?!\w)\s*:?\s*")
_LEAD = re.compile(rf"^\W*(?:(?:{names.any_of('leads')})(?!\w)[\s,:]*)+")
_TAIL = re.compile(rf"[\s,;.!]*(?:(?<!\w)(?:{names.any_of('tails')})(?!\w)[\s,;.!]*)*$")
_LABELS = re.compile(rf"(?:(?<!\w)(?:{names.any_of('labels')})(?!\w)[\s:,.]*)+$")


@dataclass(frozen=True, slots=True)
class Contact:
    """What a message gives; `bad_email` and `bad_phone`: something was meant to be one and is not."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    bad_email: bool = False
    bad_phone: bool = False


def read(text: str, asked: str | None) -> Contact:
    """What a message gives of name, e-mail and telephone.

    Args:
        asked: what the guest was asked for; only then are bare words a name, and bare digits a telephone gone wrong.
    """
    email = _EMAIL.search(text)
    rest = _EMAIL.sub("\n", text)
    phone = next((found for found in _PHONE.finditer(rest) if _is_phone(found.group())), None)
    rest = rest if phone is None else rest[: phone.start()] + "\n" + rest[phone.end() :]
    digits = sum(char.isdigit() for char in rest)
    name = _name(rest, bare=asked == "name") or (_signed(text[: email.start()]) if email else None)
    return Contact(
        name=name,
        email=email.group() if email else None,
        phone=" ".join(phone.group().split()) if phone else None,
        bad_email=email is None and "@" in text,
        bad_phone=asked == "contact" and phone is None and email is None and digits >= 4,
    )


def _is_phone(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return MIN_DIGITS <= digits <= MAX_DIGITS and not _DATE.match(text.strip())


def _name(text: str, *, bare: bool) -> str | None:
    stated = _STATED.search(folding.bare(text))
    if stated and len(folding.bare(text)) == len(text):  # ligatures change it
        return _plausible(text[stated.end() :].split("\n")[0])
    if not bare or "?" in text:
        return None
    return next((name for line in re.split(r"[\n;]", text) if (name := _plausible(line))), None)


def _signed(before: str) -> str | None:
    """A full name right before an e-mail address: "… from 3 to 10 July. Ana López, ana@example.com"."""
    parts = [part for part in re.split(r"[.,;:\n()]", before) if part.strip()]
    name = _plausible(parts[-1]) if parts else None
    words = name.split() if name and name in before else []
    return name if len(words) > 1 and all(word[0].isupper() or word in _PARTICLES for word in words) else None


def _plausible(text: str) -> str | None:
    """The text as a name, when every word of it could be part of one."""
    text = _cut(text, _LEAD.match(folding.bare(text))).split(",")[0]
    if len(text) > MAX_LINE_CHARS:
        return None
    for around in (_TAIL, _LABELS):
        text = _cut(text, around.search(folding.bare(text)))
    text = text.strip(" .,:-–")
    words = text.split()
    if not 1 <= len(words) <= MAX_NAME_WORDS or not 2 <= len(text) <= MAX_NAME_CHARS:
        return None
    if not all(_LETTERS.fullmatch(word) for word in words):
        return None
    if any(folding.bare(word).strip(".'") in names.words("not_names") for word in words):
        return None
    if text.islower():
        words = [word if word in _PARTICLES else word.capitalize() for word in words]
    return " ".join(words)


def _cut(text: str, found: re.Match[str] | None) -> str:
    """The text without what was found at its beginning or its end in its folded form."""
    folded = folding.bare(text)
    if not found or not found.group() or len(folded) != len(text):
        return text  # folding may change lengths (ligatures): then the words stand alone
    return text[found.end() :] if found.start() == 0 and found.end() < len(text) else text[: found.start()]
