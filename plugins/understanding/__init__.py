"""Reads guests: what each clause does and is about, the values it states, and the trip that comes of it. No key needed.

Its parts: `tokens`, `lexicon` and `numbers` make words of a text; `acts` are learned heads on the sentence encoder;
`dates`, `money`, `people` and `things` parse one family of values each, with tables by language; `read` puts them
together; `replay` reads a whole conversation; `command` is `bot intent`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.hookspecs import hookimpl
from bot.types import Extraction
from plugins.understanding.read import Setting, read

if TYPE_CHECKING:
    import typer

    from bot.conversation.turn import Turn
    from bot.core import Core


@hookimpl
async def startup(core: Core) -> None:
    """Load the encoder and the tables now, so that the first guest does not wait for them."""
    await asyncio.to_thread(read, "hello", Setting(core.clock().date()))


@hookimpl
async def extract_intent(turn: Turn) -> Extraction:
    session = turn.session
    return await asyncio.to_thread(  # the encoder computes some milliseconds
        read,
        turn.text,
        Setting(turn.today, session.locale, turn.tenant.currency),
        history=session.history,
        language=session.language,
        intent=turn.intent,
    )


@hookimpl
def register_commands(cli: typer.Typer) -> None:
    from plugins.understanding.command import add_command  # only when a command line is built

    add_command(cli)
