"""`python -m channels.standins.slack --port N`: the stand-in by hand, driven over `/_control/`."""

from __future__ import annotations

import argparse
import asyncio
import sys

from channels.standins.slack.standin import SlackStandin
from channels.standins.slack.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET


async def serve(port: int, channels: list[str]) -> None:
    slack = SlackStandin()
    for name in channels:
        slack.channel(name)
    async with slack.serving(port) as url:
        places = ", ".join(f"#{channel.name} = {channel.id}" for channel in slack.workspace.channels.values())
        sys.stdout.write(
            f"Slack stand-in at {url}\n"
            f"  base_url {url}/api/\n"
            f"  bot token {BOT_TOKEN}, app token {APP_TOKEN}, signing secret {SIGNING_SECRET}\n"
            f"  channels: {places}\n"
            f"  state: curl {url}/_control/state\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m channels.standins.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=8070, help="0: any free one")
    parser.add_argument("--channel", action="append", help="a channel that the app is in (default: reception)")
    options = parser.parse_args()
    try:
        asyncio.run(serve(options.port, options.channel or ["reception"]))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
