"""A responder that streams what the guest said, word by word."""

from collections.abc import AsyncIterator

from bot import Reply, hookimpl
from bot.conversation.turn import Turn


@hookimpl
async def respond(turn: Turn) -> AsyncIterator[str | Reply]:
    for word in turn.text.split():
        yield word + " "
    yield Reply(turn.text)
