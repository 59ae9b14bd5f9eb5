"""The echo responder, which can be stopped for good in a phase of the turn."""

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from tests.support.pipe_channel import pause


@hookimpl
async def allow_message(turn: Turn) -> None:
    await pause("accept")


@hookimpl
async def respond(turn: Turn) -> Reply:
    await pause("hooks")
    return Reply(f"echo: {turn.text}")
