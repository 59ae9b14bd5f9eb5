"""What is written into inline buttons: at most 64 bytes that say all, so that a button works as long as it is seen.

Source: https://core.telegram.org/bots/api#inlinekeyboardbutton, callback_data (2026-11). Pure.

`b:` `a:` `p:` and a unit's id: book, ask, photos. `t:` and a suggestion's text; `s:` and a number for a suggestion that
is too long: its text is the button's own. `resume_bot`. `privacy:…` are answered by the channel itself.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bot.types import Action

MAX_DATA_BYTES = 64
RESUME = "resume_bot"
PRIVACY = "privacy:"

_LETTERS = {"book": "b", "ask": "a", "photos": "p"}
_ACTIONS = {letter: action for action, letter in _LETTERS.items()}
_NUMBER = re.compile(r"^\d{1,2}\. ")  # in front of the labels of a list of units


@dataclass(frozen=True, slots=True)
class Button:
    """`url` opens a page; else `data` comes back when it is pressed."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]  # rows


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a guest says by pressing."""

    text: str
    action: Action | None = None


def unit_data(action: str, unit_id: UUID) -> str | None:
    """None: an action that has no button here."""
    letter = _LETTERS.get(action)
    return f"{letter}:{base64.urlsafe_b64encode(unit_id.bytes).decode().rstrip('=')}" if letter else None


def suggestion_data(index: int, text: str) -> str:
    data = f"t:{text}"
    return data if len(data.encode()) <= MAX_DATA_BYTES else f"s:{index}"


def pressed(data: str, keyboard: Iterable[tuple[str, str | None]]) -> Pressed | None:
    """The meaning of a pressed button; None: it is none of ours, or its words are lost with the old message.

    Args:
        keyboard: (label, data) of the buttons under the message, as far as it is still known.
    """
    label = next((label for label, known in keyboard if known == data), "")
    kind, _, value = data.partition(":")
    if data == RESUME:
        return Pressed(label or "OK", Action(RESUME))
    if kind == "t" and value:
        return Pressed(value)
    if kind == "s" and label:
        return Pressed(label)
    if kind in _ACTIONS and (unit_id := _unit_id(value)):
        name = _ACTIONS[kind]
        return Pressed(_NUMBER.sub("", label) or name.capitalize(), Action(name, unit_id))
    return None


def _unit_id(value: str) -> UUID | None:
    try:
        return UUID(bytes=base64.b64decode(value + "==", altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return None
