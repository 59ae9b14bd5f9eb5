"""Reads a guest's name, e-mail address, telephone number and booking reference; abstains rather than guesses."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from bot.words import folding
from bot.words.addresses import EMAIL, phone_in
from plugins.concierge import names

MAX_NAME_CHARS = 80
MAX_NAME_WORDS = 6
SURE_WORDS = 2  # of a name, behind which one may be any word: "Rita Fonseca Dias"
MAX_LINE_CHARS = 300  # a name with all that is said around it
MIN_CODE_DIGITS = 3

_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")
_PARTICLES = frozenset("da de del della der di do dos du la las le los van von zu y".split())
_STATED = re.compile(rf"(?<!\w)(?:{names.any_of('stated')})(?!\w)\s*:?\s*")
_SAID = re.compile(rf"(?<!\w)(?:{names.any_of('leads')})(?!\w)\s+")
_LEAD = re.compile(rf"^\W*(?:(?:{names.any_of('leads')})(?!\w)[\s,:]*)+")
_TAIL = re.compile(rf"[\s,;.!]*(?:(?<!\w)(?:{names.any_of('tails')})(?!\w)[\s,;.!]*)*$")
_LABELS = re.compile(rf"(?:(?<!\w)(?:{names.any_of('labels')})(?!\w)[\s:,.]*)+$")
_BREAKS = re.compile(rf"(?<=\w)\s+(?:{names.any_of('breaks')})(?!\w)\s")
_AROUND = "|".join(names.any_of(key) for key in ("leads", "stated", "tails", "labels", "titles", "references"))
_FILLING = re.compile(rf"\W*+(?:(?>(?:{_AROUND})(?!\w))\W*+)*+")  # possessive: it never goes back
_TITLE = re.compile(rf"^\W*(?:{names.any_of('titles')})(?!\w)")
_SENTENCES = re.compile(r"[\n;]|(?<=[^\W\d]{2})(?<![SMDsmd]r)[.!]\s")
_PARTS = re.compile(r"[,;:\n()!?¡¿·]|(?<=[^\W\d]{2})(?<![SMDsmd]r)\.(?:\s|$)|\s[-–]\s")
_LINES = re.compile(r"(?<=[?!.\n])\s")
_HOUR = re.compile(
    r"(?<![\d.,/-])(?:[01]?\d|2[0-4])(?:[:.h]\d{2})?(?![\d.,/-]*\d)\s*(?:h|uhr|am|pm|hrs)?(?!\w)", re.IGNORECASE
)
# "HM-48213", "LB-2QU3IQX4", "AB3312"; or any number behind a word for bookings ("Buchung 44812").
_CODE = re.compile(r"(?<![\w@.-])(?=[A-Za-z0-9-]*\d)[A-Za-z]{1,4}(?:-[A-Za-z0-9]{3,12}|\d{4,10})(?![\w@-])")
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{names.any_of('references')})(?!\w)[\s:.#°º]*(?:{names.any_of('labels')}|no|n|nr)?[\s:.#°º]*"
    r"(?P<code>[a-z]{0,4}-?\d[a-z0-9-]{2,12})(?![\w@])"
)
_NUMBER = re.compile(
    r"(?<!\w)(?:nr|n[º°]|nro|num|numero|number|nummer)[\s.:]*(?P<code>\d{4,10})(?![\w@]|[ -]?\d)"
)  # "Nr. 48213"
_BARE_CODE = re.compile(r"(?<![\w@.+/-])(?!(?:19|20)\d\d(?!\d))\d{4,10}(?![\w@/-]|\.\w)")

RENAMED = "renamed"
Asked = Literal["name", "renamed", "contact", "details"] | str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """What a message gives; `bad_email` and `bad_phone`: something was meant to be one and is not."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    reference: str | None = None
    bad_email: bool = False
    bad_phone: bool = False

    @property
    def reaches(self) -> bool:
        """Whether the guest can be reached by it."""
        return bool(self.email or self.phone)

    @property
    def given(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.name, self.reference, self.email, self.phone)))


def read(text: str, asked: Asked, homes: Collection[str] = ()) -> Contact:
    """What a message gives of name, e-mail, telephone and booking reference.

    Args:
        asked: what the guest was asked for; only then are bare words a name, and bare digits a telephone gone wrong.
            "renamed": the guest speaks of the name; "details": whatever the team needs. homes: names of homes, folded:
            they are nobody's.
    """
    email = EMAIL.search(text)
    rest = EMAIL.sub("\n", text)
    reference = _reference(rest, bare=asked == "details")
    rest = rest.replace(reference, "\n") if reference else rest
    phone = phone_in(rest)
    rest = rest if phone is None else rest[: phone.start()] + "\n" + rest[phone.end() :]
    digits = sum(char.isdigit() for char in rest)
    name = _name(rest, asked) or (_signed(text[: email.start()]) if email else None)
    if name is None and (asked == "details" or email or phone or reference):
        name = _beside(rest, homes, alone=asked == "details" or phone is not None)
    return Contact(
        name=name,
        email=email.group() if email else None,
        phone=" ".join(phone.group().split()) if phone else None,
        reference=reference,
        bad_email=email is None and "@" in text,
        bad_phone=asked == "contact" and phone is None and email is None and digits >= 4,
    )


def signed(text: str, homes: Collection[str] = ()) -> str | None:
    """A full name that a message ends with, behind what it says: "book it for us, 1-7 Oct, Dave Hargreaves"."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    return _titled(parts[-1], homes, least=2) if len(parts) > 1 else None


def full_name(text: str, homes: Collection[str] = ()) -> str | None:
    """The full name that is all a message says: "Rossi Elena"."""
    parts = [part for part in _PARTS.split(text) if part.strip() and not is_filling(part)]
    return _titled(parts[0], homes, least=2) if len(parts) == 1 and "?" not in text else None


def led(text: str, homes: Collection[str] = ()) -> str | None:
    """A full name behind a word that leads to one: "book it for Jan Petersen"."""
    return next((name for part in _PARTS.split(text) if (name := _led(part, homes))), None)


def _reference(text: str, *, bare: bool) -> str | None:
    """A booking's code as it is written."""
    folded = folding.bare(text)
    numbered = _NUMBERED.search(folded) or (None if phone_in(text) else _NUMBER.search(folded))
    if numbered and len(folded) == len(text):
        code = text[numbered.start("code") : numbered.end("code")]
        if sum(char.isdigit() for char in code) >= MIN_CODE_DIGITS:
            return code
    found = _CODE.search(text) or (_BARE_CODE.search(text) if bare and phone_in(text) is None else None)
    is_code = found and sum(char.isdigit() for char in found.group()) >= MIN_CODE_DIGITS
    return found.group() if found and is_code else None


def _name(text: str, asked: Asked) -> str | None:
    folded = folding.bare(text)
    if len(folded) == len(text):  # ligatures change it
        said = (_SENTENCES.split(text[stated.end() :])[0] for stated in _STATED.finditer(folded))
        if name := next((name for rest in said if (name := _plausible(rest, unbroken=1))), None):
            return name
    return _answered(text, is_asked=asked == "name") if asked in ("name", RENAMED) else None


def _answered(text: str, *, is_asked: bool) -> str | None:
    """The name in an answer: a full one as names are written, whatever is said around it ("Fernando Cárdenas. oye,
    ¿…?"), or, where it was asked for, all that the message says."""
    parts = [part for part in _PARTS.split(text) if part.strip() and not is_filling(part)]
    if is_asked and (turned := _turned(parts)):
        return turned
    if is_asked and parts and (first := _titled(_written(parts[0]), (), least=2)):
        return first  # "Jan Petersen hab ich doch gesagt"
    if name := next((name for part in parts if (name := _titled(part, (), least=2) or _led(part, ()))), None):
        return name
    return _plausible(parts[0]) if is_asked and len(parts) == 1 and "?" not in text else None


def _turned(parts: Sequence[str]) -> str | None:
    """A surname and a first name: "Huber, Tobias"."""
    words = [_titled(part, (), least=1) for part in parts if len(part.split()) == 1]
    return f"{words[1]} {words[0]}" if len(words) == len(parts) == 2 and all(words) else None


def _led(part: str, homes: Collection[str]) -> str | None:
    """A full name behind words that lead to one: "entonces soy Ana Gil", "Anfrage auf Ana Gil"."""
    folded = folding.bare(part)
    if len(folded) != len(part):
        return None
    rests = (_written(part[lead.end() :]) for lead in _SAID.finditer(folded))
    return next((name for rest in rests if (name := _titled(rest, homes, least=2))), None)


def _written(text: str) -> str:
    """The words that a text begins with, as far as they are written like a name's."""
    words = text.split()
    end = next((n for n, word in enumerate(words) if not _is_written([word])), len(words))
    return " ".join(words[:end])


def beside(text: str, found: Contact) -> list[str]:
    """What is said beside name, e-mail and number: no question, and not what holds any of them."""
    for value in filter(None, (found.email, found.phone, found.reference)):
        text = text.replace(value, "\n")
    parts = [part.strip() for line in _LINES.split(text) if "?" not in line for part in _PARTS.split(line)]
    return [part for part in parts if part and not is_filling(part) and not any(value in part for value in found.given)]


def has_hour(text: str) -> bool:
    """Whether an hour is named: "plutôt après 18h", "dopo le 18"."""
    return _HOUR.search(text) is not None


def is_filling(text: str) -> bool:
    """Whether only such words stand there as stand around names, addresses and numbers."""
    return _FILLING.fullmatch(folding.bare(text)) is not None


def is_only(text: str, found: Contact) -> bool:
    """Whether a part of a message gives what was found, and says nothing else."""
    rest = folding.bare(text)
    for value in found.given:
        rest = rest.replace(folding.bare(value), " ")
    return rest != folding.bare(text) and is_filling(rest)


def _signed(before: str) -> str | None:
    """A full name right before an e-mail address: "… from 3 to 10 July. Ana López, ana@example.com"."""
    parts = [part for part in re.split(r"[.,;:\n()]", before) if part.strip()]
    name = _plausible(parts[-1]) if parts else None
    words = name.split() if name and name in before else []
    return name if len(words) > 1 and _is_written(words) else None


def _beside(rest: str, homes: Collection[str], *, alone: bool) -> str | None:
    """A name among addresses, numbers and what else is said: full, with a title ("Frau Özdemir"), said to be one
    ("soy Bruno"), or the last word of all ("…, Bruno")."""
    parts = [part for part in _PARTS.split(rest) if part.strip()]
    if alone and len(parts) > 1 and (turned := _turned(parts[:2])):
        return turned
    for read_part in (partial(_titled, homes=homes, least=2), partial(_led, homes=homes)):
        if name := next((name for part in parts if (name := read_part(part))), None):
            return name
    ends = [part for part in (*parts[-1:], *parts[:1]) if len(part.split()) == 1] if alone else []
    return next((name for part in ends if (name := _titled(part, homes, least=1))), None)


def _titled(part: str, homes: Collection[str], *, least: int) -> str | None:
    """A part of a message as a name written like one."""
    folded = folding.bare(part)
    name = _plausible(part)
    if name is None or name not in part:
        return None
    words = [word for word in name.split() if word not in _PARTICLES]
    is_said = bool(_TITLE.match(folded)) or (name[0].isupper() and bool(_LEAD.match(folded)))
    if not words or not _is_written(words) or (len(words) < least and not is_said):
        return None
    known = folding.bare(name)
    is_home = any(known in home for home in homes) or any(folding.bare(word) in names.words("common") for word in words)
    return None if is_home else name


def _is_written(words: list[str]) -> bool:
    """Whether the words are written like a name's."""
    return all(word[0].isupper() or word in _PARTICLES for word in words)


def _plausible(text: str, *, unbroken: int = 2) -> str | None:
    """The text as a name, when every word of it could be part of one.

    Args:
        unbroken: words that must stand before what else is said.
    """
    text = _cut(text, _LEAD.match(folding.bare(text))).split(",")[0]
    if len(text) > MAX_LINE_CHARS:
        return None
    text = _unbroken(text, unbroken)
    for around in (_TAIL, _LABELS):
        text = _cut(text, around.search(folding.bare(text)))
    text = text.strip(" .,:-–")
    words = text.split()
    if not 1 <= len(words) <= MAX_NAME_WORDS or not 2 <= len(text) <= MAX_NAME_CHARS:
        return None
    if not all(_LETTERS.fullmatch(word) for word in words):
        return None
    if any(_is_no_name(word) for word in words if words.index(word) < SURE_WORDS or not word[0].isupper()):
        return None
    if text.islower():
        words = [word if word in _PARTICLES else word.capitalize() for word in words]
    return " ".join(words)


def _is_no_name(word: str) -> bool:
    return folding.bare(word).strip(".'") in names.words("not_names")


def _unbroken(text: str, least: int) -> str:
    """A name without what is said behind it: "Rosa Pérez pero no doy el teléfono"."""
    folded = folding.bare(text)
    broken = _BREAKS.search(folded) if len(folded) == len(text) else None
    return text[: broken.start()] if broken and len(text[: broken.start()].split()) >= least else text


def _cut(text: str, found: re.Match[str] | None) -> str:
    """The text without what was found at its beginning or its end in its folded form."""
    folded = folding.bare(text)
    if not found or not found.group() or len(folded) != len(text):
        return text  # folding may change lengths (ligatures): then the words stand alone
    return text[found.end() :] if found.start() == 0 and found.end() < len(text) else text[: found.start()]
