"""Uploads in three steps: a URL, the bytes, the sharing.

Sources: https://docs.slack.dev/reference/methods/files.getUploadURLExternal, …/files.completeUploadExternal
"""

from __future__ import annotations

import mimetypes
import secrets

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from channels.standins.slack import happening
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Message
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.text import plain
from channels.standins.slack.workspace import Workspace

ALT_TEXT_CHARS = 1000


class Uploads:
    """`base` is the stand-in's own address, once it is served."""

    def __init__(self, workspace: Workspace) -> None:
        self.base = ""
        self._workspace = workspace
        self._expected: dict[str, tuple[str, int]] = {}  # {ticket: (file id, bytes)}

    def methods(self) -> dict[str, Method]:
        return {"files.getUploadURLExternal": Method(self.url), "files.completeUploadExternal": Method(complete)}

    def url(self, workspace: Workspace, args: Arguments) -> JSON:
        name = args.required("filename")
        length = args.text("length") or ""
        if not length.isdigit() or int(length) == 0:
            raise Refused("invalid_arguments", "missing required field: length")
        if len(args.text("alt_txt") or "") > ALT_TEXT_CHARS:
            raise Refused("alt_txt_too_large")
        file_id, ticket = workspace.new_id("F"), secrets.token_urlsafe(12)
        self._expected[ticket] = (file_id, int(length))
        workspace.files[file_id] = {
            "id": file_id,
            "name": name,
            "title": name,
            "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "size": int(length),
            "alt_txt": args.text("alt_txt"),
        }
        return {"upload_url": f"{self.base}/upload/v1/{ticket}", "file_id": file_id}

    async def receive(self, request: Request) -> Response:
        """The endpoint of `/upload/v1/{ticket}`: the file's bytes, raw."""
        file_id, length = self._expected.pop(request.path_params["ticket"], ("", -1))
        body = await request.body()
        if len(body) != length:
            return PlainTextResponse("", 400)
        self._workspace.files[file_id]["content"] = body
        return PlainTextResponse(f"OK - {length}")


def complete(workspace: Workspace, args: Arguments) -> JSON:
    """Shares what was uploaded, as a message of the app when there is a channel."""
    shared = []
    for given in args.objects("files") or ():
        file = workspace.files.get(given.get("id", ""))
        if file is None or "content" not in file:
            raise Refused("file_not_found")
        file["title"] = given.get("title", file["title"])
        shared.append({key: value for key, value in file.items() if key != "content"})
    if not shared:
        raise Refused("invalid_arguments", "missing required field: files")
    if channel_id := args.text("channel_id"):
        channel = workspace.joined(channel_id)
        root = workspace.thread(channel, args.text("thread_ts"))
        text = args.text("initial_comment") or ""
        sent = Message(channel, workspace.new_ts(), workspace.bot.id, text, plain(text) if text else [], by_bot=True)
        sent.files = shared
        happening.posted(workspace, sent, root)
    return {"files": shared}
