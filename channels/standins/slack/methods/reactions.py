"""reactions.*. Sources: https://docs.slack.dev/reference/methods/reactions.add, …/reactions.remove"""

from __future__ import annotations

import re

from channels.standins.slack import happening
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace

NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(workspace: Workspace, args: Arguments) -> JSON:
    name, message = _item(workspace, args)
    if workspace.bot.id in message.reactions.get(name, ()):
        raise Refused("already_reacted")
    happening.reacted(workspace, message, name, workspace.bot.id, added=True)
    return {}


def remove(workspace: Workspace, args: Arguments) -> JSON:
    name, message = _item(workspace, args)
    if workspace.bot.id not in message.reactions.get(name, ()):
        raise Refused("no_reaction")
    happening.reacted(workspace, message, name, workspace.bot.id, added=False)
    return {}


def _item(workspace: Workspace, args: Arguments) -> tuple[str, Message]:
    channel_id, ts = args.text("channel"), args.text("timestamp")
    if not channel_id or not ts:
        raise Refused("no_item_specified")
    channel = workspace.joined(channel_id)
    name = (args.text("name") or "").strip(":")
    if not NAME.fullmatch(name):
        raise Refused("invalid_name")
    return name, workspace.message(channel, ts)


METHODS = {"reactions.add": Method(add), "reactions.remove": Method(remove)}
