"""conversations.*. Sources: https://docs.slack.dev/reference/methods/conversations.history and its neighbours."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from channels.standins.slack import wire
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace

HISTORY_LIMIT, HISTORY_MOST = 100, 999
REPLIES_LIMIT, REPLIES_MOST = 1000, 1000
LIST_LIMIT, LIST_MOST = 100, 1000

Item = TypeVar("Item")


def history(workspace: Workspace, args: Arguments) -> JSON:
    """Newest first; replies are not in it."""
    channel = workspace.joined(args.text("channel") or "")
    found = [message for message in reversed(channel.shared()) if _within(message, args)]
    page, cursor = _page(found, args, HISTORY_LIMIT, HISTORY_MOST)
    answer: JSON = {"messages": _shown(workspace, page, args), "has_more": bool(cursor), "pin_count": 0}
    answer |= {"channel_actions_ts": None, "channel_actions_count": 0}
    return answer | _metadata(cursor)


def replies(workspace: Workspace, args: Arguments) -> JSON:
    """Oldest first, after the message that the thread hangs on; the ts of a reply gives that reply only."""
    channel = workspace.joined(args.text("channel") or "")
    root = next((m for m in channel.every() if m.ts == args.required("ts") and not m.ephemeral_to), None)
    if root is None or (root.deleted and root.subtype != "tombstone"):
        raise Refused("thread_not_found")
    found = [reply for reply in root.replies if not reply.deleted and _within(reply, args)]
    page, cursor = _page([root, *found], args, REPLIES_LIMIT, REPLIES_MOST)
    return {"messages": _shown(workspace, page, args), "has_more": bool(cursor)} | _metadata(cursor)


def info(workspace: Workspace, args: Arguments) -> JSON:
    return {"channel": wire.channel(workspace, workspace.channel(args.text("channel") or ""))}


def list_(workspace: Workspace, args: Arguments) -> JSON:
    types = (args.text("types") or "public_channel").split(",")
    if unknown := set(types) - {"public_channel", "private_channel", "mpim", "im"}:
        raise Refused("invalid_types", f"unknown types: {', '.join(sorted(unknown))}")
    kinds = {"channel": "public_channel", "group": "private_channel", "im": "im"}
    found = [
        channel
        for channel in workspace.channels.values()
        if kinds[channel.kind] in types and (not channel.private or workspace.bot.id in channel.members)
        if not (channel.archived and args.flag("exclude_archived"))
    ]
    page, cursor = _page(found, args, LIST_LIMIT, LIST_MOST)
    return {"channels": [wire.channel(workspace, channel) for channel in page]} | _metadata(cursor)


def members(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.channel(args.text("channel") or "")
    page, cursor = _page(sorted(channel.members), args, LIST_LIMIT, LIST_MOST)
    return {"members": page} | _metadata(cursor)


def open_(workspace: Workspace, args: Arguments) -> JSON:
    if channel_id := args.text("channel"):
        return {"channel": {"id": workspace.channel(channel_id).id}}
    users = [user for user in (args.text("users") or "").split(",") if user]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("method_not_supported_for_channel_type")  # groups of people: nobody here needs them
    known = any(channel.with_user == users[0] for channel in workspace.channels.values())
    channel = workspace.direct(users[0])
    shown = wire.channel(workspace, channel) if args.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if known else {})


def join(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.channel(args.text("channel") or "")
    if channel.private or channel.with_user:
        raise Refused("method_not_supported_for_channel_type")
    channel.members.add(workspace.bot.id)
    return {"channel": wire.channel(workspace, channel)}


def _within(message: Message, args: Arguments) -> bool:
    """Between `oldest` and `latest`, both exclusive unless `inclusive`."""
    ts, inclusive = Decimal(message.ts), args.flag("inclusive")
    oldest, latest = _ts(args, "oldest"), _ts(args, "latest")
    if oldest is not None and not (ts > oldest or (inclusive and ts == oldest)):
        return False
    return latest is None or ts < latest or (inclusive and ts == latest)


def _ts(args: Arguments, name: str) -> Decimal | None:
    value = args.text(name)
    if not value or value == "now":
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        raise Refused(f"invalid_ts_{name}") from None


def _page(items: Sequence[Item], args: Arguments, default: int, most: int) -> tuple[list[Item], str]:
    """The items of a page, and the cursor of the next one ("": the last)."""
    limit = args.number("limit", default, most)
    start = _start(args.text("cursor") or "")
    rest = start + limit < len(items)
    return list(items[start : start + limit]), base64.b64encode(f"next:{start + limit}".encode()).decode() * rest


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise Refused("invalid_cursor") from None


def _metadata(cursor: str) -> JSON:
    return {"response_metadata": {"next_cursor": cursor}}


def _shown(workspace: Workspace, messages: list[Message], args: Arguments) -> list[JSON]:
    metadata = args.flag("include_all_metadata")
    return [wire.message(workspace, message, metadata=metadata) for message in messages]


METHODS = {
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
    "conversations.info": Method(info),
    "conversations.list": Method(list_),
    "conversations.members": Method(members),
    "conversations.open": Method(open_),
    "conversations.join": Method(join),
}
