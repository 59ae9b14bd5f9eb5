"""The bodies of the HTTP API, as OpenAPI shows them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import orjson
from pydantic import BaseModel, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bot.types import JSON, Attribution
from channels.web.fields import (
    Day,
    Fields,
    GuestFields,
    GuestText,
    Id,
    Line,
    Locale,
    MessageId,
    Name,
    People,
    Url,
    Utm,
    attribution,
)

MAX_AMOUNT = Decimal("9999999999.99")


class Body(Fields):
    """A whole body."""

    @model_validator(mode="before")
    @classmethod
    def _is_unicode(cls, value: object) -> object:
        """Python's JSON reads half surrogate pairs, and pydantic would replace them in silence."""
        try:
            orjson.dumps(value)
        except TypeError as error:
            raise PydanticCustomError("not_json", "it holds what no other program can read") from error
        return value


class ChatRequest(Body):
    message: Annotated[GuestText, Field(description="What the visitor says; 2,000 characters at most.")]
    tenant_id: Annotated[Line, Field(min_length=1, description="The tenant's UUID or slug.")]
    session_id: Annotated[Id | None, Field(description="Confirms the cookie's session; opens nothing by itself.")] = (
        None
    )
    id: Annotated[MessageId | None, Field(description="Your own UUID; repeating it gives the same answer.")] = None
    utm: Annotated[Utm, Field(description="source, medium, campaign, content, term.")] = Field(default_factory=dict)
    landing_page: Url = None
    referrer: Url = None
    locale: Annotated[Locale, Field(description="BCP 47, such as es-CO.")] = None

    def attribution(self) -> Attribution:
        return attribution(self.utm, self.landing_page, self.referrer)


class VisitRequest(Body):
    tenant_id: Annotated[Line, Field(min_length=1, description="The tenant's UUID or slug.")]
    utm: Annotated[Utm, Field(description="source, medium, campaign, content, term.")] = Field(default_factory=dict)
    landing_page: Url = None
    referrer: Url = None

    def attribution(self) -> Attribution:
        return attribution(self.utm, self.landing_page, self.referrer)


class ReservationFields(Fields):
    external_reference: Annotated[Name, Field(description="The booking system's own id; repeating it is harmless.")]
    unit_id: Id | None = None
    check_in: Day
    check_out: Day
    adults: People
    children: People = 0
    total_amount: Annotated[Decimal, Field(ge=0, le=MAX_AMOUNT, decimal_places=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), Field(description="ISO 4217.")]
    guest: GuestFields

    @model_validator(mode="after")
    def _makes_sense(self) -> ReservationFields:
        if self.check_out <= self.check_in:
            raise PydanticCustomError("dates", "check_out must come after check_in")
        if self.adults + self.children < 1:
            raise PydanticCustomError("party", "adults and children must be at least one together")
        return self

    def row(self) -> JSON:
        """As a row of guest_reservations."""
        return {
            "external_reference": self.external_reference,
            "unit_id": str(self.unit_id) if self.unit_id else None,
            "check_in": self.check_in.isoformat(),
            "check_out": self.check_out.isoformat(),
            "adults": self.adults,
            "children": self.children,
            "total_amount": str(self.total_amount),
            "currency": self.currency,
            "guest_name": self.guest.name,
            "guest_email": self.guest.email,
            "guest_phone": self.guest.phone,
            "status": "confirmed",
        }


class ConvertRequest(Body):
    session_id: Id
    reservation: ReservationFields


class CancelRequest(Body):
    external_reference: Name
    tenant_id: Id | None = None  # whose secret signs; a staff token says it itself


# --- answers ----------------------------------------------------------------------------------------------------


class Source(BaseModel):
    table: str
    id: UUID
    name: str
    content: str
    similarity: float
    pricing: dict[str, Any] | None
    photos: list[dict[str, str]]


class ChatData(BaseModel):
    session_id: UUID
    response: str
    sources: list[Source]
    travel_intent: dict[str, Any] | None
    availability_url: str | None
    suggestions: list[str]
    cards: list[dict[str, Any]]


class ChatResponse(BaseModel):
    success: bool
    data: ChatData


class SessionData(BaseModel):
    session_id: UUID
    created_at: datetime
    expires_at: datetime
    last_activity_at: datetime
    status: str
    speaker: str
    conversation_history: list[dict[str, Any]]
    travel_intent: dict[str, Any]


class SessionResponse(BaseModel):
    success: bool
    data: SessionData


class ConvertData(BaseModel):
    session_id: UUID
    reservation_id: UUID
    external_reference: str
    status: str
    unit_id: UUID | None
    check_in: date
    check_out: date
    adults: int
    children: int
    total_amount: float
    currency: str


class ConvertResponse(BaseModel):
    success: bool
    data: ConvertData


class CancelData(BaseModel):
    reservation_id: UUID
    external_reference: str
    status: str


class CancelResponse(BaseModel):
    success: bool
    data: CancelData


class ErrorResponse(BaseModel):
    success: bool
    error: str
    message: str
    error_id: str
