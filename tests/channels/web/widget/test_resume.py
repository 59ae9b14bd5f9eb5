"""That nothing of a conversation is lost, doubled or out of order, whatever happens to the network."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import expect

from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
FIRST = ["user: hello", "assistant: You said: hello"]
FRAMES_OF_THREE_TURNS = 16  # hello and welcome, then of each turn: message, accepted, typing, reply; and reads


@pytest.mark.parametrize("frames", range(1, FRAMES_OF_THREE_TURNS + 1))
async def test_socket_cut_at_any_frame_leaves_the_transcript_equal(visit: Visit, fake: FakeServer, frames: int) -> None:
    widget = await visit()
    fake.frames_to_cut = frames
    await widget.open()
    for number, text in enumerate(("one", "two", "three"), 1):
        await widget.say(text)
        await widget.reply(number)
    assert fake.frames_to_cut <= 0, "the cut never came"
    ledger = [message for conversation in fake.conversations.values() for message in conversation.ledger]
    assert [message["text"] for message in ledger if message["role"] == "user"] == ["one", "two", "three"]
    assert await widget.transcript() == [f"{message['role']}: {message['text']}" for message in ledger]


async def test_cut_socket_resumes_without_loss_or_doubles(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    await fake.cut()
    await widget.say("during the cut")
    await widget.reply(2)
    assert fake.hellos[-1]["last_seq"] == 2
    assert await widget.transcript() == [*FIRST, "user: during the cut", "assistant: You said: during the cut"]


async def test_dead_server_keeps_messages_over_a_reload(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    fake.mute = True
    await widget.say("first unsent")
    await widget.say("second unsent")
    await widget.page.reload()
    await widget.open()
    await expect(widget.by("user-message")).to_have_text(["first unsent", "second unsent"])
    fake.mute = False
    await fake.cut()
    await widget.page.reload()
    await widget.open()
    await widget.reply(3)
    assert [line for line in await widget.transcript() if line.startswith("user")] == [
        "user: hello",
        "user: first unsent",
        "user: second unsent",
    ]


async def test_missing_sequence_number_is_asked_for(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    conversation = next(iter(fake.conversations.values()))
    conversation.append("assistant", "never pushed", html="<p>never pushed</p>")
    await conversation.push(conversation.append("assistant", "pushed", html="<p>pushed</p>"))
    await widget.reply(3)
    assert await widget.transcript() == [*FIRST, "assistant: never pushed", "assistant: pushed"]


async def test_offline_browser_says_so_and_recovers(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    await widget.page.context.set_offline(True)
    await fake.cut()
    await expect(widget.page.get_by_text("No connection.")).to_be_visible()
    await widget.say("written offline")
    await expect(widget.by("user-message").last).to_have_attribute("data-status", "Connecting…")
    await widget.page.context.set_offline(False)
    await widget.reply(2)
    await expect(widget.page.get_by_text("No connection.")).to_be_hidden()
    assert (await widget.transcript())[2:] == ["user: written offline", "assistant: You said: written offline"]


async def test_unknown_token_starts_anew(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.page.evaluate("localStorage.setItem('lobby:demo', JSON.stringify({token: 'forgotten'}))")
    await widget.page.reload()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    assert [hello["token"] for hello in fake.hellos] == ["forgotten", None]
    assert await widget.transcript() == FIRST


async def test_rate_limited_message_waits_and_keeps_its_place(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("limit me")
    await widget.say("after it")
    await expect(widget.page.get_by_text("Please wait a moment")).to_be_visible()
    await widget.reply(2)
    lines = await widget.transcript()
    assert [line for line in lines if line.startswith("user")] == ["user: limit me", "user: after it"]


async def test_forbidden_storage_still_talks(visit: Visit, hotel: str) -> None:
    widget = await visit()
    await widget.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
    )
    await widget.page.goto(hotel)
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    assert await widget.transcript() == FIRST


async def test_stored_state_holds_no_message_once_accepted(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    stored = json.loads(await widget.page.evaluate("JSON.stringify(localStorage)"))
    assert list(stored) == ["lobby:demo"]
