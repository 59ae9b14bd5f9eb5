"""`python -m channels.standins.slack --port N`: the stand-in by hand, driven over `/_control/`, until Ctrl-C."""

from __future__ import annotations

import argparse

from channels.standins.serving import HOST, run_by_hand
from channels.standins.slack import control
from channels.standins.slack.standin import SlackStandin


def told(slack: SlackStandin, url: str) -> str:
    """What to give the bot, and where to look."""
    workspace = slack.workspace
    places = ", ".join(f"#{channel.name} = {channel.id}" for channel in workspace.channels.values())
    tokens = f"bot token {workspace.bot_token}, app token {workspace.app_token}"
    return (
        f"Slack stand-in at {url}\n"
        f"  base_url {url}/api/\n"
        f"  {tokens}, signing secret {workspace.signing_secret}\n"
        f"  channels: {places}\n"
        f"  state: curl {url}/_control/state"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m channels.standins.slack", description=__doc__)
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=8070, help="0: any free one")
    parser.add_argument("--channel", action="append", help="a channel that the app is in (default: reception)")
    options = parser.parse_args()
    slack = SlackStandin()
    for name in options.channel or ["reception"]:
        slack.channel(name)
    serving = slack.serving(options.host, options.port, also=control.routes(slack))
    run_by_hand(serving, lambda url: told(slack, url))


if __name__ == "__main__":
    main()
