"""JSON as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from bot.offers.wire.actions import read_action
from bot.offers.wire.intent import read_intent
from bot.offers.wire.scalars import count, day, decimal, objects, text, texts, uuid
from bot.offers.wire.writing import KNOWLEDGE
from bot.types import Card, CardAction, Content, Link, NightlyRate, Photo, PriceLine, Pricing, Quote, Source

_NOTHING = Content()


def read_content(payload: Any) -> Content:
    """What the ledger keeps beside a text, or a client was sent of it. An empty payload is an empty content."""
    if not isinstance(payload, Mapping) or not payload:
        return _NOTHING
    journey = payload.get("travel_intent")
    return Content(
        action=read_action(payload.get("action")),
        cards=tuple(_cards(payload.get("cards"))),
        suggestions=texts(payload.get("suggestions")),
        link=_link(payload.get("link")),
        sources=read_sources(payload.get("sources")),
        availability_url=text(payload.get("availability_url")),
        intent=read_intent(journey) if isinstance(journey, Mapping) else None,
        captured=texts(journey.get("captured_this_message")) if isinstance(journey, Mapping) else (),
        author=text(payload.get("author")),
        edits=count(payload.get("edits")),
        deleted=payload.get("deleted") is True,
        edited=payload.get("edited") is True,
        notice=_notice(payload.get("notice")),
    )


def read_sources(value: Any) -> tuple[Source, ...]:
    return tuple(_sources(value))


def _sources(value: Any) -> Iterator[Source]:
    for item in objects(value):
        id_, name = uuid(item.get("id")), text(item.get("name"))
        if id_ is None or name is None:
            continue
        yield Source(
            id=id_,
            name=name,
            content=text(item.get("content")) or "",
            similarity=float(decimal(item.get("similarity")) or 0),
            pricing=_pricing(item.get("pricing")),
            photos=_photos(item.get("photos")),
            is_unit=item.get("table") != KNOWLEDGE,
        )


def _cards(value: Any) -> Iterator[Card]:
    for item in objects(value):
        unit_id, name = uuid(item.get("unit_id")), text(item.get("name"))
        if unit_id is None or name is None:
            continue
        yield Card(
            unit_id=unit_id,
            name=name,
            photos=_photos(item.get("photos")),
            unit_type=text(item.get("unit_type")),
            max_guests=count(item.get("max_guests")),
            price_night=decimal(item.get("price_night")),
            currency=text(item.get("currency")),
            quote=_quote(item.get("quote"), unit_id),
            highlights=texts(item.get("highlights")),
            actions=tuple(_buttons(item.get("actions"))),
            price_lines=tuple(_price_lines(item.get("price_lines"))),
        )


def _buttons(value: Any) -> Iterator[CardAction]:
    for item in objects(value):
        action, label = text(item.get("action")), text(item.get("label"))
        if action and label:
            yield CardAction(action, label)


def _price_lines(value: Any) -> Iterator[PriceLine]:
    for item in objects(value):
        if amount := text(item.get("amount")):
            yield PriceLine(text(item.get("label")) or "", amount)


def _photos(value: Any) -> tuple[Photo, ...]:
    return tuple(Photo(url, text(item.get("alt")) or "") for item in objects(value) if (url := text(item.get("url"))))


def _quote(value: Any, unit_id: UUID) -> Quote | None:
    """None where anything is missing that makes it a price."""
    if not isinstance(value, Mapping):
        return None
    check_in, check_out = day(value.get("check_in")), day(value.get("check_out"))
    nights, total, currency = count(value.get("nights")), decimal(value.get("total")), text(value.get("currency"))
    if check_in is None or check_out is None or nights is None or total is None or currency is None:
        return None
    return Quote(
        unit_id=uuid(value.get("unit_id")) or unit_id,
        check_in=check_in,
        check_out=check_out,
        nights=nights,
        rates=tuple(_rates(value.get("rates"))),
        accommodation=_amount(value.get("accommodation")),
        cleaning_fee=_amount(value.get("cleaning_fee")),
        total=total,
        currency=currency,
        below_min_nights=count(value.get("below_min_nights")),
    )


def _rates(value: Any) -> Iterator[NightlyRate]:
    for item in objects(value):
        price, nights = decimal(item.get("price")), count(item.get("nights"))
        if price is not None and nights is not None:
            yield NightlyRate(text(item.get("season")), price, nights)


def _pricing(value: Any) -> Pricing | None:
    base = decimal(value.get("base_price_night")) if isinstance(value, Mapping) else None
    currency = text(value.get("currency")) if isinstance(value, Mapping) else None
    if base is None or currency is None:
        return None
    return Pricing(
        base, currency, min_nights=count(value.get("min_nights")) or 1, cleaning_fee=_amount(value.get("cleaning_fee"))
    )


def _amount(value: Any) -> Decimal:
    return decimal(value) or Decimal(0)


def _link(value: Any) -> Link | None:
    url = text(value.get("url")) if isinstance(value, Mapping) else None
    return Link(text(value.get("label")) or url, url) if url else None


def _notice(value: Any) -> Literal["joined", "left", "waiting"] | None:
    return value if value in ("joined", "left", "waiting") else None
