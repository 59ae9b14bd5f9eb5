"""The workspace's objects as JSON, in the shapes that Slack's pages show."""

from __future__ import annotations

from channels.standins.slack.model import Channel, Message, User, View
from channels.standins.slack.refusal import JSON
from channels.standins.slack.workspace import Workspace


def message(workspace: Workspace, sent: Message, *, metadata: bool = False, thread: bool = True) -> JSON:
    """A message as history, replies, events and answers show it.

    Args:
        metadata: `include_all_metadata` was asked for.
        thread: with the summary of its replies.

    Source: https://docs.slack.dev/reference/events/message
    """
    shown: JSON = {"user": sent.user, "type": "message", "ts": sent.ts, "text": sent.text, "team": workspace.team_id}
    if sent.subtype:
        shown["subtype"] = sent.subtype
    if sent.by_bot:
        shown |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "bot_profile": bot_profile(workspace)}
    if sent.client_msg_id:
        shown["client_msg_id"] = sent.client_msg_id
    for key, value in (("blocks", sent.blocks), ("files", sent.files), ("edited", sent.edited)):
        if value:
            shown[key] = value
    if sent.metadata and metadata:
        shown["metadata"] = sent.metadata
    if sent.streaming:
        shown["streaming_state"] = "in_progress"
    if sent.reactions:
        shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in sent.reactions.items()]
    return shown | sent.extras | (_thread(sent) if thread else {})


def _thread(sent: Message) -> JSON:
    if sent.thread_ts and sent.thread_ts != sent.ts:
        root = sent.channel.find(sent.thread_ts)
        return {"thread_ts": sent.thread_ts, "parent_user_id": root.user if root else None}
    replies = [reply for reply in sent.replies if not reply.deleted]
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": sent.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }


def bot_profile(workspace: Workspace) -> JSON:
    return {
        "id": workspace.bot_id,
        "deleted": False,
        "name": workspace.bot.name,
        "updated": workspace.started,
        "app_id": workspace.app_id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "team_id": workspace.team_id,
    }


def user(workspace: Workspace, person: User) -> JSON:
    """Source: https://docs.slack.dev/reference/objects/user-object"""
    profile = {"real_name": person.real_name, "display_name": person.name, "team": workspace.team_id}
    if person.email:
        profile["email"] = person.email
    if person.is_bot:
        profile |= {"api_app_id": workspace.app_id, "bot_id": workspace.bot_id}
    return {
        "id": person.id,
        "team_id": workspace.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "tz": "Europe/Madrid",
        "tz_offset": 3600,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": workspace.started,
    }


def channel(workspace: Workspace, place: Channel) -> JSON:
    """Source: https://docs.slack.dev/reference/objects/conversation-object"""
    common = {"id": place.id, "created": place.created, "is_archived": place.archived}
    common |= {"is_org_shared": False, "context_team_id": workspace.team_id, "updated": place.created * 1000}
    if place.with_user:
        return common | {"is_im": True, "user": place.with_user, "is_user_deleted": False, "priority": 0}
    topic = {"value": "", "creator": "", "last_set": 0}
    return common | {
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": not place.private,
        "is_group": place.private,
        "is_im": False,
        "is_mpim": False,
        "is_private": place.private,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": workspace.bot.id in place.members,
        "creator": "U0CREATOR",
        "unlinked": 0,
        "num_members": len(place.members),
        "topic": topic,
        "purpose": topic,
        "shared_team_ids": [workspace.team_id],
        "pending_shared": [],
    }


def view(workspace: Workspace, shown: View) -> JSON:
    """Source: https://docs.slack.dev/reference/methods/views.open"""
    given = shown.content
    return {
        "id": shown.id,
        "team_id": workspace.team_id,
        "type": "modal",
        "title": given["title"],
        "submit": given.get("submit"),
        "close": given.get("close"),
        "blocks": given["blocks"],
        "private_metadata": given.get("private_metadata", ""),
        "callback_id": given.get("callback_id", ""),
        "external_id": given.get("external_id", ""),
        "state": {"values": shown.values},
        "hash": shown.hash,
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "root_view_id": shown.root_id,
        "previous_view_id": shown.previous_id,
        "app_id": workspace.app_id,
        "bot_id": workspace.bot_id,
        "app_installed_team_id": workspace.team_id,
    }
