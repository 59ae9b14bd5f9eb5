"""How entities may lie in each other: what Telegram refuses, drops, cuts and joins.

Source: https://core.telegram.org/bots/api#formatting-options:
- "If two entities have common characters, then one is fully contained inside another." The server repairs what
  breaks this rule; the stand-in refuses it, since it is a mistake of the sender.
- bold, italic, underline, strikethrough and spoiler may be anywhere except in pre and code;
- blockquotes can't be nested; all other entities can't contain each other. Here the server drops the inner one, in
  silence, and so does the stand-in: a test sees what a guest would see.
"""

from __future__ import annotations

from channels.standins.telegram.errors import bad_request
from channels.standins.telegram.text import CODE, QUOTES, SPLITTABLE, Entity, ordered

Range = tuple[int, int]


def nested(entities: list[Entity]) -> list[Entity]:
    """The entities that the message will have. Raises ApiError when two overlap in part."""
    _check_overlaps(entities)
    fixed = _without_nested([entity for entity in ordered(entities) if entity["type"] not in SPLITTABLE])
    code = [_range(entity) for entity in fixed if entity["type"] in CODE]
    styles: list[Entity] = []
    for kind in sorted(SPLITTABLE):
        ranges = _joined([_range(entity) for entity in entities if entity["type"] == kind])
        for begin, end in _outside(ranges, code):
            styles.append({"type": kind, "offset": begin, "length": end - begin})
    return ordered(fixed + styles)


def _range(entity: Entity) -> Range:
    return entity["offset"], entity["offset"] + entity["length"]


def _check_overlaps(entities: list[Entity]) -> None:
    for number, one in enumerate(entities):
        for other in entities[number + 1 :]:
            (a, b), (c, d) = sorted((_range(one), _range(other)))
            if a < c < b < d:
                raise bad_request(
                    f"Can't parse entities: entities {one['type']} and {other['type']} overlap at UTF-16 offset {c}"
                )


def _without_nested(entities: list[Entity]) -> list[Entity]:
    """`entities` outer first, none of them a style."""
    kept: list[Entity] = []
    for entity in entities:
        around = [other for other in kept if _contains(other, entity)]
        quote = entity["type"] in QUOTES
        if all((other["type"] in QUOTES) and not quote for other in around):
            kept.append(entity)
    return kept


def _contains(outer: Entity, inner: Entity) -> bool:
    (a, b), (c, d) = _range(outer), _range(inner)
    return a <= c and d <= b


def _joined(ranges: list[Range]) -> list[Range]:
    """Neighbours and overlaps as one."""
    joined: list[Range] = []
    for begin, end in sorted(ranges):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined


def _outside(ranges: list[Range], holes: list[Range]) -> list[Range]:
    for hole_begin, hole_end in holes:
        pieces = []
        for begin, end in ranges:
            pieces += [(begin, min(end, hole_begin)), (max(begin, hole_end), end)]
        ranges = sorted({(begin, end) for begin, end in pieces if begin < end})
    return ranges
