"""E-mail addresses and telephone numbers in what a guest writes."""

from __future__ import annotations

import re

MIN_DIGITS, MAX_DIGITS = 7, 15  # ITU-T E.164 allows fifteen

# The forms people have: RFC 5321 allows more, but nobody types a quoted local part into a chat.
EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@-])"
)
PHONE = re.compile(r"(?<![\w@./])(?:\+|00)?\(?\d[\d \u00a0().-]{4,24}\d(?![\w@/])")
_DATE = re.compile(r"^\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}$")
_DAY = r"\d{1,2}\.\d{1,2}\.?(?:\d{2,4})?"
_DAYS = re.compile(rf"^{_DAY}(?:\s*-\s*|\s+){_DAY}$")  # "14.03.-19.03."


def phone_in(text: str) -> re.Match[str] | None:
    """The first telephone number."""
    return next((found for found in PHONE.finditer(text) if _is_phone(found.group())), None)


def has_address(text: str) -> bool:
    """Whether somebody can be reached by what is written."""
    return EMAIL.search(text) is not None or phone_in(text) is not None


def _is_phone(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    is_date = _DATE.match(text.strip()) or _DAYS.match(text.strip())
    return MIN_DIGITS <= digits <= MAX_DIGITS and not is_date
