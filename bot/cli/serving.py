"""`bot run` and `bot chat`: the concierge itself."""

from __future__ import annotations

import gc
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.console import JsonFlag, note, settings
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.app import App
    from bot.core import Core
    from bot.settings import Settings

READY_POLL_S = 0.02
SERVER_CHECK_S = 2.0
YOUNG_OBJECTS = 50_000  # made and not yet freed before the garbage collector looks: more than a busy node has at work


def register(parent: typer.Typer) -> None:
    parent.command("run")(run)
    parent.command("chat")(chat)


def run(as_json: JsonFlag = False) -> None:
    """Start the concierge: its channels, the sweeps and the scheduled work. Ctrl-C ends it in order."""
    from bot import logs

    chosen = settings()
    logs.configure(chosen.log)
    _run_until_ended(_serve(chosen, as_json))


def chat(
    tenant: Annotated[str, typer.Option(help="Whose concierge to talk to: a slug.")] = "demo",
    locale: Annotated[str | None, typer.Option(help="Your language, as es or en-GB; the tenant's by default.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin another conversation.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Talk to the concierge in the terminal. Lines of a pipe are answered one by one."""
    from bot import logs

    chosen = settings()
    output = {"output": "json"} if as_json else {}
    terminal = {"tenant": tenant, "locale": locale, "fresh": new, "chatting": True, **output}
    channels = {"enabled": ["channels.terminal"], "entry_points": False, "terminal": terminal}
    update = {
        "channels": type(chosen.channels).model_validate(channels),
        "jobs": chosen.jobs.model_copy(update={"enabled": False}),
    }
    logs.configure(chosen.log.model_copy(update={"level": "error"}))  # the conversation has the screen
    _run_until_ended(_converse(chosen.model_copy(update=update)))


async def _serve(chosen: Settings, as_json: bool) -> None:
    from bot.tasks import beside

    app = await _build(chosen)
    if not app.core.channels:
        raise ConfigError("no channel is on; name one in [channels] enabled of bot.toml")
    async with beside(_announce(app.core, as_json)), beside(_keep_embedded_server(chosen)):
        await app.run()


async def _converse(chosen: Settings) -> None:
    app = await _build(chosen)
    async with app.started() as core:  # unsupervised: what goes wrong here is told, not retried
        await core.channels["terminal"].run(core.turns.accept)


async def _build(chosen: Settings) -> App:
    """The application on its migrated database; the very first start brings the demo tenant."""
    from bot.app import App
    from bot.cli.first_start import load_demo_once
    from bot.settings import Secrets
    from bot.store.storage import prepared

    storage = await prepared(chosen)
    app = App(chosen, Secrets.from_environment(), storage.url)
    await load_demo_once(app.core, storage)
    return app


async def _keep_embedded_server(chosen: Settings) -> None:
    """Start the embedded server again when it was killed: nobody else would. Until cancelled."""
    import asyncio
    import logging

    from bot.errors import StoreUnavailable
    from bot.store.embedded import EmbeddedServer

    log = logging.getLogger(__name__)
    server = EmbeddedServer(chosen.data_dir)
    while not chosen.database.url:
        await asyncio.sleep(SERVER_CHECK_S)
        if await asyncio.to_thread(server.is_running):
            continue
        log.warning("the embedded database has ended; it is started again")
        try:
            await asyncio.to_thread(server.start)
        except StoreUnavailable as error:
            log.error("%s", error)  # the sentence says all


async def _announce(core: Core, as_json: bool) -> None:
    """One line once everything can be reached."""
    import asyncio

    from bot.channel import Addressed

    addressed = [channel for channel in core.channels.values() if isinstance(channel, Addressed)]
    while not (core.health.started and all(channel.url for channel in addressed)):  # noqa: ASYNC110  # channels only show a url
        await asyncio.sleep(READY_POLL_S)
    set_aside()
    urls = [str(channel.url) for channel in addressed]
    if as_json:
        typer.echo(json.dumps({"ready": True, "url": urls[0] if urls else None, "channels": list(core.channels)}))
    else:
        note(f"Lobby is ready: {', '.join(urls or core.channels or ['no channels'])}")


def set_aside() -> None:
    """Take what the start has made out of the garbage collector's sight. It stays, and going through it again and again
    takes a sixth of a busy node's time: a tenth of a second at once, for which every guest waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


def _run_until_ended(work: Coroutine[Any, Any, None]) -> None:
    """Run on the fastest loop there is; Ctrl-C and SIGTERM are the ordinary ways to end."""
    import asyncio
    import signal

    async def ended_by_sigterm() -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # this is one
        if sys.platform != "win32":
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        await work

    loop_factory: Any = asyncio.SelectorEventLoop  # psycopg cannot use the loop that Windows starts with
    if sys.platform != "win32":
        import uvloop

        loop_factory = uvloop.new_event_loop
    try:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            runner.run(ended_by_sigterm())
    except (KeyboardInterrupt, asyncio.CancelledError):
        return
