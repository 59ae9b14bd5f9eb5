"""The fields that the socket's frames and the HTTP bodies have in common, with the words for what is wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.types import Attribution, Guest

MAX_TEXT_CHARS = 2_000
MAX_URL_CHARS = 2_048
UTM_NAMES = ("source", "medium", "campaign", "content", "term")
_UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


class Fields(BaseModel):
    """Refuses fields that nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _is_text(value: object) -> object:
    """Days and ids are text; pydantic would also read numbers as such."""
    if not isinstance(value, str):
        raise PydanticCustomError("text", "it must be text")
    return value


def _guest_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise PydanticCustomError("blank", "it is empty; write something")
    if len(text) > MAX_TEXT_CHARS:
        raise PydanticCustomError("too_long", "it is too long; 2,000 characters at most")
    return _printable(text)


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise PydanticCustomError("control", "it holds control characters; only line breaks and tabs may be used")
    return text


def _locale(locale: str | None) -> str | None:
    """A page's `lang` may be anything: one that is no BCP 47 tag counts as none."""
    return locale if locale and _LOCALE.fullmatch(locale) else None


def _utm(values: dict[str, str]) -> dict[str, str]:
    short = {name.removeprefix("utm_"): value for name, value in values.items()}
    for name in short:
        if name not in UTM_NAMES:
            raise PydanticCustomError("utm", "only {names} are known", {"names": ", ".join(UTM_NAMES)})
    return short


def _none_if_empty(value: str | None) -> str | None:
    return value or None


GuestText = Annotated[str, AfterValidator(_guest_text)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_printable)]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_printable)
]
Contact = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_printable)] | None,
    AfterValidator(_none_if_empty),
]
Url = Annotated[
    Annotated[str, StringConstraints(max_length=MAX_URL_CHARS), AfterValidator(_printable)] | None,
    AfterValidator(_none_if_empty),
]
Locale = Annotated[Annotated[str, StringConstraints(max_length=100)] | None, AfterValidator(_locale)]
Utm = Annotated[dict[str, Line], Field(max_length=10), AfterValidator(_utm)]
MessageId = Annotated[str, StringConstraints(pattern=_UUID, max_length=36)]
Day = Annotated[date, BeforeValidator(_is_text), Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]
Id = Annotated[UUID, BeforeValidator(_is_text)]
Seq = Annotated[int, Field(ge=0, strict=True)]
People = Annotated[int, Field(ge=0, le=1_000, strict=True)]
Party = Annotated[int, Field(ge=1, le=1_000, strict=True)]


class GuestFields(Fields):
    name: Name
    email: Contact = None
    phone: Contact = None

    def guest(self) -> Guest:
        return Guest(self.name, self.email, self.phone)


def attribution(utm: dict[str, str], landing_page: str | None, referrer: str | None) -> Attribution:
    known = {name: value for name, value in utm.items() if value}
    return Attribution(known, landing_page=landing_page, referrer=referrer)


def problem(error: Any) -> tuple[str, str]:
    """One of pydantic's errors as (field, what is wrong), in English and without what was sent."""
    place = [str(part) for part in error["loc"]]
    kind, message = error["type"], error["msg"]
    if kind == "string_pattern_mismatch" and error["ctx"]["pattern"] == _UUID:
        message = "it must be a UUID"
    return ".".join(place), message[:1].lower() + message[1:]
