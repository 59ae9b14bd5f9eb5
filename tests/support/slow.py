"""A responder that takes its time."""

import asyncio

from bot import Reply, hookimpl
from bot.conversation.turn import Turn

SECONDS = 0.7


@hookimpl
async def respond(turn: Turn) -> Reply:
    await asyncio.sleep(SECONDS)
    return Reply(f"at last: {turn.text}")
