"""What the ledger keeps of a reply, and what its guest's clients are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote as url_quote

from bot.offers.price_lines import price_lines
from bot.types import Card, Content, Intent, IntentChange, Known, Match, Reply, Source, Tenant

_SIMILARITY_DIGITS = 4


def content_of(reply: Reply, tenant: Tenant, intent: Intent, captured: IntentChange, language: str) -> Content:
    """What the ledger keeps beside the reply's text.

    Args:
        intent: as known after the turn, `captured` what its messages stated of it.
        language: that the guest reads.
    """
    return Content(
        cards=tuple(priced(card, language) for card in reply.cards),
        suggestions=reply.suggestions,
        link=reply.link,
        sources=(*map(source, reply.sources), *map(entry_source, reply.knowledge)),
        availability_url=availability_url(tenant, intent),
        intent=intent,
        captured=tuple(sorted(captured)),
    )


def priced(card: Card, language: str) -> Card:
    """The card with its price in the guest's language."""
    return replace(card, price_lines=price_lines(card, language))


def source(match: Match) -> Source:
    """A unit that a reply relies on."""
    unit = match.unit
    return Source(
        id=unit.unit_id,
        name=unit.name,
        content=unit.short_description or unit.description,
        similarity=round(match.similarity, _SIMILARITY_DIGITS),
        pricing=unit.pricing,
        photos=unit.photos,
    )


def entry_source(known: Known) -> Source:
    """What the house says, as the reply quotes it."""
    entry = known.entry
    similarity = round(known.score, _SIMILARITY_DIGITS)
    return Source(entry.entry_id, entry.question, entry.answer, similarity, is_unit=False)


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
