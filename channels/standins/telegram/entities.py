"""From a call's text, parse_mode and entities to the text and entities of the message, or to the error.

Source: https://core.telegram.org/bots/api#formatting-options and https://core.telegram.org/bots/api#messageentity
"""

from __future__ import annotations

import re
from typing import Any

from channels.standins.telegram.errors import bad_request
from channels.standins.telegram.html_mode import parse_html
from channels.standins.telegram.links import checked_link
from channels.standins.telegram.markdown_mode import parse_markdown
from channels.standins.telegram.nesting import nested
from channels.standins.telegram.text import Entity, Formatted, boundaries, cut, ordered, units

MAX_TEXT_BYTES = 1 << 15  # before parsing; the open-source server's own limit
MAX_TEXT_UNITS = 4096  # https://core.telegram.org/bots/api#sendmessage
MAX_CAPTION_UNITS = 1024  # https://core.telegram.org/bots/api#sendphoto
MAX_ENTITIES = 100  # telegram.constants.MessageLimit.MESSAGE_ENTITIES; what is beyond them is not shown
FOUND_BY_SERVER = frozenset(  # accepted in `entities`, but the server looks for them itself
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
PLAIN = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code"}
)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x0c\x0e-\x1f]")
REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
DETECTED = (  # https://core.telegram.org/bots/api#messageentity, simplified
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    (
        "url",
        re.compile(
            r"\b(?:https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]|(?:[a-z0-9-]+\.)+(?:com|org|net|es|me|io)\b[^\s]*)", re.I
        ),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,32}(?:@\w+)?\b(?!/)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{7,16}\d\b")),
)


def formatted(text: str, parse_mode: str, entities: Any) -> Formatted:
    """What the message will say. `parse_mode` wins over `entities`, as on the server.

    Raises:
        ApiError: "can't parse entities: …", "can't parse MessageEntity: …", an unsupported mode.
    """
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise bad_request("Text is too long")
    match parse_mode.lower():
        case "" | "none":
            parsed = Formatted(text, _given(text, entities))
        case "html":
            parsed = parse_html(text)
        case "markdownv2":
            parsed = parse_markdown(text)
        case "markdown":
            raise bad_request("the stand-in does not know the legacy parse_mode Markdown")
        case _:
            raise bad_request("Unsupported parse_mode")
    return _trimmed(_cleaned(Formatted(parsed.text, nested(parsed.entities))))


def message_text(text: str, parse_mode: str, entities: Any) -> Formatted:
    """1–4096 UTF-16 code units after entities parsing."""
    if not text:
        raise bad_request("Message text is empty")
    result = with_detected(formatted(text, parse_mode, entities))
    if not result.text:
        raise bad_request("Text must be non-empty")
    if units(result.text) > MAX_TEXT_UNITS:
        raise bad_request("Message is too long")
    return result


def caption(text: str, parse_mode: str, entities: Any) -> Formatted:
    """0–1024 UTF-16 code units after entities parsing."""
    result = with_detected(formatted(text, parse_mode, entities))
    if units(result.text) > MAX_CAPTION_UNITS:
        raise bad_request("Message caption is too long")
    return result


def with_detected(plain: Formatted) -> Formatted:
    """Adds what the server finds by itself, where no entity other than a style is."""
    taken = [entity for entity in plain.entities if entity["type"] in {"code", "pre", "text_link", "text_mention"}]
    found: list[Entity] = []
    for kind, pattern in DETECTED:
        for match in pattern.finditer(plain.text):
            offset, length = units(plain.text[: match.start()]), units(match[0])
            if not any(_overlap(offset, length, other) for other in taken):
                entity = {"type": kind, "offset": offset, "length": length}
                found.append(entity)
                taken.append(entity)
    return Formatted(plain.text, ordered(plain.entities + found)[:MAX_ENTITIES])


def _overlap(offset: int, length: int, other: Entity) -> bool:
    return bool(offset < other["offset"] + other["length"] and other["offset"] < offset + length)


def _given(text: str, entities: Any) -> list[Entity]:
    """The `entities` of a call, each checked."""
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("Can't parse entities: expected an Array of MessageEntity")
    starts = boundaries(text)
    given = []
    for entity in entities:
        checked = _checked(entity)
        if checked is not None and checked["length"] > 0:
            _check_range(text, checked, starts)
            given.append(checked)
    return ordered(given)


def _checked(entity: Any) -> Entity | None:
    """None: a type that the server finds itself."""
    if not isinstance(entity, dict):
        raise _wrong("expected an Object")
    for name in ("offset", "length"):
        if not isinstance(entity.get(name), int) or isinstance(entity.get(name), bool):
            raise _wrong(f'Field "{name}" must be a Number' if name in entity else f'Can\'t find field "{name}"')
        if not 0 <= entity[name] <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect {name} {entity[name]}")
    kind = entity.get("type")
    base = {"type": kind, "offset": entity["offset"], "length": entity["length"]}
    match kind:
        case str() if kind in FOUND_BY_SERVER:
            return None
        case str() if kind in PLAIN:
            return base
        case "pre":
            return base | ({"language": str(entity["language"])} if entity.get("language") else {})
        case "text_link":
            return base | {"url": _link_of(entity)}
        case "text_mention":
            if not isinstance(entity.get("user"), dict) or not isinstance(entity["user"].get("id"), int):
                raise _wrong('Can\'t find field "user"')
            return base | {"user": entity["user"]}
        case "custom_emoji":
            if not str(entity.get("custom_emoji_id", "")).isdecimal():
                raise _wrong("Invalid custom emoji identifier specified")
            return base | {"custom_emoji_id": str(entity["custom_emoji_id"])}
        case "date_time":
            if not isinstance(entity.get("unix_time"), int):
                raise _wrong('Can\'t find field "unix_time"')
            form = entity.get("date_time_format")
            return base | {"unix_time": entity["unix_time"]} | ({"date_time_format": form} if form else {})
        case _:
            raise _wrong("Unsupported type specified")


def _link_of(entity: Entity) -> str:
    link = entity.get("url")
    if not isinstance(link, str):
        raise _wrong('Can\'t find field "url"')
    url, reason = checked_link(link)
    if not url:
        raise bad_request(f"Entity URL '{link}' is invalid: {reason}")
    return url


def _check_range(text: str, entity: Entity, starts: set[int]) -> None:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    total = units(text)
    if begin >= total:
        raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {begin}")
    if end > total:
        raise bad_request(
            f"Entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
        )
    if begin not in starts:
        at = len(cut(text, 0, begin + 1).encode())
        raise bad_request(f"Entity begins in a middle of a UTF-16 symbol at byte offset {at}")
    if end not in starts:
        at = len(cut(text, 0, end + 1).encode())
        raise bad_request(
            f"Entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol at byte offset {at}"
        )


def _wrong(reason: str) -> Exception:
    return bad_request(f"Can't parse MessageEntity: {reason}")


def _cleaned(source: Formatted) -> Formatted:
    """Control characters become spaces; a few characters are removed, and the entities move along."""
    text = CONTROL.sub(" ", source.text)
    gone = [units(text[: match.start()]) for match in REMOVED.finditer(text)]
    if not gone:
        return Formatted(text, source.entities)
    moved = []
    for entity in source.entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        before = sum(at < begin for at in gone)
        inside = sum(begin <= at < end for at in gone)
        if entity["length"] > inside:
            moved.append(entity | {"offset": begin - before, "length": entity["length"] - inside})
    return Formatted(REMOVED.sub("", text), moved)


def _trimmed(source: Formatted) -> Formatted:
    """No spaces and line feeds at the end, nor at the beginning before the first entity."""
    text = source.text.rstrip(" \n")
    end = units(text)
    kept = [
        entity | {"length": min(entity["length"], end - entity["offset"])}
        for entity in source.entities
        if entity["offset"] < end
    ]
    spaces = len(text) - len(text.lstrip(" \n"))
    skip = min([spaces, *(entity["offset"] for entity in kept)])
    return Formatted(text[skip:], ordered([entity | {"offset": entity["offset"] - skip} for entity in kept]))
