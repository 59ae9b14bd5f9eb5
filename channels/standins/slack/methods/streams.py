"""chat.startStream, appendStream, stopStream. Source: https://docs.slack.dev/reference/methods/chat.startStream.

What an open stream refuses was measured by others: chat.update (`streaming_state_conflict`) and chat.delete
(`cant_delete_message`); see methods/chat.py.
"""

from __future__ import annotations

from channels.standins.slack import happening, wire
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.blocks import message_blocks
from channels.standins.slack.methods.chat import MARKDOWN_TEXT_CHARS, metadata, own
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace

CHUNKS = ("markdown_text", "task_update", "plan_update", "blocks")
TASK_STATUS = ("pending", "in_progress", "complete", "error")


def start(workspace: Workspace, args: Arguments) -> JSON:
    channel = workspace.joined(args.text("channel") or "")
    root = workspace.thread(channel, args.required("thread_ts"))
    if not channel.with_user:
        for name in ("recipient_user_id", "recipient_team_id"):
            if not args.text(name):
                raise Refused(f"missing_{name}")
        workspace.user(args.required("recipient_user_id"))
    text, others = _content(args)
    message = Message(channel, workspace.new_ts(), workspace.bot.id, "", [], by_bot=True, streaming=True)
    _append(message, text, others)
    happening.posted(workspace, message, root)
    return {"channel": channel.id, "ts": message.ts}


def append(workspace: Workspace, args: Arguments) -> JSON:
    message = _stream(workspace, args)
    text, others = _content(args)
    if not text and not others:
        raise Refused("no_text")
    _append(message, text, others)
    message.note_version()
    workspace.bell.ring()
    return {"channel": message.channel.id, "ts": message.ts}


def stop(workspace: Workspace, args: Arguments) -> JSON:
    message = _stream(workspace, args)
    text, others = _content(args)
    blocks = message_blocks(args.objects("blocks", "invalid_blocks_format"))
    message.metadata = metadata(args) or message.metadata
    _append(message, text, others)
    message.streaming = False
    happening.changed(workspace, message, message.text, [*message.blocks, *blocks], by=None)
    shown = wire.message(workspace, message, metadata=True)
    return {"channel": message.channel.id, "ts": message.ts, "message": shown}


def _stream(workspace: Workspace, args: Arguments) -> Message:
    channel = workspace.joined(args.text("channel") or "")
    message = own(workspace, channel, args.required("ts"), "message_not_owned_by_app")
    if not message.streaming:
        raise Refused("message_not_in_streaming_state")
    return message


def _content(args: Arguments) -> tuple[str, list[JSON]]:
    """The Markdown of a call, and its other chunks. Raises Refused."""
    text, others = args.text("markdown_text") or "", []
    for chunk in args.objects("chunks", "invalid_chunks") or ():
        if not _valid(chunk):
            raise Refused("invalid_chunks")
        if chunk["type"] == "markdown_text":
            text += chunk["text"]
        else:
            others.append(chunk)
    if len(text) > MARKDOWN_TEXT_CHARS:
        raise Refused("msg_too_long")
    return text, others


def _valid(chunk: JSON) -> bool:
    match chunk.get("type"):
        case "markdown_text":
            return isinstance(chunk.get("text"), str)
        case "task_update":
            return isinstance(chunk.get("id"), str) and bool(chunk.get("title")) and chunk.get("status") in TASK_STATUS
        case "plan_update":
            return isinstance(chunk.get("title"), str)
        case "blocks":
            return bool(message_blocks(chunk.get("blocks")))
        case _:
            return False


def _append(message: Message, text: str, others: list[JSON]) -> None:
    message.text += text
    cards = [block for block in message.blocks if block["type"] != "markdown"]
    for chunk in others:
        if chunk["type"] == "blocks":
            cards += message_blocks(chunk["blocks"])
        elif chunk["type"] == "task_update":
            cards = [card for card in cards if card.get("task_id") != chunk["id"]]
            cards.append({"type": "task_card", "task_id": chunk["id"], "title": chunk["title"]} | _status(chunk))
    written = [{"type": "markdown", "block_id": "stream", "text": message.text}] if message.text else []
    message.blocks = [*written, *cards]


def _status(chunk: JSON) -> JSON:
    return {"status": chunk["status"]}


METHODS = {
    "chat.startStream": Method(start),
    "chat.appendStream": Method(append),
    "chat.stopStream": Method(stop),
}
