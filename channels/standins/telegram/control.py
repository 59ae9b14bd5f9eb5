"""/_control/…: the kit over HTTP and JSON, for programs that run elsewhere, such as benches that kill nodes.

POST /_control/<action> with the action's keyword arguments; who acts is `user_id` (made when new; `user` may hold
first_name, language_code, …), where is `chat_id`. GET /_control/state, /_control/chat/<id>, /_control/calls.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.standins.control import Act, control_routes
from channels.standins.telegram.chats import Chat, Message
from channels.standins.telegram.kit import TelegramStandin
from channels.standins.telegram.players import User

Body = dict[str, Any]
PLAIN = {  # actions of a user that take their arguments as they are
    "start",
    "tap",
    "send_photo",
    "send_voice",
    "send_sticker",
    "send_contact",
    "send_location",
    "block",
    "unblock",
    "deactivate",
}
FAULTS = {"flood", "fail", "delay", "drop_after"}


def routes(standin: TelegramStandin) -> list[Route]:
    """For `serving(also=…)`."""
    control = Control(standin)
    return control_routes(
        control.state,
        control.acts(),
        (),
        Route("/_control/calls", control.calls),
        Route("/_control/chat/{chat_id:path}", control.chat),
    )


class Control:
    def __init__(self, standin: TelegramStandin) -> None:
        self._standin = standin

    def acts(self) -> dict[str, Act]:
        standin = self._standin
        own: dict[str, Callable[[Body], Any]] = {
            "user": lambda body: {"user_id": self._user(body).id},
            "send": self._send,
            "press": self._press,
            "edit": self._edit,
            "group": self._group,
            "migrate": lambda body: standin.groups[body["chat_id"]].migrate(),
            "redeliver": lambda body: standin.redeliver(*body["update_ids"]),
            "reorder": lambda body: standin.reorder(*body["update_ids"]),
            "hold_updates": lambda _: standin.hold_updates(),
            "release_updates": lambda _: standin.release_updates(),
            "clear_faults": lambda _: standin.faults.clear(),
        }
        faults: dict[str, Callable[[Body], Any]] = {name: partial(self._script, name) for name in FAULTS}
        plain: dict[str, Callable[[Body], Any]] = {name: partial(self._let, name) for name in PLAIN}
        return {name: _answered(perform) for name, perform in {**own, **faults, **plain}.items()}

    def state(self) -> Body:
        updates, webhook = self._standin.world.updates, self._standin.world.webhook
        return {
            "token": self._standin.token,
            "username": self._standin.username,
            "next_update_id": updates.next_id,
            "pending": list(updates.pending),
            "confirmed": list(updates.confirmed),
            "delivered": updates.delivered,
            "webhook": webhook.url,
            "webhook_attempts": webhook.attempts,
            "calls": len(self._standin.calls),
            "violations": [asdict(violation) for violation in self._standin.violations],
            "chats": list(self._standin.world.chats),
        }

    async def calls(self, request: Request) -> Response:
        """`?method=sendMessage&chat_id=1&after=17`: those with a number above `after`."""
        query = request.query_params
        after, name, chat_id = int(query.get("after", 0)), query.get("method", "").lower(), query.get("chat_id")
        found = [
            call.to_json()
            for call in self._standin.calls[after:]
            if name in ("", call.method.lower()) and chat_id in (None, str(call.chat_id))
        ]
        return JSONResponse({"calls": found})

    async def chat(self, request: Request) -> Response:
        """`?messages=3&timeout=5`: waits until the bot has said so many; 408 when it has not."""
        chat = self._standin.world.chats.get(int(request.path_params["chat_id"]))
        if chat is None:
            return JSONResponse({"error": "no such chat"}, 404)
        wanted = int(request.query_params.get("messages", 0))
        try:
            await chat.wait_for(wanted, float(request.query_params.get("timeout", 10)))
        except TimeoutError as error:
            return JSONResponse({"error": str(error)} | chat_json(chat), 408)
        return JSONResponse(chat_json(chat))

    def _let(self, action: str, body: Body) -> Any:
        arguments = {name: value for name, value in body.items() if name not in {"user_id", "user"}}
        return getattr(self._user(body), action)(**arguments)

    def _script(self, fault: str, body: Body) -> None:
        getattr(self._standin, fault)(**body)

    def _user(self, body: Body) -> User:
        return self._standin.user(body.get("user_id"), **body.get("user", {}))

    async def _send(self, body: Body) -> Message:
        user = self._user(body)
        chat = self._standin.chat(body.get("chat_id", user.id))
        reply_to = self._message(chat, body["reply_to"]) if body.get("reply_to") else None
        if chat.kind == "private":
            return await user.send(body["text"], reply_to=reply_to)
        return await user.send_in(chat, body["text"], reply_to=reply_to)

    async def _press(self, body: Body) -> Body:
        """Without `message_id`: in the newest message that has such a button."""
        user = self._user(body)
        chat = self._standin.chat(body.get("chat_id", user.id))
        button = body.get("button", 0)
        if "message_id" in body:
            message = self._message(chat, body["message_id"])
        else:
            message = _newest_with(chat, button)
        query = await user.press(message, button)
        return {"query_id": query.id, "update_id": query.update_id}

    async def _edit(self, body: Body) -> Message:
        user = self._user(body)
        message = self._message(self._standin.chat(body.get("chat_id", user.id)), body["message_id"])
        await user.edit(message, body["text"])
        return message

    def _group(self, body: Body) -> Body:
        members = [self._standin.user(user_id) for user_id in body["members"]]
        named = {name: body[name] for name in ("title", "kind", "id") if name in body}
        return {"chat_id": self._standin.group(*members, **named).id}

    @staticmethod
    def _message(chat: Chat, message_id: int) -> Message:
        message = chat.find(message_id)
        if message is None:
            raise LookupError(f"no message {message_id}")
        return message


def _answered(perform: Callable[[Body], Any]) -> Act:
    async def act(body: Body) -> Body:
        result = perform(body)
        result = await result if inspect.isawaitable(result) else result
        return {"result": message_json(result) if isinstance(result, Message) else result}

    return act


def _newest_with(chat: Chat, button: str | int) -> Message:
    for message in reversed(chat.from_bot):
        if button in message.labels or (isinstance(button, int) and button < len(message.buttons)):
            return message
    raise LookupError(f"no message has the button {button!r}")


def message_json(message: Message) -> Body:
    """What is seen, and what the bot's side knows."""
    return {
        "message_id": message.message_id,
        "update_id": message.update_id,
        "from_bot": message.from_bot,
        "sender_id": message.sender.id,
        "kind": message.kind,
        "text": message.text,
        "entities": message.entities,
        "buttons": [[vars(button) for button in row] for row in message.keyboard],
        "reply_to": message.reply_to,
        "media_group_id": message.media_group_id,
        "earlier": message.earlier,
        "deleted": message.deleted,
        "content": message.content,
        "at": message.at,
    }


def chat_json(chat: Chat) -> Body:
    """`messages` has the deleted ones, too."""
    return {
        "chat": chat.to_json(),
        "messages": [message_json(message) for message in chat.all_messages.values()],
        "drafts": [vars(draft) for draft in chat.drafts],
        "actions": chat.actions,
        "reply_keyboard": chat.reply_keyboard,
        "migrated_to": chat.migrated_to,
    }
