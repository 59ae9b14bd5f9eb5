"""A person at Slack: writes, edits, presses, fills in, runs commands — as Slack's own client lets them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from channels.standins.slack import forms, happening, modal_stack, wire
from channels.standins.slack.interaction import AppFault, Interaction, Slack
from channels.standins.slack.interactivity import ResponseUrl, respond
from channels.standins.slack.model import Channel, Message, User, View, interactive, label_of
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.text import typed

DIRECT_NAME = "directmessage"


class Person:
    """One member of staff."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack, self._workspace = slack, slack.workspace
        self.user = user
        self.id = user.id

    # --- messages -------------------------------------------------------------------------------------------------

    async def say(self, channel: Channel, text: str, thread: Message | str | None = None) -> Message:
        """Write into a channel, or into the thread of a message (or of its timestamp)."""
        if not channel.with_user:
            channel.members.add(self.id)
        ts = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
        root = self._workspace.thread(channel, ts)
        written, blocks = typed(text, self._find)
        message = Message(channel, self._workspace.new_ts(), self.id, written, blocks, client_msg_id=str(uuid4()))
        return happening.posted(self._workspace, message, root)

    async def dm(self, text: str, thread: Message | str | None = None) -> Message:
        """Write to the app directly."""
        return await self.say(self.direct, text, thread)

    async def mention(self, channel: Channel, text: str, thread: Message | str | None = None) -> Message:
        """Write to a channel and mention the app."""
        return await self.say(channel, f"@{self._workspace.bot.name} {text}", thread)

    async def edit(self, message: Message | str, text: str) -> Message:
        message = self._own(message)
        written, blocks = typed(text, self._find)
        happening.changed(self._workspace, message, written, blocks, by=self.id)
        return message

    async def delete(self, message: Message | str) -> None:
        happening.deleted(self._workspace, self._own(message))

    async def react(self, message: Message, name: str, *, added: bool = True) -> None:
        happening.reacted(self._workspace, message, name, self.id, added=added)

    @property
    def direct(self) -> Channel:
        """The conversation with the app."""
        return self._workspace.direct(self.id)

    @property
    def views(self) -> list[View]:
        """Open modals, the visible one last."""
        return modal_stack.stack(self._workspace, self.id)

    async def view(self, timeout_s: float = 10.0) -> View:
        """The visible modal, as soon as there is one. Raises TimeoutError."""
        look = lambda: self.views[-1] if self.views else None  # noqa: E731  # read where it is used
        return await self._workspace.bell.until(look, timeout_s, lambda: "no modal")

    # --- interactions ---------------------------------------------------------------------------------------------

    async def press(self, where: Message | View, what: str, choose: str | None = None) -> Interaction:
        """Press a button, or choose in a menu, by action id or label.

        Args:
            choose: the label or value of a menu's option; not needed when `what` is the option's label.

        Raises:
            LookupError: there is no such thing to press.
        """
        blocks = where.content["blocks"] if isinstance(where, View) else where.blocks
        block, element, choose = _pressable(blocks, what, choose)
        action = _action(block, element, choose) | {"action_ts": self._workspace.new_ts()}
        payload, url = self._block_actions(where, action)
        return await self._interact(payload, url)

    async def submit(self, view: View, values: Mapping[str, Any] | None = None) -> Interaction:
        """Fill in (by label, block id or action id) and send a modal; the app's answer then happens to it.

        Raises:
            NotSubmitted: Slack's client would not let it go.
            AppFault: the app's answer is not one that Slack takes.
        """
        forms.fill(view, values or {})
        forms.check(view)
        view.errors = {}
        payload = self._payload("view_submission") | {"view": wire.view(self._workspace, view), "response_urls": []}
        done = await self._interact(payload)
        if done.acknowledged:
            done.errors = self._answered(view, done.delivery.answer)
        return done

    async def close(self, view: View) -> Interaction | None:
        """Close a modal with its own button; None: the app does not want to know."""
        modal_stack.close(self._workspace, view)
        if not view.content.get("notify_on_close"):
            return None
        shown = wire.view(self._workspace, view)
        return await self._interact(self._payload("view_closed") | {"view": shown, "is_cleared": False})

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Interaction:
        """A global shortcut, or with `message` one from the message's own menu."""
        payload = self._payload("message_action" if message else "shortcut") | {"callback_id": callback_id}
        payload["action_ts"] = self._workspace.new_ts()
        if message is None:
            return await self._interact(payload)
        response_url, url = self._slack.response_urls.new(message.channel, self.id, message)
        shown = wire.message(self._workspace, message)
        payload |= {"channel": _place(message.channel), "message_ts": message.ts, "message": shown}
        return await self._interact(payload | {"response_url": response_url}, url)

    async def command(self, name: str, text: str = "", channel: Channel | None = None) -> Interaction:
        """Run a slash command in a channel (default: the conversation with the app).

        Source: https://docs.slack.dev/interactivity/implementing-slash-commands
        """
        if name not in self._workspace.commands:
            raise LookupError(f"the app has no command {name}")
        channel = channel or self.direct
        response_url, url = self._slack.response_urls.new(channel, self.id)
        payload = {
            "token": self._workspace.verification_token,
            "team_id": self._workspace.team_id,
            "team_domain": self._workspace.domain,
            "channel_id": channel.id,
            "channel_name": channel.name,
            "user_id": self.id,
            "user_name": self.user.name,
            "command": name,
            "text": text,
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": self._slack.triggers.new(self.id),
        }
        done = Interaction(self._slack.courier.send("slash_commands", payload), url)
        await done.delivery.over.wait()
        answer = done.delivery.answer
        if answer:
            done.response = self._respond(url, {"text": answer} if isinstance(answer, str) else answer)
        return done

    # --- how ------------------------------------------------------------------------------------------------------

    def _find(self, name: str) -> str | None:
        user = self._workspace.user_named(name)
        return user.id if user else None

    def _own(self, message: Message | str) -> Message:
        """Raises LookupError: people change only what they wrote themselves."""
        if isinstance(message, str):
            every = (found for channel in self._workspace.channels.values() for found in channel.every())
            message = next(found for found in every if found.ts == message)
        if message.user != self.id or message.deleted:
            raise LookupError("not a message of this person")
        return message

    def _payload(self, kind: str) -> JSON:
        workspace, user = self._workspace, self.user
        return {
            "type": kind,
            "team": {"id": workspace.team_id, "domain": workspace.domain},
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
            "api_app_id": workspace.app_id,
            "token": workspace.verification_token,
            "trigger_id": self._slack.triggers.new(user.id),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _block_actions(self, where: Message | View, action: JSON) -> tuple[JSON, ResponseUrl | None]:
        payload = self._payload("block_actions") | {"actions": [action]}
        if isinstance(where, View):
            shown = {"type": "view", "view_id": where.id}
            return payload | {"container": shown, "view": wire.view(self._workspace, where)}, None
        response_url, url = self._slack.response_urls.new(where.channel, self.id, where)
        container: JSON = {"type": "message", "message_ts": where.ts, "channel_id": where.channel.id}
        container["is_ephemeral"] = bool(where.ephemeral_to)
        if where.thread_ts:
            container["thread_ts"] = where.thread_ts
        payload |= {"container": container, "channel": _place(where.channel), "state": {"values": {}}}
        if not where.ephemeral_to:  # the page: payloads of ephemeral messages do not carry the message
            payload["message"] = wire.message(self._workspace, where, metadata=True)
        return payload | {"response_url": response_url}, url

    async def _interact(self, payload: JSON, url: ResponseUrl | None = None) -> Interaction:
        done = Interaction(self._slack.courier.send("interactive", payload), url)
        await done.delivery.over.wait()
        return done

    def _answered(self, view: View, answer: Any) -> dict[str, str]:
        """Do what the app answered to a submission; the errors it shows. Raises AppFault."""
        action = answer.get("response_action") if isinstance(answer, dict) else None
        try:
            match action:
                case None:
                    modal_stack.close(self._workspace, view)
                case "clear":
                    modal_stack.clear(self._workspace, self.id)
                case "update":
                    modal_stack.replaced(self._workspace, view, answer.get("view"))
                case "push":
                    modal_stack.pushed(self._workspace, self.id, answer.get("view"))
                case "errors":
                    view.errors = _errors(view, answer.get("errors"))
                    self._workspace.bell.ring()
                case _:
                    raise AppFault(f"response_action {action!r}")
        except Refused as refused:
            raise AppFault(str(refused)) from refused
        return view.errors

    def _respond(self, url: ResponseUrl, answer: JSON) -> Message | None:
        try:
            return respond(self._workspace, url, copy.deepcopy(answer))
        except Refused as refused:
            raise AppFault(str(refused)) from refused


def _place(channel: Channel) -> JSON:
    return {"id": channel.id, "name": DIRECT_NAME if channel.with_user else channel.name}


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or errors.keys() - inputs:
        raise AppFault(f"errors for {errors!r}; the inputs are {sorted(inputs)}")
    return {str(block_id): str(text) for block_id, text in errors.items()}


def _pressable(blocks: list[JSON], what: str, choose: str | None) -> tuple[JSON, JSON, str | None]:
    found = list(interactive(blocks))
    for block, element in found:
        if what in (element["action_id"], label_of(element)):
            return block, element, choose
    for block, element in found:
        if any(what in (offered["text"]["text"], offered["value"]) for offered in forms.options(element)):
            return block, element, what
    raise LookupError(f"nothing to press called {what!r}; there is {[label_of(element) for _, element in found]}")


def _action(block: JSON, element: JSON, choose: str | None) -> JSON:
    action: JSON = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    if element["type"] == "button":
        return action | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    key = "selected_option" if element["type"] == "overflow" else forms.VALUE_KEYS.get(element["type"], "value")
    if choose is None:
        raise LookupError("choose what?")
    if key == "selected_options":
        return action | {key: [forms.option(element, choose)]}
    return action | {key: forms.option(element, choose) if key == "selected_option" else choose}
