"""Reads dates, party, type, budget and preferences out of guests' messages by rules, in six languages, without a key.

Abstains when unsure and asks when a date has two readings. Its parts: `text` puts a message into canonical form with
the tables of `words`; `stay`, `party`, `money`, `lodging` and `preferences` read one part of the intent each;
`extract` puts them together; `replay` reads a whole conversation; `command` is `bot intent`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.hookspecs import hookimpl
from bot.types import Extraction
from plugins.intent_rules.extract import extract

if TYPE_CHECKING:
    import typer

    from bot.conversation.turn import Turn


@hookimpl
async def extract_intent(turn: Turn) -> Extraction:
    session = turn.session
    return extract(
        turn.text,
        today=turn.today,
        history=session.history,
        locale=session.locale,
        language=session.language,
        intent=turn.intent,
    )


@hookimpl
def register_commands(cli: typer.Typer) -> None:
    from plugins.intent_rules.command import add_command  # only when a command line is built

    add_command(cli)
