"""Slack's own Bolt in Socket Mode over a real websocket."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import SlackStandin
from tests.channels.standins.slack.conftest import Connect

JSON = dict[str, Any]


def note_events(bolt: AsyncApp, *kinds: str) -> list[JSON]:
    """Every event of these types (default: messages and mentions) that reaches the app."""
    seen: list[JSON] = []

    async def note(event: JSON) -> None:
        seen.append(event)

    for kind in kinds or ("message", "app_mention"):
        bolt.event(kind)(note)
    return seen


async def test_what_people_write_reaches_the_app(slack: SlackStandin, bolt: AsyncApp, connect: Connect) -> None:
    seen = note_events(bolt)
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    async with connect(bolt):
        first = await ana.say(reception, "Pool <open> & warm")
        reply = await ana.say(reception, "> At 10?\nYes", thread=first)
        await ana.mention(reception, "today")
        await ana.dm("hello")
        await slack.settled()
    texts = {(event["type"], event["channel_type"] if "channel_type" in event else None): event for event in seen}
    assert [event["text"] for event in seen] == [
        "Pool &lt;open&gt; &amp; warm",
        "&gt; At 10?\nYes",
        "<@U0BOT> today",
        "<@U0BOT> today",
        "hello",
    ]
    assert seen[1]["thread_ts"] == first.ts
    assert [part["type"] for part in seen[1]["blocks"][0]["elements"]] == ["rich_text_quote", "rich_text_section"]
    assert reply in first.replies
    assert texts["message", "im"]["channel"] == ana.direct.id
    assert ("app_mention", None) in texts


async def test_edits_and_deletions_reach_the_app(slack: SlackStandin, bolt: AsyncApp, connect: Connect) -> None:
    seen = note_events(bolt)
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    async with connect(bolt):
        message = await ana.say(reception, "one")
        await ana.edit(message, "two")
        await ana.delete(message)
        await slack.settled()
    changed, deleted = seen[1:]
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed",
        "two",
        "one",
    )
    assert changed["message"]["edited"]["user"] == ana.id
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)
    assert message.versions == ["one", "two"]


async def test_press_opens_a_modal_whose_submission_is_answered(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    submitted: list[JSON] = []
    view = {
        "type": "modal",
        "callback_id": "reply",
        "title": {"type": "plain_text", "text": "Reply"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "text",
                "label": {"type": "plain_text", "text": "Text"},
                "element": {"type": "plain_text_input", "action_id": "value"},
            }
        ],
    }

    @bolt.action("reply")
    async def _(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @bolt.view("reply")
    async def _(ack: AsyncAck, body: JSON) -> None:
        value = body["view"]["state"]["values"]["text"]["value"]["value"]
        submitted.append(body)
        await (ack() if value != "no" else ack(response_action="errors", errors={"text": "Say more"}))

    button = {"type": "button", "action_id": "reply", "text": {"type": "plain_text", "text": "Reply"}}
    await client.chat_postMessage(
        channel=reception.id, text="A guest waits", blocks=[{"type": "actions", "elements": [button]}]
    )
    async with connect(bolt):
        assert (await ana.press(reception.messages[0], "Reply")).acknowledged
        opened = await ana.view()
        assert (await ana.submit(opened, {"Text": "no"})).errors == {"text": "Say more"}
        assert ana.views == [opened]
        assert not (await ana.submit(opened, {"Text": "At ten"})).errors
    assert not ana.views
    assert len(submitted) == 2


async def test_command_is_answered_at_once_and_later(slack: SlackStandin, bolt: AsyncApp, connect: Connect) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")

    @bolt.command("/lobby")
    async def _(ack: AsyncAck, respond: AsyncRespond, command: JSON) -> None:
        await ack(f"Looking for {command['text']}")
        await respond("Found", response_type="in_channel")

    async with connect(bolt):
        done = await ana.command("/lobby", "today", reception)
        assert done.response is not None
        assert (done.response.shown, done.response.ephemeral_to) == ("Looking for today", ana.id)
        await reception.wait_for("Found")


async def test_event_that_is_not_acknowledged_comes_again(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect
) -> None:
    arrived = asyncio.Event()
    seen: list[str] = []

    @bolt.event("message")
    async def _(event: JSON) -> None:
        seen.append(event["text"])
        arrived.set()

    ana = slack.staff("Ana")
    await ana.say(slack.channel("reception"), "Is anybody there?")
    await slack.settled()
    assert [attempt.reason for attempt in slack.deliveries[0].attempts] == ["connection_failed"] * 3
    async with connect(bolt):
        slack.duplicate()
        await arrived.wait()
        await slack.settled()
    assert seen == ["Is anybody there?"]


async def test_events_take_turns_over_several_connections_and_survive_a_refresh(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect
) -> None:
    seen = note_events(bolt)
    ana, reception = slack.staff("Ana"), slack.channel("reception")
    async with connect(bolt), connect(bolt):
        for number in range(4):
            await ana.say(reception, f"{number}")
        await slack.settled()
        slack.sockets.refresh()
        await slack.workspace.bell.until(
            lambda: True if not any(c.leaving for c in slack.sockets.connections) else None, 10, lambda: ""
        )
        await slack.connected(2)
        await ana.say(reception, "after")
        await slack.settled()
    assert sorted(event["text"] for event in seen) == ["0", "1", "2", "3", "after"]


async def test_app_is_told_of_its_own_messages_and_bolt_ignores_them(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    seen = note_events(bolt)
    reception = slack.channel("reception")

    @bolt.event("reaction_added")
    async def _(say: AsyncSay) -> None:
        await say("Thanks")

    async with connect(bolt):
        await client.chat_postMessage(channel=reception.id, text="Mine")
        await slack.staff("Ana").react(reception.messages[0], "eyes")
        await reception.wait_for("Thanks")
        await slack.settled()
    assert not seen
    assert [delivery.payload["event"].get("bot_id") for delivery in slack.events("message")] == ["B0STANDIN"] * 2
