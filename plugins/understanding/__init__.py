"""Reads guests: what each clause does and is about, the values it states, and the trip that comes of it. No key needed.

Its parts: `tokens`, `phrases`, `spelling`, `lexicon`, `numbers` and `homes` make words of a text; `acts` are learned
heads on two sentence encoders; `dates`, `money`, `people` and `things` parse one family of values each, with tables by
language; `read` puts them together; `replay` reads a whole conversation; `command` is `bot intent`; `agreement`
compares questions.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.catalog.proper_names import ProperNames, known_names, read_names
from bot.errors import StoreError
from bot.hookspecs import hookimpl
from bot.types import Extraction
from plugins.understanding.agreement import LearnedActs
from plugins.understanding.lexicon import load_all
from plugins.understanding.read import Setting, read
from plugins.understanding.things.elsewhere import countries

if TYPE_CHECKING:
    import typer

    from bot.conversation.turn import Turn
    from bot.core import Core


@hookimpl
def register_act_reader(core: Core) -> LearnedActs:
    return LearnedActs()


@hookimpl
async def startup(core: Core) -> None:
    """Load the encoder and the tables now, so that the first guest does not wait for them."""
    await asyncio.to_thread(_load, Setting(core.clock().date()))


def _load(setting: Setting) -> None:
    load_all()
    countries()
    read("hello", setting)


@hookimpl
async def extract_intent(turn: Turn) -> Extraction:
    session, names = turn.session, await _names(turn)
    return await asyncio.to_thread(  # the encoder computes some milliseconds
        read,
        turn.text,
        Setting(turn.today, session.locale, turn.tenant.currency, names.places, names.homes),
        history=session.history,
        language=session.language,
        intent=turn.intent,
    )


async def _names(turn: Turn) -> ProperNames:
    """Where the tenant has units and what they are called. Without the database the rest is read all the same."""
    tenant_id = turn.tenant.tenant_id
    if (names := known_names(tenant_id)) is not None:
        return names
    try:
        async with turn.transaction() as conn:
            return await read_names(conn, tenant_id)
    except StoreError:
        return ProperNames()


@hookimpl
def register_commands(cli: typer.Typer) -> None:
    from plugins.understanding.command import add_command  # only when a command line is built

    add_command(cli)
