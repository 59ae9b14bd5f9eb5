"""Values as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from bot.offers.wire.actions import action_json
from bot.offers.wire.intent import intent_json
from bot.offers.wire.scalars import number
from bot.types import JSON, Card, Content, Photo, Pricing, Quote, Source

UNITS = "accommodation_units_public"  # the tables of sources
KNOWLEDGE = "knowledge_entries"


def content_json(content: Content) -> JSON:
    """What the ledger keeps beside the text. Empty parts are left out."""
    payload: JSON = {
        "action": action_json(content.action) if content.action else None,
        "cards": [_card(card) for card in content.cards],
        "suggestions": list(content.suggestions),
        "link": _link(content),
        "sources": [_source(source) for source in content.sources],
        "availability_url": content.availability_url,
        "travel_intent": travel_intent_json(content),
        "author": content.author,
        "edits": content.edits,
        "deleted": content.deleted,
        "edited": content.edited,
        "notice": content.notice,
    }
    return {key: value for key, value in payload.items() if value}


def client_json(content: Content) -> JSON:
    """What a client of the session sees of it (§6.1): lists even if they are empty, marks only where there are any."""
    marks: JSON = {
        "link": _link(content),
        "author": content.author,
        "edits": content.edits,
        "deleted": content.deleted,
    }
    return {
        "cards": [_card(card) for card in content.cards],
        "suggestions": content.suggestions,
        "travel_intent": travel_intent_json(content),
        "availability_url": content.availability_url,
        **{key: value for key, value in marks.items() if value},
    }


def answer_json(content: Content) -> JSON:
    """What the answer to a request shows of it (§6.2)."""
    return {
        "sources": [_source(source) for source in content.sources],
        "travel_intent": travel_intent_json(content),
        "availability_url": content.availability_url,
        "suggestions": content.suggestions,
        "cards": [_card(card) for card in content.cards],
    }


def travel_intent_json(content: Content) -> JSON | None:
    """The whole intent, and which fields the messages stated."""
    if content.intent is None:
        return None
    return {**intent_json(content.intent), "captured_this_message": list(content.captured)}


def _card(card: Card) -> JSON:
    return {
        "unit_id": str(card.unit_id),
        "name": card.name,
        "unit_type": card.unit_type,
        "max_guests": card.max_guests,
        "photos": _photos(card.photos),
        "price_night": number(card.price_night),
        "currency": card.currency,
        "quote": quote_json(card.quote) if card.quote else None,
        "highlights": list(card.highlights),
        "actions": [{"action": action.action, "label": action.label} for action in card.actions],
        "price_lines": [{"label": line.label, "amount": line.amount} for line in card.price_lines],
    }


def quote_json(quote: Quote) -> JSON:
    return {
        "unit_id": str(quote.unit_id),
        "check_in": quote.check_in.isoformat(),
        "check_out": quote.check_out.isoformat(),
        "nights": quote.nights,
        "rates": [{"season": rate.season, "price": number(rate.price), "nights": rate.nights} for rate in quote.rates],
        "accommodation": number(quote.accommodation),
        "cleaning_fee": number(quote.cleaning_fee),
        "total": number(quote.total),
        "currency": quote.currency,
        "below_min_nights": quote.below_min_nights,
    }


def _source(source: Source) -> JSON:
    """Where a statement comes from."""
    return {
        "table": UNITS if source.is_unit else KNOWLEDGE,
        "id": str(source.id),
        "name": source.name,
        "content": source.content,
        "similarity": source.similarity,
        "pricing": _pricing(source.pricing) if source.pricing else None,
        "photos": _photos(source.photos),
    }


def _pricing(pricing: Pricing) -> JSON:
    return {
        "base_price_night": number(pricing.base_price_night),
        "currency": pricing.currency,
        "min_nights": pricing.min_nights,
        "cleaning_fee": number(pricing.cleaning_fee),
    }


def _photos(photos: Iterable[Photo]) -> list[JSON]:
    return [{"url": photo.url, "alt": photo.alt} for photo in photos]


def _link(content: Content) -> JSON | None:
    return {"label": content.link.label, "url": content.link.url} if content.link else None
