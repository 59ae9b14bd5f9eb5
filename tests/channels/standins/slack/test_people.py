"""What people at Slack can do, and how the app is held to its answers."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import AppFault, NotSubmitted, SlackStandin
from channels.standins.slack.interactivity import Triggers
from channels.standins.slack.refusal import Refused
from channels.standins.slack.text import typed
from tests.channels.standins.slack.conftest import Connect

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def field(label: str, block_id: str, element: JSON, **more: Any) -> JSON:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


MENU = {
    "type": "static_select",
    "action_id": "to",
    "options": [{"text": plain(name), "value": name.lower()} for name in ("Guest", "Team")],
}
MODAL = {
    "type": "modal",
    "callback_id": "reply",
    "title": plain("Reply"),
    "submit": plain("Send"),
    "blocks": [
        field("Text", "text", {"type": "plain_text_input", "action_id": "value", "max_length": 10}),
        field("To", "to", MENU),
        field("Note", "note", {"type": "plain_text_input", "action_id": "value"}, optional=True),
    ],
}


@pytest.mark.parametrize(
    ("written", "text", "elements"),
    [
        ("a < b & c", "a &lt; b &amp; c", ["text"]),
        ("see https://a.example/x?y=1.", "see <https://a.example/x?y=1>.", ["text", "link", "text"]),
        ("ask ana@example.com", "ask <mailto:ana@example.com|ana@example.com>", ["text", "link"]),
        ("@Ana come", "<@U1> come", ["user", "text"]),
        ("@nobody come", "@nobody come", ["text"]),
        ("🛎️ now", ":bellhop_bell: now", ["emoji", "text"]),
        ("*bold* word", "*bold* word", ["text", "text"]),
        ("", "", ["text"]),
    ],
)
def test_what_is_typed_becomes_slacks_text(written: str, text: str, elements: list[str]) -> None:
    wire, blocks = typed(written, {"Ana": "U1"}.get)
    assert wire == text
    assert [element["type"] for element in blocks[0]["elements"][0]["elements"]] == elements


def test_quote_becomes_a_quote() -> None:
    wire, blocks = typed("> to the guest\n>more\nbetween us", lambda name: None)
    assert wire == "&gt; to the guest\n&gt; more\nbetween us"
    assert [part["type"] for part in blocks[0]["elements"]] == ["rich_text_quote", "rich_text_section"]


def test_trigger_opens_one_view_within_its_time() -> None:
    time = [0.0]
    triggers = Triggers(3.0, clock=lambda: time[0])
    first, second = triggers.new("U1"), triggers.new("U1")
    assert triggers.exchange(first) == "U1"
    with pytest.raises(Refused, match="exchanged_trigger_id"):
        triggers.exchange(first)
    time[0] = 3.1
    with pytest.raises(Refused, match="expired_trigger_id"):
        triggers.exchange(second)
    with pytest.raises(Refused, match="invalid_trigger_id"):
        triggers.exchange("1.2.x")


async def open_modal(slack: SlackStandin, bolt: AsyncApp, view: JSON) -> None:
    """Let /lobby open this modal."""

    @bolt.command("/lobby")
    async def _(ack: AsyncAck, command: JSON, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=view)


async def test_modal_is_filled_in_by_label_and_checked_by_slacks_client(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect
) -> None:
    ana = slack.staff("Ana")
    values: list[JSON] = []
    await open_modal(slack, bolt, MODAL)

    @bolt.view("reply")
    async def _(ack: AsyncAck, body: JSON) -> None:
        values.append(body["view"]["state"]["values"])
        await ack()

    async with connect(bolt):
        await ana.command("/lobby")
        view = await ana.view()
        with pytest.raises(NotSubmitted, match="required"):
            await ana.submit(view, {"Text": "At ten"})
        with pytest.raises(NotSubmitted, match="11 characters"):
            await ana.submit(view, {"Text": "x" * 11, "To": "Team"})
        with pytest.raises(NotSubmitted, match="no field"):
            await ana.submit(view, {"Texto": "x"})
        await ana.submit(view, {"Text": "At ten", "To": "Guest"})
    assert values[0]["text"]["value"] == {"type": "plain_text_input", "value": "At ten"}
    assert values[0]["to"]["to"]["selected_option"]["value"] == "guest"
    assert values[0]["note"]["value"]["value"] is None


async def test_answer_that_slack_does_not_take_is_a_fault_of_the_app(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect
) -> None:
    ana = slack.staff("Ana")
    await open_modal(slack, bolt, {**MODAL, "blocks": MODAL["blocks"][:1]})

    @bolt.view("reply")
    async def _(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"nowhere": "x"})

    async with connect(bolt):
        await ana.command("/lobby")
        with pytest.raises(AppFault, match="nowhere"):
            await ana.submit(await ana.view(), {"Text": "x"})


async def test_nobody_answers_a_press_that_nobody_handles(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    menu = {"type": "actions", "elements": [{**MENU, "action_id": "assign"}]}
    await client.chat_postMessage(channel=reception.id, text="Alert", blocks=[menu])
    async with connect(bolt):
        done = await ana.press(reception.messages[0], "Team")
        assert not done.acknowledged
    assert done.delivery.payload["actions"][0]["selected_option"]["value"] == "team"
    with pytest.raises(LookupError, match="nothing to press"):
        await ana.press(reception.messages[0], "Delete everything")


async def test_shortcut_on_a_message_answers_through_its_url(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect
) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")

    @bolt.shortcut("send_to_guest")
    async def _(ack: AsyncAck, body: JSON, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"Sent: {body['message']['text']}")

    message = await ana.say(reception, "At ten")
    async with connect(bolt):
        await ana.shortcut("send_to_guest", message)
        said = await reception.wait_for("Sent: At ten")
    assert said.ephemeral_to == ana.id


async def test_views_are_pushed_updated_and_guarded_by_their_hash(
    slack: SlackStandin, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    ana = slack.staff("Ana")
    button = {"type": "actions", "elements": [{"type": "button", "action_id": "more", "text": plain("More")}]}
    await open_modal(slack, bolt, {**MODAL, "blocks": [button], "external_id": "one"})

    @bolt.action("more")
    async def _(ack: AsyncAck, body: JSON, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view={**MODAL, "title": plain("Above")})

    async with connect(bolt):
        await ana.command("/lobby")
        first = await ana.view()
        await ana.press(first, "More")
        await slack.workspace.bell.until(lambda: len(ana.views) == 2 or None, 10, lambda: "")
        assert ana.views[1].previous_id == first.id
        await client.views_update(external_id="one", view={**MODAL, "title": plain("Below")}, hash=first.hash)
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=first.id, view=MODAL, hash="old")
        assert "Below" in first.shown
        await ana.close(ana.views[1])
        assert ana.views == [first]


async def test_held_events_are_released_in_another_order(slack: SlackStandin, bolt: AsyncApp, connect: Connect) -> None:
    reception, ana = slack.channel("reception"), slack.staff("Ana")
    seen: list[str] = []

    @bolt.event("message")
    async def _(event: JSON) -> None:
        seen.append(event["text"])

    async with connect(bolt):
        slack.hold()
        for text in ("one", "two", "three"):
            await ana.say(reception, text)
        await slack.settled()
        assert not seen
        slack.release(order=[2, 0, 1])
        await slack.settled()
    assert seen == ["three", "one", "two"]


async def test_preview_changes_a_message_without_an_edit(slack: SlackStandin) -> None:
    message = await slack.staff("Ana").say(slack.channel("reception"), "https://a.example/")
    slack.unfurl(message)
    event = slack.events("message")[-1].payload["event"]
    assert event["subtype"] == "message_changed"
    assert event["message"]["text"] == event["previous_message"]["text"]
    assert "edited" not in event["message"]
