"""Compares what a step showed, and what the ledger then knows, with what the scenario expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bot.core import Core
from bot.offers import wire
from bot.store import rows
from bot.testing.driver import Rendered
from bot.testing.format import Expectation, Step
from bot.types import JSON, Speaker, Tenant

_EVENTS = "SELECT kind FROM events WHERE session_id = %(session_id)s ORDER BY event_id"
_UNDER_WAY = "SELECT seq FROM messages WHERE session_id = %(session_id)s AND delivery IN ('pending', 'sending') LIMIT 1"
_POSTS = (
    "SELECT post_id FROM posts WHERE session_id = %(session_id)s AND channel = %(channel)s"
    " AND state IN ('pending', 'sending') LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ledger knows of a conversation."""

    speaker: Speaker = "bot"
    intent: JSON = field(default_factory=dict)
    events: tuple[str, ...] = ()


async def facts(core: Core, tenant: Tenant, session_id: UUID) -> Facts:
    record = await core.ledger.session(tenant.tenant_id, session_id)
    async with core.database.tenant(tenant.tenant_id) as conn:
        events = await rows.values(conn, _EVENTS, {"session_id": session_id})
    if record is None:
        return Facts()
    messages = await core.ledger.messages_after(tenant.tenant_id, session_id, 0)
    intents = [intent for m in messages if (intent := wire.travel_intent_json(m.content))]
    return Facts(record.speaker, intents[-1] if intents else {}, tuple(events))


async def is_under_way(core: Core, tenant: Tenant, session_id: UUID, channel: str) -> bool:
    """Whether anything of the session is still to be sent to this channel."""
    async with core.database.tenant(tenant.tenant_id) as conn:
        wanted = {"session_id": session_id, "channel": channel}
        return any([await rows.values(conn, query, wanted) for query in (_UNDER_WAY, _POSTS)])


def problems(expected: Expectation, shown: Sequence[Rendered], before: Facts, after: Facts) -> Iterator[str]:
    """What is not as expected, in sentences."""
    read = plain("\n".join(item.text for item in shown))
    for text in expected.contains:
        if plain(text) not in read:
            yield f"contains: {text!r} was not shown; shown was: {read!r}"
    for text in expected.not_contains:
        if plain(text) in read:
            yield f"not_contains: {text!r} was shown"
    yield from _listed("cards", expected.cards, [name for item in shown for name in item.cards])
    yield from _listed("suggestions", expected.suggestions, [text for item in shown for text in item.suggestions])
    yield from _missing_events(expected.events or (), after.events[len(before.events) :])
    if expected.speaker not in (None, after.speaker):
        yield f"speaker: expected {expected.speaker}, it is {after.speaker}"
    yield from _differences("intent", expected.intent or {}, after.intent)


def _listed(name: str, expected: Sequence[str] | None, found: Sequence[str]) -> Iterator[str]:
    if expected is not None and list(map(plain, expected)) != list(map(plain, found)):
        yield f"{name}: expected {list(expected)}, there are {list(found)}"


def _missing_events(expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """In this order; others may lie between (a session begins with the guest's arrival on some platforms)."""
    rest = iter(found)
    if not all(kind in rest for kind in expected):
        yield f"events: expected {list(expected)}, there are {list(found)}"


def _differences(name: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Fields that are not as expected; a section is compared field by field."""
    for key, value in expected.items():
        stated = found.get(key)
        if isinstance(value, Mapping) and isinstance(stated, Mapping):
            yield from _differences(f"{name}.{key}", value, stated)
        elif _json(value) != stated:
            yield f"{name}.{key}: expected {value!r}, it is {stated!r}"


def _json(value: Any) -> Any:
    """A TOML value as JSON has it: dates are text, "none" is what TOML cannot say."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "none" else value


def plain(text: str) -> str:
    """As it is read: without Markdown's bold, every run of white space as one space (languages put thin and
    unbreakable ones where they like)."""
    return " ".join(text.replace("**", "").split())


def told(step: Step) -> str:
    """What was done in a step, as the transcript tells it."""
    if step.staff is not None:
        said = f": {step.staff.text}" if step.staff.text else ""
        return f"{step.staff.name} of the team {_DOES[step.staff.does]}{said}"
    if step.press is not None:
        return f"the guest presses [{step.press}]" + (f" of {step.card}" if step.card else "")
    return f"the guest writes: {step.say}"


_DOES = {"take_over": "takes over", "say": "says", "hand_back": "hands back"}
