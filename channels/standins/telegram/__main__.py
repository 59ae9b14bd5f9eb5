"""python -m channels.standins.telegram: the stand-in by hand, until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys

from channels.standins.telegram.kit import TOKEN, TelegramStandin


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m channels.standins.telegram", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0: any free one")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    parser.add_argument("--username", default="lobby_demo_bot", help="the bot's name, without @")
    parser.add_argument("--limits", action="store_true", help="apply Telegram's limits of sending")
    parser.add_argument("--no-privacy", action="store_true", help="the bot reads all messages of groups")
    parser.add_argument("--any-url", action="store_true", help="pretend that every file's URL can be fetched")
    return parser.parse_args()


async def serve(options: argparse.Namespace) -> None:
    standin = TelegramStandin(
        token=options.token,
        username=options.username,
        limits=options.limits,
        privacy_mode=not options.no_privacy,
        fetchable=(lambda _: True) if options.any_url else None,
    )
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # there are no signal handlers on Windows' loop
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with standin.serving(options.host, options.port) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
