"""Replies' Markdown as Telegram's text and entities, through telegramify-markdown. Pure.

Entities and not HTML: there is nothing to escape, so nothing that a guest, a unit or a model wrote can break a message.
"""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import urlsplit

from telegramify_markdown import MessageEntity, RenderConfig, convert

from channels.telegram.text import Entity, Formatted, units

# The library would read prices as formulas, angle brackets as HTML (and drop it), bars as spoilers. These stand-ins
# from Unicode's private area have the same length, so the entities fit when the characters are put back.
_SHIELD = str.maketrans({"$": "\ue000", "<": "\ue001", "|": "\ue002"})
_UNSHIELD = str.maketrans({"\ue000": "$", "\ue001": "<", "\ue002": "|"})
_PRIVATE = str.maketrans(dict.fromkeys("\ue000\ue001\ue002\0\r"))
_TABLE_RULE = ("|-", "| -", "|:", "| :")

MAX_GROWTH = 4  # times its source: what is longer when shown is no text that somebody wrote to be read

_KNOWN = frozenset({"bold", "italic", "strikethrough", "code", "pre", "text_link", "blockquote"})


@lru_cache(maxsize=256)
def formatted(markdown: str) -> Formatted:
    """What Telegram is to show. Only links to the web are links; what the library cannot read is shown as it is."""
    source = _clean(markdown)
    shielded = source.translate(_SHIELD) if not _has_table(source) else source.replace("$", "\ue000")
    try:
        text, entities = convert(shielded, latex_escape=False, config=_config())
    except Exception:  # whatever a library cannot do, the text arrives
        return Formatted(source.strip())
    if len(text) > 200 + MAX_GROWTH * len(source):  # lists within lists within lists, each line further to the right
        return Formatted(source.strip())
    text = text.translate(_UNSHIELD)
    length = units(text)
    kept = (entity for item in entities if (entity := _entity(item, length)))
    return Formatted(text, tuple(sorted(kept, key=lambda entity: (entity.offset, -entity.length)))).trimmed()


def plain(text: str) -> Formatted:
    """What a guest wrote: never interpreted."""
    return Formatted(_clean(text).strip())


def web_url(url: object) -> str | None:
    """The URL when Telegram takes it for a link or a button: http or https, and a host as the world knows them."""
    try:
        parts = urlsplit(str(url))
        public = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return None
    return str(url) if public and not any(char.isspace() for char in str(url)) else None


def _clean(text: str) -> str:
    return text.translate(_PRIVATE).encode("utf-8", "replace").decode()


def _has_table(text: str) -> bool:
    return "|" in text and any(line.lstrip().startswith(_TABLE_RULE) for line in text.splitlines())


def _entity(item: MessageEntity, length: int) -> Entity | None:
    """The library's entity as ours; None when Telegram would refuse it."""
    if item.type not in _KNOWN or item.length <= 0 or item.offset < 0 or item.offset + item.length > length:
        return None
    if item.type == "text_link":
        url = web_url((item.url or "").translate(_UNSHIELD))
        return Entity(item.type, item.offset, item.length, url) if url else None
    return Entity(item.type, item.offset, item.length, None, item.language)


@cache
def _config() -> RenderConfig:
    """Headings and lists without the library's pictures."""
    config = RenderConfig.isolated()
    symbols = config.markdown_symbol
    for level in range(1, 7):
        setattr(symbols, f"heading_level_{level}", "")
    symbols.image, symbols.unordered_list_item = "", "•"
    return config
