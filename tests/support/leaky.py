"""A plugin that fails at every hook, and whose exceptions quote what the guest wrote."""

from __future__ import annotations

import logging
from typing import Any

from bot import Reply, hookimpl
from bot.conversation.turn import Turn

log = logging.getLogger(__name__)


@hookimpl
async def session_started(core: Any, session: Any) -> None:
    raise KeyError(f"canary-text-5b1e {session}")


@hookimpl
async def extract_intent(turn: Turn) -> None:
    raise ValueError(turn.text)


@hookimpl
async def retrieve(turn: Turn) -> None:
    try:
        raise LookupError(turn.text)
    except LookupError as error:
        log.warning("nothing found: %s", error)
        raise RuntimeError(repr(turn)) from error


@hookimpl
async def respond(turn: Turn) -> Reply:
    return Reply("an answer")
