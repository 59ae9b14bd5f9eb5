"""The socket's frames (ARCHITECTURE.md §6.1): pure translations between JSON text and the core's values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Annotated, Any, Literal

import orjson
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from bot.news.followers import Delta, SpeakerChanged, Typing
from bot.offers import wire
from bot.types import JSON, Action, Attribution, BookingRequest, LedgerMessage, Tenant
from channels.web.fields import (
    Day,
    Fields,
    GuestFields,
    GuestText,
    Id,
    Line,
    Locale,
    MessageId,
    Party,
    People,
    Seq,
    Url,
    Utm,
    attribution,
    problem,
)
from channels.web.html import markdown_html, plain_html

MAX_FRAME_BYTES = 16 * 1024
MAX_ACTION_FIELDS = 10
VERSION = 1


class BadFrame(Exception):
    """A frame that cannot be taken; `id` is the client's own, where it could be read."""

    def __init__(self, code: Literal["bad_frame", "too_long"], detail: str, id_: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.id = id_


# --- from the client --------------------------------------------------------------------------------------------


class HelloFrame(Fields):
    type: Literal["hello"]
    v: Literal[1]
    tenant: Annotated[str, Field(min_length=1, max_length=100)]
    token: Annotated[str, Field(max_length=200)] | None = None
    last_seq: Seq = 0
    locale: Locale = None
    utm: Utm = Field(default_factory=dict)
    landing_page: Url = None
    referrer: Url = None
    last_utm: Utm | None = None  # of the latest visit through a campaign; `utm` is then the first's

    def attribution(self, *, is_new: bool) -> Attribution:
        """Of a session that begins: its first and its last touch. Of one that goes on: the latest."""
        if self.last_utm is None:  # the client does not tell them apart
            return attribution(self.utm, self.landing_page, self.referrer)
        if is_new:
            first = attribution(self.utm, self.landing_page, self.referrer)
            return replace(first, last_utm=attribution(self.last_utm, None, None).utm)
        return attribution(self.last_utm, None, None)


class MessageFrame(Fields):
    type: Literal["message"]
    id: MessageId
    text: GuestText


class ActionFrame(Fields):
    """A pressed button. Further fields (plain values) are handed on with it."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Line | int | float | bool | None]

    type: Literal["action"]
    id: MessageId
    action: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    unit_id: Id | None = None
    text: Line | None = None  # what the button says

    def pressed(self) -> Action | None:
        return wire.read_action(self.model_dump(mode="json", exclude={"type", "id", "text"}))

    def label(self) -> str:
        return self.text or self.action.replace("_", " ").capitalize()


class BookingFrame(Fields):
    type: Literal["booking"]
    id: MessageId
    unit_id: Id
    check_in: Day
    check_out: Day
    guests: Party
    adults: People | None = None
    children: People | None = None
    guest: GuestFields

    def request(self) -> BookingRequest:
        return BookingRequest(
            self.unit_id, self.check_in, self.check_out, self.guests, self.guest.guest(), self.adults, self.children
        )


class LinkFrame(Fields):
    """The visitor wants to go on in another channel."""

    type: Literal["link"]
    id: MessageId
    channel: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


class UnlinkFrame(Fields):
    type: Literal["unlink"]
    id: MessageId


class TypingFrame(Fields):
    type: Literal["typing"]


class ReadFrame(Fields):
    type: Literal["read"]
    seq: Seq


class PingFrame(Fields):
    type: Literal["ping"]


ClientFrame = (
    HelloFrame
    | MessageFrame
    | ActionFrame
    | BookingFrame
    | LinkFrame
    | UnlinkFrame
    | TypingFrame
    | ReadFrame
    | PingFrame
)
_CLIENT_FRAME: TypeAdapter[ClientFrame] = TypeAdapter(Annotated[ClientFrame, Field(discriminator="type")])
_KNOWN = "hello, message, action, booking, link, unlink, typing, read, ping"


def read_frame(text: str) -> ClientFrame:
    """Raises BadFrame, with what is wrong and what is right."""
    if len(text) * 4 > MAX_FRAME_BYTES and len(text.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
        raise BadFrame("too_long", f"the frame is too long; {MAX_FRAME_BYTES // 1024} KiB at most", _id(text))
    try:
        frame = _CLIENT_FRAME.validate_json(text)
    except ValidationError as error:
        raise _explained(error, text) from None
    if isinstance(frame, ActionFrame) and len(frame.model_extra or ()) > MAX_ACTION_FIELDS:
        raise BadFrame("bad_frame", f"action: {MAX_ACTION_FIELDS} further fields at most", frame.id)
    return frame


def _explained(error: ValidationError, text: str) -> BadFrame:
    first = error.errors(include_url=False, include_input=False)[0]
    place, message = problem(first)
    kind = first["type"]
    code: Literal["bad_frame", "too_long"] = "too_long" if kind == "too_long" else "bad_frame"
    field = place.partition(".")[2]
    if kind == "union_tag_not_found":
        detail = f'the field "type" is missing; known types are {_KNOWN}'
    elif kind == "union_tag_invalid":
        detail = f"unknown type; known are {_KNOWN}"
    elif kind == "missing":
        detail = f'{place.partition(".")[0]}: the field "{field}" is missing'
    elif kind == "extra_forbidden":
        detail = f'{place.partition(".")[0]}: there is no field "{field[:64]}"; remove it'
    elif place:
        detail = f"{place[:200]}: {message}"
    elif kind == "json_invalid":
        detail = message + ("; half a surrogate pair is no character" if "hex escape" in message else "")
    else:
        detail = f"{message}; send a JSON object"
    return BadFrame(code, detail, _id(text))


def _id(text: str) -> str | None:
    """The client's id in a frame that is otherwise wrong: without it the client could only repeat the frame.

    The standard library's parser, because it reads half surrogate pairs, which a browser writes for a cut-off emoji.
    """
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return None
    id_ = frame.get("id") if isinstance(frame, dict) else None
    return id_ if isinstance(id_, str) and id_.isascii() and len(id_) <= 64 else None


# --- to the client ----------------------------------------------------------------------------------------------

PONG = '{"type":"pong"}'


def encode(frame: JSON) -> str:
    """Keys are sorted: what is read back from the database has lost its order, and a message is the same bytes live,
    after a reconnect and on any node."""
    return orjson.dumps(frame, option=orjson.OPT_UTC_Z | orjson.OPT_SORT_KEYS).decode()


def message_json(message: LedgerMessage) -> JSON:
    """A message of the ledger as every client of its session sees it."""
    frame: JSON = {
        "type": "message",
        "seq": message.seq,
        "id": message.id,
        "role": message.role,
        "text": message.text,
        "html": plain_html(message.text) if message.role == "user" else markdown_html(message.text),
        "created_at": message.created_at.astimezone(UTC),
    }
    if message.role != "user":
        frame["reply_to"] = message.reply_to
        frame |= wire.client_json(message.content)
    return frame


def event_json(event: LedgerMessage | Delta | Typing | SpeakerChanged) -> JSON:
    if isinstance(event, LedgerMessage):
        return message_json(event)
    if isinstance(event, Delta):
        return {"type": "delta", "reply_to": event.reply_to, "text": event.text}
    if isinstance(event, Typing):
        return {"type": "typing", "role": event.role}
    return {"type": "speaker", "speaker": event.speaker, "name": event.name}


def accepted(id_: str, seq: int) -> str:
    return encode({"type": "accepted", "id": id_, "seq": seq})


def linked(channels: Sequence[str]) -> str:
    return encode({"type": "linked", "channels": channels})


def error(code: str, detail: str, **more: Any) -> str:
    """`more`: id, retry_after_s, error_id; those that are None are left out."""
    return encode({"type": "error", "code": code, "detail": detail, **{k: v for k, v in more.items() if v is not None}})


def booked(id_: str, row: JSON) -> str:
    """A row of guest_reservations as the answer to a `booking` frame."""
    kept = ("status", "unit_id", "check_in", "check_out", "total_amount", "currency", "external_reference")
    return encode(
        {
            "type": "booked",
            "id": id_,
            "reservation_id": row["id"],
            **{name: row[name] for name in kept},
            "guests": row["adults"] + row["children"],
        }
    )


def tenant_json(tenant: Tenant) -> JSON:
    return {
        "slug": tenant.slug,
        "name": tenant.name,
        "locale": tenant.locale,
        "currency": tenant.currency,
        "brand": dict(tenant.brand),
    }
