"""assistant.threads.*. Sources: https://docs.slack.dev/reference/methods/assistant.threads.setStatus and so on."""

from __future__ import annotations

from channels.standins.slack.arguments import Arguments
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import Channel
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace

PROMPTS = 4
LOADING_MESSAGES = 10


def set_status(workspace: Workspace, args: Arguments) -> JSON:
    """An empty status takes it away; so does the next message of the app, which is not imitated."""
    channel, ts = _thread(workspace, args)
    loading = args.parsed("loading_messages") or []
    if not isinstance(loading, list) or len(loading) > LOADING_MESSAGES:
        raise Refused("invalid_arguments", f"no more than {LOADING_MESSAGES} items [json-pointer:/loading_messages]")
    if "status" not in args:
        raise Refused("invalid_arguments", "missing required field: status")
    channel.statuses[ts] = args.text("status") or ""
    workspace.bell.ring()
    return {}


def set_prompts(workspace: Workspace, args: Arguments) -> JSON:
    channel, ts = _thread(workspace, args)
    prompts = args.objects("prompts") or []
    if not 1 <= len(prompts) <= PROMPTS or not all(p.get("title") and p.get("message") for p in prompts):
        raise Refused("invalid_arguments", "1 to 4 prompts with title and message [json-pointer:/prompts]")
    channel.prompts[ts] = {"title": args.text("title"), "prompts": prompts}
    workspace.bell.ring()
    return {}


def set_title(workspace: Workspace, args: Arguments) -> JSON:
    _thread(workspace, args)
    args.required("title")
    return {}


def _thread(workspace: Workspace, args: Arguments) -> tuple[Channel, str]:
    channel = workspace.channel(args.text("channel_id") or "")
    ts = args.text("thread_ts") or ""
    if channel.find(ts) is None:
        raise Refused("invalid_thread_ts")
    return channel, ts


METHODS = {
    "assistant.threads.setStatus": Method(set_status),
    "assistant.threads.setSuggestedPrompts": Method(set_prompts),
    "assistant.threads.setTitle": Method(set_title),
}
