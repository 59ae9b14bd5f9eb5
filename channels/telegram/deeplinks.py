"""`https://t.me/BOT?start=PAYLOAD`: where a guest comes from, or the code that links a conversation. Pure.

Source: https://core.telegram.org/bots/features#deep-linking (2026-11): at most 64 of A-Z a-z 0-9 _ and -. Payloads:

- `link_CODE`: the conversation of the website goes on here.
- `utm-SOURCE-CAMPAIGN[-MEDIUM[-CONTENT[-TERM]]]`: an empty part is not known; parts hold no hyphen.
- base64url of a JSON object with s, m, c, n, t (or source, medium, campaign, content, term).
- anything else: the campaign, from the source "telegram".
"""

from __future__ import annotations

import base64
import binascii
import json
import re

from bot.types import Action, Attribution

MAX_PAYLOAD_CHARS = 64
MAX_VALUE_CHARS = 100

_LINK = re.compile(r"link_([A-Za-z0-9]{4,32})")
_ORDER = ("source", "campaign", "medium", "content", "term")
_SHORT = {"s": "source", "m": "medium", "c": "campaign", "n": "content", "t": "term"}


def link_payload(code: str) -> str:
    return f"link_{code}"


def read_start(payload: str) -> tuple[Action, Attribution]:
    """The action of `/start PAYLOAD`, and what is known of where the guest comes from."""
    if found := _LINK.fullmatch(payload):
        return link_action(found.group(1)), Attribution()
    return Action("start"), Attribution(utm=_utm(payload)) if payload else Attribution()


def link_action(code: str) -> Action:
    return Action("link", code=code.upper())


def _utm(payload: str) -> dict[str, str]:
    if payload.startswith("utm-"):
        values: dict[str, object] = dict(zip(_ORDER, payload.removeprefix("utm-").split("-"), strict=False))
    else:
        values = _json(payload)
    known = {key: value[:MAX_VALUE_CHARS] for key, value in values.items() if isinstance(value, str) and value}
    return known or {"source": "telegram", "campaign": payload[:MAX_VALUE_CHARS]}


def _json(payload: str) -> dict[str, object]:
    """The object that a payload encodes, with long names; empty when it encodes none."""
    try:
        value = json.loads(base64.b64decode(payload + "=" * (-len(payload) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    named = {_SHORT.get(key, key): item for key, item in value.items()} if isinstance(value, dict) else {}
    return {key: item for key, item in named.items() if key in _ORDER}
