"""What can be examined without a database: settings, plugins, channels, secrets, the disk."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.app import App
from bot.doctor.finding import Finding
from bot.errors import BotError
from bot.settings import Secrets, Settings

MIN_FREE_BYTES = 1 << 30  # PostgreSQL stops writing when the disk is full


def surroundings(settings: Settings) -> Iterator[Finding]:
    file = Path(os.environ.get("BOT_CONFIG") or settings.root / "bot.toml")
    yield Finding("settings", True, str(file) if file.is_file() else "no bot.toml: every setting has its default")
    given = Secrets.from_environment()
    names = {name.upper(): getattr(given, name) is not None for name in Secrets.model_fields}
    yield Finding(
        "secrets", None, ", ".join(f"{name} {'set' if is_set else 'not set'}" for name, is_set in names.items())
    )
    if not settings.database.url:
        yield _disk(settings)


def plugins(settings: Settings) -> tuple[tuple[str, ...], list[Finding]]:
    """The encoders' models, the preferred one first, and what there is to say of plugins and channels."""
    try:
        app = asyncio.run(_build(settings))
    except BotError as error:
        return (), [Finding("plugins", False, str(error), "correct or remove it in [plugins] or [channels] enabled")]
    except Exception as error:
        return (), [Finding("plugins", False, f"{type(error).__name__}: {error}", "`bot --debug plugins` shows where")]
    findings = [
        Finding("plugins", True, ", ".join(p.name for p in app.loaded if p.group == "lobby.plugins") or "none"),
        _channels(app),
        _embedder(app),
    ]
    return tuple(app.core.embedders), findings


async def _build(settings: Settings) -> App:
    """Built, never started: no database is needed."""
    return App(settings, Secrets.from_environment(), url="")


def _channels(app: App) -> Finding:
    off = [p.name for p in app.loaded if p.group == "lobby.channels" and p.name not in app.core.channels]
    detail = f"on: {', '.join(app.core.channels) or 'none'}" + (f"; off: {', '.join(off)}" if off else "")
    advice = "" if app.core.channels else "name one in [channels] enabled; a channel without its secret is off"
    return Finding("channels", bool(app.core.channels), detail, advice)


def _embedder(app: App) -> Finding:
    if not app.core.embedders:
        return Finding("embedder", False, "none", "add plugins.embeddings_local to [plugins] enabled")
    return Finding("embedder", True, ", ".join(app.core.embedders))


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / (1 << 30):.1f} GiB free for {settings.data_dir}"
    enough = free >= MIN_FREE_BYTES
    return Finding("disk", enough, detail, "" if enough else "make room: the database stops writing on a full disk")
