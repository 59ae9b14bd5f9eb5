"""The commands that every channel has: start, help, language, human, privacy, reset, link, unlink and resume_bot.

A channel turns its native commands into `Message.action` and the ledger answers them like any message, exactly once.
What a command changes in the ledger (reset, link, unlink, resume_bot) was done when the message was accepted; here
is only what is said of it. Must be asked before the concierge.
"""

from __future__ import annotations

from bot import Reply, hookimpl
from bot.conversation.turn import Turn
from plugins.commands.answers import answer
from plugins.commands.reading import commanded


@hookimpl
async def respond(turn: Turn) -> Reply | None:
    """None: the turn's messages are no command."""
    command = commanded(turn)
    return await answer(turn, command) if command else None
