"""python -m channels.standins.telegram: the stand-in by hand, until Ctrl-C. It writes its URL."""

from __future__ import annotations

import argparse

from channels.standins.serving import HOST, run_by_hand
from channels.standins.telegram import control
from channels.standins.telegram.kit import TOKEN, TelegramStandin


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m channels.standins.telegram", description=__doc__)
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=8081, help="0: any free one")
    parser.add_argument("--token", default=TOKEN, help="the bot's token")
    parser.add_argument("--username", default="lobby_demo_bot", help="the bot's name, without @")
    parser.add_argument("--limits", action="store_true", help="apply Telegram's limits of sending")
    parser.add_argument("--no-privacy", action="store_true", help="the bot reads all messages of groups")
    parser.add_argument("--any-url", action="store_true", help="pretend that every file's URL can be fetched")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    standin = TelegramStandin(
        token=options.token,
        username=options.username,
        limits=options.limits,
        privacy_mode=not options.no_privacy,
        fetchable=(lambda _: True) if options.any_url else None,
    )
    run_by_hand(standin.serving(options.host, options.port, also=control.routes(standin)), lambda url: url)


if __name__ == "__main__":
    main()
