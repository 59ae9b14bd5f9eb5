"""Block Kit's pieces as plain dicts, cut to Slack's limits.

Source: https://docs.slack.dev/reference/block-kit/blocks (limits of each block and element, 2026).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.types import JSON
from channels.slack.text import clipped, escape

MAX_BLOCKS = 50
MAX_MODAL_BLOCKS = 100
MAX_HEADER_CHARS = 150
MAX_SECTION_CHARS = 3000
MAX_FIELD_CHARS = 2000
MAX_FIELDS = 10
MAX_BUTTONS = 25
MAX_LABEL_CHARS = 75
MAX_VALUE_CHARS = 2000
MAX_URL_CHARS = 3000
MAX_ALT_CHARS = 2000
# All blocks of a message together: https://github.com/slackapi/bolt-js/issues/2509 measured 13,200.
MAX_MESSAGE_CHARS = 12_000
MAX_NOTIFICATION_CHARS = 300

Blocks = list[JSON]


@dataclass(frozen=True, slots=True)
class Content:
    """What one Slack message shows. `text` is mrkdwn: for notifications, and for clients without blocks."""

    text: str
    blocks: Blocks


def plain(text: str, limit: int) -> JSON:
    return {"type": "plain_text", "text": clipped(text, limit) or "–", "emoji": True}


def mrkdwn(text: str, limit: int = MAX_SECTION_CHARS) -> JSON:
    """`text` is mrkdwn already: what comes from outside was escaped before."""
    return {"type": "mrkdwn", "text": clipped(text, limit) or "–"}


def header(text: str) -> JSON:
    return {"type": "header", "text": plain(text, MAX_HEADER_CHARS)}


def section(text: str, accessory: JSON | None = None) -> JSON:
    block: JSON = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return block


def fields(pairs: Iterable[tuple[str, str]]) -> JSON | None:
    """Labels over values, which are escaped here. None: there is nothing to show."""
    shown = [mrkdwn(f"*{escape(label)}*\n{escape(value)}", MAX_FIELD_CHARS) for label, value in pairs][:MAX_FIELDS]
    return {"type": "section", "fields": shown} if shown else None


def context(text: str, block_id: str | None = None) -> JSON:
    block: JSON = {"type": "context", "elements": [mrkdwn(text, MAX_FIELD_CHARS)]}
    if block_id:
        block["block_id"] = block_id
    return block


def image(url: str, alt: str) -> JSON:
    return {"type": "image", "image_url": url, "alt_text": clipped(alt, MAX_ALT_CHARS) or "–"}


def button(label: str, action_id: str, value: str = "", *, style: str | None = None, url: str | None = None) -> JSON:
    element: JSON = {"type": "button", "text": plain(label, MAX_LABEL_CHARS), "action_id": action_id}
    if value:
        element["value"] = value[:MAX_VALUE_CHARS]
    if style:
        element["style"] = style
    if url:
        element["url"] = url
    return element


def actions(buttons: Sequence[JSON], block_id: str | None = None) -> JSON:
    block: JSON = {"type": "actions", "elements": list(buttons[:MAX_BUTTONS])}
    if block_id:
        block["block_id"] = block_id
    return block


def words(text: str, **style: bool) -> JSON:
    """A run of literal text: rich text interprets nothing, so whoever wrote it cannot mention or link."""
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich_text(*elements: JSON) -> JSON:
    return {"type": "rich_text", "elements": list(elements)}


def spoken(who: str, text: str, limit: int) -> JSON:
    """Who said what, as a section of rich text."""
    return {
        "type": "rich_text_section",
        "elements": [words(f"{who}: ", bold=True), words(clipped(text, limit) or "–"), words("\n")],
    }


def preformatted(text: str) -> JSON:
    return rich_text({"type": "rich_text_preformatted", "elements": [words(text)]})


def packed(groups: Iterable[Blocks]) -> list[Blocks]:
    """Distribute groups over messages: a group stays together, no message exceeds Slack's limits."""
    messages: list[Blocks] = []
    size = 0
    for group in groups:
        length = len(json.dumps(group))
        if not messages or len(messages[-1]) + len(group) > MAX_BLOCKS or size + length > MAX_MESSAGE_CHARS:
            messages.append([])
            size = 0
        messages[-1] += group
        size += length
    return messages
