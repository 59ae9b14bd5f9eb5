"""chat.*. Sources: https://docs.slack.dev/reference/methods/chat.postMessage, …/chat.update, …/chat.delete,
…/chat.postEphemeral, …/chat.getPermalink (October 2026)
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from channels.standins.slack import happening, wire
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.blocks import fallback, message_blocks
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Channel, Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.text import plain
from channels.standins.slack.workspace import Workspace

TEXT_CHARS = 40_000  # beyond it Slack cuts the text off; we refuse, so that no text is lost unnoticed
UPDATE_TEXT_CHARS = 4000  # …/chat.update: msg_too_long
MARKDOWN_TEXT_CHARS = 12_000
ATTACHMENTS = 100
METADATA_BYTES = 16_000  # the page gives no number; far beyond what identifiers need
EXTRAS = ("username", "icon_emoji", "icon_url")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, checked; `blocks` is None when none were given."""

    text: str | None
    blocks: list[JSON] | None
    attachments: list[JSON] | None

    def shown(self) -> tuple[str, list[JSON]]:
        """The `text` and `blocks` that Slack keeps."""
        if self.blocks:
            return self.text or fallback(self.blocks), self.blocks
        return self.text or "", plain(self.text or "") if self.text else []


def content(args: Arguments, text_chars: int = TEXT_CHARS) -> Content:
    """Raises Refused: no_text, msg_too_long, invalid_blocks(_format), markdown_text_conflict, too_many_attachments."""
    text = args.text("text")
    blocks = args.objects("blocks", "invalid_blocks_format")
    attachments = args.objects("attachments", "invalid_attachments")
    markdown = args.text("markdown_text")
    if markdown:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        if len(markdown) > MARKDOWN_TEXT_CHARS:
            raise Refused("msg_too_long")
        blocks, text = [{"type": "markdown", "text": markdown}], markdown
    if not text and not blocks and not attachments:
        raise Refused("no_text")
    if text and len(text) > text_chars:
        raise Refused("msg_too_long")
    if attachments and len(attachments) > ATTACHMENTS:
        raise Refused("too_many_attachments")
    return Content(text, None if blocks is None else message_blocks(blocks), attachments)


def metadata(args: Arguments) -> JSON | None:
    """Source: https://docs.slack.dev/messaging/message-metadata. Raises Refused."""
    given = args.parsed("metadata", "invalid_metadata_format")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Refused("invalid_metadata_format")
    if not given:
        return {}
    if not isinstance(given.get("event_type"), str) or not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_schema")
    if given.keys() - {"event_type", "event_payload", "entities"} or not given["event_type"]:
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(given)) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return given


def post_message(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.addressed(_channel(args))
    root = workspace.thread(channel, args.text("thread_ts"))
    said = content(args)
    sent = _new(workspace, channel, said, args)
    sent.metadata = metadata(args) or None
    sent.broadcast = root is not None and args.flag("reply_broadcast")
    happening.posted(workspace, sent, root)
    shown = wire.message(workspace, sent, metadata=True)
    return {"channel": channel.id, "ts": sent.ts, "message": shown}


def post_ephemeral(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.addressed(_channel(args))
    user = args.required("user")
    if user not in workspace.users or user not in channel.members:
        raise Refused("user_not_in_channel")
    sent = _new(workspace, channel, content(args), args)
    sent.ephemeral_to = user
    root = workspace.thread(channel, args.text("thread_ts"))
    sent.thread_ts = root.ts if root else None
    happening.whispered(workspace, sent)
    return {"message_ts": sent.ts}


def update(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.joined(_channel(args))
    message = own(workspace, channel, args.required("ts"), "cant_update_message")
    if message.streaming:
        raise Refused("streaming_state_conflict")
    said = content(args, UPDATE_TEXT_CHARS)
    new_metadata = metadata(args)
    if new_metadata is not None:
        message.metadata = new_metadata or None
    text, blocks = said.shown()
    if said.text is None and said.blocks is None:  # the page: blocks are kept only when no text is given
        text, blocks = message.text, message.blocks
    if said.attachments is not None:
        message.extras["attachments"] = said.attachments
    happening.changed(workspace, message, text, blocks, by=None if said.blocks else workspace.bot.id)
    shown = wire.message(workspace, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.joined(_channel(args))
    message = own(workspace, channel, args.required("ts"), "cant_delete_message")
    if message.streaming:
        raise Refused("cant_delete_message")
    happening.deleted(workspace, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.channel(_channel(args))
    message = workspace.message(channel, args.required("message_ts"))
    link = f"https://{workspace.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def own(workspace: Workspace, channel: Channel, ts: str, otherwise: str) -> Message:
    """A message that the app has posted. Raises Refused."""
    message = workspace.message(channel, ts)
    if not message.by_bot:
        raise Refused(otherwise)
    return message


def _channel(args: Arguments) -> str:
    return args.text("channel") or ""  # none is channel_not_found, as for a wrong one


def _new(workspace: Workspace, channel: Channel, said: Content, args: Arguments) -> Message:
    text, blocks = said.shown()
    sent = Message(channel, workspace.new_ts(), workspace.bot.id, text, blocks, by_bot=True)
    sent.extras = {key: args.text(key) for key in EXTRAS if args.text(key)}
    if said.attachments:
        sent.extras["attachments"] = said.attachments
    return sent


METHODS = {
    "chat.postMessage": Method(post_message),
    "chat.postEphemeral": Method(post_ephemeral),
    "chat.update": Method(update),
    "chat.delete": Method(delete),
    "chat.getPermalink": Method(permalink),
}
