"""The JSON of ARCHITECTURE.md §6: what the ledger keeps beside a text, and what every client reads.

The only place that knows its keys (tests/test_payload_keys.py): everybody else has values of bot.types. What is read
may be older than this code or come from outside, so a reader passes over what it does not understand and never raises;
what it gives back has the right types.
"""

from bot.offers.wire.actions import action_json, read_action
from bot.offers.wire.history import history_json, read_history
from bot.offers.wire.intent import intent_json, public_intent_json, read_intent, stored_intent_json
from bot.offers.wire.reading import read_content
from bot.offers.wire.scalars import number
from bot.offers.wire.writing import answer_json, client_json, content_json, quote_json, travel_intent_json

__all__ = [
    "action_json",
    "answer_json",
    "client_json",
    "content_json",
    "history_json",
    "intent_json",
    "number",
    "public_intent_json",
    "quote_json",
    "read_action",
    "read_content",
    "read_history",
    "read_intent",
    "stored_intent_json",
    "travel_intent_json",
]
