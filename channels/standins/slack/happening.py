"""What happens to messages, whoever does it; each is told to the app as Slack's Events API tells it.

An app is told of what it does itself as well: to ignore that is the app's business.
Source: https://docs.slack.dev/reference/events/message and its subtypes (October 2026)
"""

from __future__ import annotations

from channels.standins.slack import wire
from channels.standins.slack.model import Channel, Message
from channels.standins.slack.refusal import JSON
from channels.standins.slack.text import plain
from channels.standins.slack.workspace import Workspace

MESSAGES = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
TOMBSTONE = "This message was deleted."


def posted(workspace: Workspace, message: Message, root: Message | None = None) -> Message:
    """Put a message into its channel, or under `root`."""
    channel = message.channel
    if root is not None:
        message.thread_ts = root.ts
        root.replies.append(message)
    else:
        channel.messages.append(message)
    message.note_version()
    shown = wire.message(workspace, message)
    tell(workspace, channel, shown | {"ts": message.ts, "event_ts": message.ts})
    mention = f"<@{workspace.bot.id}>"
    if mention in message.text and not channel.with_user and not message.by_bot:
        tell(workspace, channel, shown | {"type": "app_mention", "event_ts": message.ts}, kind="app_mention")
    workspace.bell.ring()
    return message


def whispered(workspace: Workspace, message: Message) -> Message:
    """Show a message to one person; there is no event about it."""
    message.channel.ephemerals.append(message)
    message.note_version()
    workspace.bell.ring()
    return message


def changed(workspace: Workspace, message: Message, text: str, blocks: list[JSON], by: str | None) -> None:
    """Give a message another wording; `by`: who is shown to have edited it."""
    before = wire.message(workspace, message)
    message.text, message.blocks = text, blocks or plain(text)
    now = workspace.new_ts()
    if by:
        message.edited = {"user": by, "ts": f"{now.split('.')[0]}.000000"}
    message.note_version()
    _revised(workspace, message, before, now)


def unfurled(workspace: Workspace, message: Message, attachment: JSON) -> None:
    """A preview of a link appears: a `message_changed` in which nobody has edited anything."""
    before = wire.message(workspace, message)
    message.extras["attachments"] = [*message.extras.get("attachments", ()), attachment]
    _revised(workspace, message, before, workspace.new_ts())


def deleted(workspace: Workspace, message: Message) -> None:
    """Delete a message; one that has replies leaves a tombstone."""
    before = wire.message(workspace, message)
    message.deleted = True
    now = workspace.new_ts()
    workspace.bell.ring()
    if any(not reply.deleted for reply in message.replies):
        message.subtype, message.text, message.blocks = "tombstone", TOMBSTONE, []
        _revised(workspace, message, before, now)
        return
    event = {"subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts, "previous_message": before}
    tell(workspace, message.channel, {"type": "message", **event, "ts": now, "event_ts": now})


def reacted(workspace: Workspace, message: Message, name: str, user: str, *, added: bool) -> None:
    users = message.reactions.setdefault(name, [])
    if added:
        users.append(user)
    else:
        users.remove(user)
    if not users:
        del message.reactions[name]
    kind = "reaction_added" if added else "reaction_removed"
    item = {"type": "message", "channel": message.channel.id, "ts": message.ts}
    now = workspace.new_ts()
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user, "event_ts": now}
    workspace.bell.ring()
    if kind in workspace.events and workspace.bot.id in message.channel.members:
        workspace.emit(event)


def tell(workspace: Workspace, channel: Channel, event: JSON, kind: str | None = None) -> None:
    """Hand an event of a channel to the app, if it is subscribed to that kind and in the channel."""
    kind = kind or MESSAGES[channel.kind]
    if kind in workspace.events and workspace.bot.id in channel.members:
        event = {**event, "channel": channel.id}
        workspace.emit(event if kind == "app_mention" else event | {"channel_type": channel.kind})


def _revised(workspace: Workspace, message: Message, before: JSON, now: str) -> None:
    after = wire.message(workspace, message)
    event = {"subtype": "message_changed", "hidden": True, "message": after, "previous_message": before}
    tell(workspace, message.channel, {"type": "message", **event, "ts": now, "event_ts": now})
    workspace.bell.ring()
