"""The words of the conversation core as frozen values.

A leaf: it imports nothing else of `bot`. Everything here is channel-neutral; a channel turns its platform's updates
into `Message` and a `Reply` into its platform's payload.
"""

from bot.types.basic import ACCOMMODATION_TYPES, HISTORY_LENGTH, JSON, Role, Speaker, field_names
from bot.types.journey import (
    Basis,
    BudgetRange,
    Clarification,
    Extraction,
    Intent,
    IntentChange,
    Period,
    Told,
    feature_source,
)
from bot.types.knowledge import Entry, Gap, Known
from bot.types.messages import Action, Attribution, Content, GuestMessage, HistoryItem, LedgerMessage, Message
from bot.types.parties import Session, Tenant
from bot.types.reading import POSSIBLE, SURE, Act, Clause, Mentioned, Reading, Scope, Stance
from bot.types.replies import BookingRequest, Card, CardAction, Guest, Link, PriceLine, Refusal, Reply, Source
from bot.types.units import HardFacts, Match, NightlyRate, Photo, Pricing, Quote, Season, Unit

__all__ = [
    "ACCOMMODATION_TYPES",
    "HISTORY_LENGTH",
    "JSON",
    "POSSIBLE",
    "SURE",
    "Act",
    "Action",
    "Attribution",
    "Basis",
    "BookingRequest",
    "BudgetRange",
    "Card",
    "CardAction",
    "Clarification",
    "Clause",
    "Content",
    "Entry",
    "Extraction",
    "Gap",
    "Guest",
    "GuestMessage",
    "HardFacts",
    "HistoryItem",
    "Intent",
    "IntentChange",
    "Known",
    "LedgerMessage",
    "Link",
    "Match",
    "Mentioned",
    "Message",
    "NightlyRate",
    "Period",
    "Photo",
    "PriceLine",
    "Pricing",
    "Quote",
    "Reading",
    "Refusal",
    "Reply",
    "Role",
    "Scope",
    "Season",
    "Session",
    "Source",
    "Speaker",
    "Stance",
    "Tenant",
    "Told",
    "Unit",
    "feature_source",
    "field_names",
]
