"""Slack's way of writing texts: reading it, marking it, escaping it, cutting it.

Source: https://docs.slack.dev/messaging/formatting-message-text (control sequences, and the three escaped characters).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.types import JSON

Mark = Literal["internal", "marked", "mixed"]

_SEQUENCE = re.compile(r"<([^<>\n]+)>")
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>\n]*)?>")
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_STRIKE = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")
_EMOJI = re.compile(r":([a-z0-9_+'-]+):")
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_WHOLE_QUOTE = re.compile(r"(?:(?:&gt;|>){3})\s*")
_SLOT = re.compile("\0(\\d+)\0")


def escape(text: str) -> str:
    """Literal text for mrkdwn: nothing in it mentions anybody or links anywhere."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def safe_markdown(text: str) -> str:
    """Markdown in which Slack's control sequences stay literal: a guest's words cannot call the whole channel."""
    return re.sub(r"<(?=[!@#])", r"\\<", text)


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, with "…" where something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


# --- reading ------------------------------------------------------------------------------------------------------


def mentioned(text: str) -> set[str]:
    """The ids of the people whom a text mentions."""
    return set(_USER.findall(text))


def without_mention(text: str, user: str) -> str:
    """The text without the mentions of this user (the bot, as it is called)."""
    return re.sub(rf" ?<@{re.escape(user)}(?:\|[^<>\n]*)?>[,:]? ?", " ", text).strip()


def plain_text(text: str, names: Mapping[str, str], emoji: Mapping[str, str]) -> str:
    """What was meant, without markup: how a guest's message enters the ledger."""
    return unescape(_SEQUENCE.sub(lambda found: _said(found[1], names, link=False), _with_emoji(text, emoji))).strip()


def markdown(text: str, names: Mapping[str, str], emoji: Mapping[str, str]) -> str:
    """Slack's mrkdwn as the Markdown that guests are shown."""
    parts = _CODE.split(text.replace("\0", ""))
    parts[0::2] = [_formatted(part, names, emoji) for part in parts[0::2]]
    parts[1::2] = [plain_text(part, names, {}) for part in parts[1::2]]
    return "".join(parts).strip()


def emoji_of(blocks: Sequence[JSON] | None) -> dict[str, str]:
    """{name: characters} of the emoji in a message's rich text; custom ones have no characters."""
    found: dict[str, str] = {}
    for element in _walk(blocks or []):
        if element.get("type") == "emoji" and isinstance(element.get("unicode"), str):
            try:
                found[str(element.get("name"))] = "".join(chr(int(c, 16)) for c in element["unicode"].split("-"))
            except (ValueError, OverflowError):
                continue
    return found


def _walk(value: Any) -> list[JSON]:
    if isinstance(value, list):
        return [found for item in value for found in _walk(item)]
    if isinstance(value, dict):
        return [value, *_walk(value.get("elements", []))]
    return []


def _formatted(text: str, names: Mapping[str, str], emoji: Mapping[str, str]) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(_said(found[1], names, link=True))
        return f"\0{len(kept) - 1}\0"

    text = _with_emoji(_SEQUENCE.sub(keep, text), emoji)
    text = _STRIKE.sub(r"~~\1~~", _BOLD.sub(r"**\1**", text))
    return _SLOT.sub(lambda slot: kept[int(slot[1])], unescape(text))


def _with_emoji(text: str, emoji: Mapping[str, str]) -> str:
    return _EMOJI.sub(lambda found: emoji.get(found[1], found[0]), text)


def _said(sequence: str, names: Mapping[str, str], *, link: bool) -> str:
    """A control sequence in words."""
    target, _, label = sequence.partition("|")
    label = unescape(label)
    match target[:1]:
        case "@":
            return f"@{names.get(target[1:]) or label or target[1:]}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return label or "@" + target[1:].partition("^")[0]
    target = unescape(target)
    scheme, _, rest = target.partition(":")
    if scheme in ("mailto", "tel"):
        return label or rest
    if not label or label == target:
        return target
    return f"[{label}]({target})" if link else f"{label} ({target})"


# --- marking ------------------------------------------------------------------------------------------------------


def mark(text: str, blocks: Sequence[JSON] | None = None) -> tuple[Mark, str]:
    """Whether a text of a takeover's thread is meant for the guest, and what of it.

    "marked": every line that says something starts with `>` (or the whole is a quote, or starts with `>>>`).
    "mixed": it starts with `>` and goes on without: a quotation with a remark, or a slip. Nobody can tell, so nothing
    is sent. Everything else is "internal". The result is still Slack's mrkdwn.
    """
    if whole := _WHOLE_QUOTE.match(text):
        return "marked", text[whole.end() :]
    quoted = _quotes(blocks)
    lines = text.split("\n")
    if quoted and all(quoted):
        return "marked", "\n".join(_QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line for line in lines)
    if _QUOTE.match(lines[0]):
        if all(_QUOTE.match(line) for line in lines if line.strip()):
            return "marked", "\n".join(_QUOTE.sub("", line, count=1) for line in lines)
        return "mixed", ""
    return ("mixed", "") if quoted and quoted[0] else ("internal", "")


def _quotes(blocks: Sequence[JSON] | None) -> list[bool]:
    """For each part of the message's rich text that says something: is it a quote?"""
    return [
        part.get("type") == "rich_text_quote"
        for block in blocks or []
        if block.get("type") == "rich_text"
        for part in block.get("elements", [])
        if any(str(item.get("text", "x")).strip() for item in part.get("elements", []))
    ]


# --- cutting ------------------------------------------------------------------------------------------------------


def pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, cut at a paragraph, a line, a sentence or a word."""
    found: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        room = limit - 8  # for a code fence that is closed and opened again
        at = _cut(rest, room)
        piece, rest = rest[:at].rstrip(), rest[at:].lstrip("\n ")
        if piece.count("```") % 2:
            piece, rest = piece + "\n```", "```\n" + rest
        found.append(piece)
    return [*found, rest] if rest else found


def _cut(text: str, room: int) -> int:
    for separator in ("\n\n", "\n", ". ", " "):
        at = text.rfind(separator, room // 2, room)
        if at > 0:
            return at + len(separator)
    return room
