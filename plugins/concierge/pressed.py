"""The concierge's own buttons, whose text is sent when they are pressed: they need no reading."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.words.folding import fold
from plugins.concierge.texts import CONCIERGE, LABELS, TOPICS

# Key of a button → what it does: a label of the reading, or one of the booking form's own.
CANCEL, CHANGE = "cancel_request", "change_request"
_DOES = {
    "book_first": "book",
    "book_it": "book",
    "cheapest": "cheaper",
    "ask_team": "yes",
    "no_thanks": "no",
    "price": "ask_price_total",
    "photos": "show_photos",
    "yes_send": "yes",
    "change": CHANGE,
    "cancel": CANCEL,
}
_SHARED = {"more": "other_options", "person": "ask_human"}


class Pressed(NamedTuple):
    button: str
    label: str


def pressed(text: str) -> Pressed | None:
    """The button that a message is, in whatever language; None: it is the guest's own words."""
    return _buttons().get(_plain(text)) if len(text) < 100 else None


@cache
def _buttons() -> dict[str, Pressed]:
    found: dict[str, Pressed] = {}
    for label in means():
        for text in TOPICS.in_all(f"means.{label}").values():
            found[_plain(text)] = Pressed(label, label)
    for texts, start, does in ((CONCIERGE, "buttons.", _DOES), (LABELS, "", _SHARED)):
        for key, label in does.items():
            for text in texts.in_all(f"{start}{key}").values():
                found[_plain(text)] = Pressed(key, label)
    return found


@cache
def means() -> frozenset[str]:
    """Labels that a guest can be asked about: those that have a name."""
    return frozenset(TOPICS.group("means", None))


def _plain(text: str) -> str:
    return fold(text).strip(" .!?¿¡")
