"""Runs every check, each apart: what cannot be examined becomes a finding itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.doctor import database, installation, models, node
from bot.doctor.finding import Finding
from bot.errors import BotError
from bot.settings import Secrets, Settings
from bot.store import storage
from bot.store.storage import Storage


def examine(settings: Settings) -> list[Finding]:
    """Everything, from the ground up. Changes nothing, but starts an embedded server that was not running."""
    encoders, findings = installation.plugins(settings)
    asked = models.examine(settings, Secrets.from_environment())
    return [
        *installation.surroundings(settings),
        *findings,
        *asked,
        *node.examine(settings),
        *_database(settings, encoders),
    ]


def _database(settings: Settings, encoders: Sequence[str]) -> Iterator[Finding]:
    try:
        found: Storage = storage.find(settings)
        yield from database.examine(found, encoders)
    except BotError as error:
        advice = "start it, or correct DATABASE_URL or [database] url; leave both empty for the embedded server"
        yield Finding("database", False, str(error), advice)
