"""The people and the faults over HTTP, for other processes: `/_control/…`. Bodies and answers are JSON.

GET  /_control/state                          channels, messages, open views, calls, violations
GET  /_control/messages/{channel}             a channel by name or id
POST /_control/channel    {name, private, bot}
POST /_control/say        {user, channel | dm: true, text, thread, mention}
POST /_control/edit       {user, ts, text}
POST /_control/delete     {user, ts}
POST /_control/react      {user, ts, name}
POST /_control/press      {user, ts | view, what, choose}
POST /_control/submit     {user, view, values}
POST /_control/command    {user, command, text, channel}
POST /_control/shortcut   {user, callback_id, ts}
POST /_control/request_url {url}              HTTP mode; answers {verified}
POST /_control/fault      {kind, method, channel, times, seconds, status}
POST /_control/duplicate  {}                  the latest event once more
POST /_control/refresh    {}                  Socket Mode connections are told to come back
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.standins.control import control_routes
from channels.standins.faults import Fault
from channels.standins.slack import wire
from channels.standins.slack.forms import NotSubmitted
from channels.standins.slack.interaction import AppFault, Interaction
from channels.standins.slack.model import Channel, Message, View
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.standin import SlackStandin


def routes(slack: SlackStandin) -> list[Route]:
    """For `serving(also=…)`."""

    async def messages(request: Request) -> Response:
        channel = _channel(slack, request.path_params["channel"])
        return JSONResponse({"messages": [_message(slack, message) for message in channel.every()]})

    return control_routes(
        partial(everything, slack),
        {name: partial(act, slack) for name, act in ACTS.items()},
        (NotSubmitted, AppFault, Refused),
        Route("/_control/messages/{channel}", messages),
    )


def everything(slack: SlackStandin) -> JSON:
    """What there is to see, as JSON."""
    workspace = slack.workspace
    return {
        "channels": [
            {"id": channel.id, "name": channel.name, "messages": [_message(slack, m) for m in channel.every()]}
            for channel in workspace.channels.values()
        ],
        "views": [wire.view(workspace, view) for view in workspace.views.values() if not view.closed],
        "calls": [
            {"method": call.method, "params": call.params, "at": call.at, "status": call.status, "ok": call.ok}
            for call in slack.calls
        ],
        "violations": [
            {"method": v.method, "channel": v.where, "at": v.at, "early_s": v.early_s} for v in slack.violations
        ],
        "connections": len(slack.sockets.connections),
        "events": [
            {"event": d.payload["event"], "attempts": [a.reason or "acknowledged" for a in d.attempts]}
            for d in slack.events()
        ],
    }


async def _add_channel(slack: SlackStandin, body: JSON) -> JSON:
    channel = slack.channel(body["name"], private=body.get("private", False), bot=body.get("bot", True))
    return {"id": channel.id, "name": channel.name}


async def _say(slack: SlackStandin, body: JSON) -> JSON:
    person = slack.staff(body["user"])
    text = f"@{slack.workspace.bot.name} {body['text']}" if body.get("mention") else body["text"]
    channel = person.direct if body.get("dm") else _channel(slack, body["channel"])
    return _message(slack, await person.say(channel, text, body.get("thread")))


async def _edit(slack: SlackStandin, body: JSON) -> JSON:
    return _message(slack, await slack.staff(body["user"]).edit(body["ts"], body["text"]))


async def _delete(slack: SlackStandin, body: JSON) -> JSON:
    await slack.staff(body["user"]).delete(body["ts"])
    return {}


async def _react(slack: SlackStandin, body: JSON) -> JSON:
    await slack.staff(body["user"]).react(_find(slack, body["ts"]), body["name"], added=body.get("added", True))
    return {}


async def _press(slack: SlackStandin, body: JSON) -> JSON:
    where = _view(slack, body["view"]) if "view" in body else _find(slack, body["ts"])
    return _interaction(slack, await slack.staff(body["user"]).press(where, body["what"], body.get("choose")))


async def _submit(slack: SlackStandin, body: JSON) -> JSON:
    done = await slack.staff(body["user"]).submit(_view(slack, body["view"]), body.get("values"))
    return _interaction(slack, done)


async def _command(slack: SlackStandin, body: JSON) -> JSON:
    channel = _channel(slack, body["channel"]) if body.get("channel") else None
    done = await slack.staff(body["user"]).command(body["command"], body.get("text", ""), channel)
    return _interaction(slack, done)


async def _shortcut(slack: SlackStandin, body: JSON) -> JSON:
    message = _find(slack, body["ts"]) if "ts" in body else None
    return _interaction(slack, await slack.staff(body["user"]).shortcut(body["callback_id"], message))


async def _request_url(slack: SlackStandin, body: JSON) -> JSON:
    return {"verified": await slack.use_request_url(body["url"])}


async def _fault(slack: SlackStandin, body: JSON) -> JSON:
    slack.faults.add(Fault(where=body.pop("channel", None), **body))
    return {}


async def _duplicate(slack: SlackStandin, body: JSON) -> JSON:
    slack.duplicate()
    return {}


async def _refresh(slack: SlackStandin, body: JSON) -> JSON:
    slack.sockets.refresh()
    return {}


ACTS: dict[str, Callable[[SlackStandin, JSON], Awaitable[JSON]]] = {
    "channel": _add_channel,
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "press": _press,
    "submit": _submit,
    "command": _command,
    "shortcut": _shortcut,
    "request_url": _request_url,
    "fault": _fault,
    "duplicate": _duplicate,
    "refresh": _refresh,
}


def _channel(slack: SlackStandin, address: str) -> Channel:
    channels = slack.workspace.channels
    return channels[address] if address in channels else _named(slack, address)


def _named(slack: SlackStandin, name: str) -> Channel:
    channel = slack.workspace.channel_named(name)
    if channel is None:
        raise LookupError(f"no channel {name!r}")
    return channel


def _find(slack: SlackStandin, ts: str) -> Message:
    for channel in slack.workspace.channels.values():
        for message in channel.every():
            if message.ts == ts:
                return message
    raise LookupError(f"no message {ts}")


def _view(slack: SlackStandin, view_id: str) -> View:
    return slack.workspace.views[view_id]


def _message(slack: SlackStandin, message: Message) -> JSON:
    shown = wire.message(slack.workspace, message, metadata=True)
    extra: JSON = {"channel": message.channel.id, "deleted": message.deleted, "ephemeral_to": message.ephemeral_to}
    return shown | extra | {"versions": message.versions, "shown": message.shown}


def _interaction(slack: SlackStandin, done: Interaction) -> JSON:
    answer: Any = done.delivery.answer
    responses = [_message(slack, message) for message in done.responses]
    return {"acknowledged": done.acknowledged, "answer": answer, "errors": done.errors, "responses": responses}
