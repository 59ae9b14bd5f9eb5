"""Replies, cards and quotes as the JSON of ARCHITECTURE.md §6: what the ledger keeps and every client reads."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote as url_quote

from bot.offers import intent as intent_json
from bot.types import JSON, Card, Intent, IntentChange, Match, Quote, Reply, Tenant, Unit


def reply_payload(reply: Reply, tenant: Tenant, intent: Intent, captured: IntentChange) -> JSON:
    """What the ledger keeps beside the text. Empty parts are left out."""
    payload: JSON = {
        "cards": [card_json(card) for card in reply.cards],
        "suggestions": list(reply.suggestions),
        "link": {"label": reply.link.label, "url": reply.link.url} if reply.link else None,
        "sources": [source_json(match) for match in reply.sources],
        "availability_url": availability_url(tenant, intent),
    }
    kept = {key: value for key, value in payload.items() if value}
    return {**kept, "travel_intent": travel_intent(intent, captured)}


def travel_intent(intent: Intent, captured: IntentChange) -> JSON:
    """The whole intent, and which fields this message stated."""
    return {**intent_json.to_json(intent), "captured_this_message": sorted(captured)}


def availability_url(tenant: Tenant, intent: Intent) -> str | None:
    """The tenant's booking page for these dates; None until both are known.

    A query parameter whose value is not known (`unit={unit_id}` before one is chosen) is left out.
    """
    if not (tenant.booking_url_template and intent.check_in and intent.check_out):
        return None
    values = {
        "unit_id": str(intent.unit_id or ""),
        "check_in": intent.check_in.isoformat(),
        "check_out": intent.check_out.isoformat(),
        "guests": str(intent.guests or ""),
    }
    url = tenant.booking_url_template
    for name, value in values.items():
        if not value:
            url = re.sub(r"(?<=[?&])[^?&#=]*=\{" + name + r"\}&?", "", url)
        url = url.replace("{" + name + "}", url_quote(value))
    return url.rstrip("?&")


def card_json(card: Card) -> JSON:
    return {
        "unit_id": str(card.unit_id),
        "name": card.name,
        "unit_type": card.unit_type,
        "max_guests": card.max_guests,
        "photos": [{"url": photo.url, "alt": photo.alt} for photo in card.photos],
        "price_night": money(card.price_night),
        "currency": card.currency,
        "quote": quote_json(card.quote) if card.quote else None,
        "highlights": list(card.highlights),
        "actions": [{"action": action.action, "label": action.label} for action in card.actions],
    }


def quote_json(quote: Quote) -> JSON:
    return {
        "unit_id": str(quote.unit_id),
        "check_in": quote.check_in.isoformat(),
        "check_out": quote.check_out.isoformat(),
        "nights": quote.nights,
        "rates": [{"season": rate.season, "price": money(rate.price), "nights": rate.nights} for rate in quote.rates],
        "accommodation": money(quote.accommodation),
        "cleaning_fee": money(quote.cleaning_fee),
        "total": money(quote.total),
        "currency": quote.currency,
        "below_min_nights": quote.below_min_nights,
    }


def source_json(match: Match) -> JSON:
    """Where a statement comes from."""
    unit = match.unit
    return {
        "table": "accommodation_units_public",
        "id": str(unit.unit_id),
        "name": unit.name,
        "content": unit.short_description or unit.description,
        "similarity": round(match.similarity, 4),
        "pricing": _pricing_json(unit),
        "photos": [{"url": photo.url, "alt": photo.alt} for photo in unit.photos],
    }


def _pricing_json(unit: Unit) -> JSON | None:
    if unit.pricing is None:
        return None
    return {
        "base_price_night": money(unit.pricing.base_price_night),
        "currency": unit.pricing.currency,
        "min_nights": unit.pricing.min_nights,
        "cleaning_fee": money(unit.pricing.cleaning_fee),
    }


def money(amount: Decimal | None) -> int | float | None:
    """A JSON number: whole amounts without decimals; two decimals survive a float exactly when printed."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
