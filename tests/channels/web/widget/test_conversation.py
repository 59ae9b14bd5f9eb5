"""What a guest sees of a conversation."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
FIRST = ["user: hello", "assistant: You said: hello"]


async def test_page_load_without_opening_connects_nobody(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await expect(widget.by("public-chat-bubble")).to_be_visible()
    await expect(widget.by("public-chat-interface")).to_be_hidden()
    assert fake.hellos == []


async def test_first_message_is_answered(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await expect(widget.by("public-chat-interface")).to_contain_text("Hello! Where are you going?")
    await widget.say("hello")
    await expect(await widget.reply()).to_have_text("You said: hello")
    await expect(widget.by("user-message")).to_have_text("hello")
    assert await widget.transcript() == FIRST


async def test_suggestion_pressed_is_sent_as_message(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.page.get_by_role("button", name="A house with a pool").click()
    await expect(await widget.reply()).to_have_text("You said: A house with a pool")
    await expect(widget.page.get_by_role("button", name="A house with a pool")).to_have_count(0)


async def test_reload_keeps_the_conversation(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    await widget.page.reload()
    await widget.open()
    await widget.reply()
    assert await widget.transcript() == FIRST


async def test_two_tabs_stay_equal(visit: Visit) -> None:
    first = await visit()
    await first.open()
    await first.say("hello")
    await first.reply()
    second = await visit()
    await second.open()
    await second.reply()
    await second.say("and from here")
    await second.reply(2)
    await first.reply(2)
    await first.say("back again")
    await first.reply(3)
    await second.reply(3)
    assert await first.transcript() == await second.transcript()
    assert len(await first.transcript()) == 6


async def test_first_touch_is_sent_on_a_later_page(visit: Visit, fake: FakeServer, hotel: str) -> None:
    widget = await visit("?utm_source=newsletter&utm_campaign=may&lang=es")
    await widget.page.goto(f"{hotel}/?utm_source=other")
    await widget.open()
    await expect(widget.page.get_by_text("Hello! Where are you going?")).to_be_visible()
    hello = fake.hellos[0]
    assert hello["utm"] == {"source": "newsletter", "campaign": "may"}
    assert hello["landing_page"] == f"{hotel}/?utm_source=newsletter&utm_campaign=may&lang=es"
    assert (hello["v"], hello["tenant"], hello["last_seq"], hello["locale"]) == (1, "demo", 0, "en-GB")


async def test_stream_grows_and_becomes_the_message(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("stream it")
    await expect(widget.page.locator(".draft")).to_have_text("One two ")
    next(iter(fake.conversations.values())).seen.set()
    await expect(await widget.reply()).to_have_text("One two three.")
    await expect(widget.page.locator(".draft")).to_be_hidden()
    assert await widget.transcript() == ["user: stream it", "assistant: One two three."]


async def test_hostile_html_is_rebuilt_from_allowed_tags(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("attack")
    reply = await widget.reply()
    html = await reply.locator(".bubble").inner_html()
    assert "<strong>safe</strong>" in html
    assert [banned for banned in ("script", "onclick", "<img", "iframe", "style", "javascript") if banned in html] == []
    await expect(reply.get_by_role("link")).to_have_attribute("href", "https://example.com/x")
    assert await widget.page.evaluate("window.hacked") is None
    assert all("event handler" in problem or "inline style" in problem for problem in widget.problems)
    widget.problems.clear()  # the policy named what it stopped while the reply was parsed


async def test_staff_take_over_closes_the_draft_and_names_who_speaks(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("staff please")
    await expect(widget.by("staff-message")).to_contain_text("Ana here.")
    await expect(widget.page.locator("li.note")).to_have_text("Ana from the team is here")
    await expect(widget.page.locator(".cut")).to_contain_text("I was about to")
    await expect(widget.page.locator(".draft")).to_be_hidden()


async def test_message_while_closed_is_counted_and_read_when_opened(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    await widget.page.keyboard.press("Escape")
    conversation = next(iter(fake.conversations.values()))
    await conversation.push(conversation.append("staff", "One more thing", author="Ana"))
    await expect(widget.by("public-chat-bubble")).to_have_accessible_name("Open chat (1 unread)")
    await widget.open()
    await expect(widget.by("public-chat-bubble")).to_have_accessible_name("Close chat")
    await widget.say("thanks")
    await widget.reply(2)
    assert [frame["seq"] for frame in fake.frames if frame["type"] == "read"][-2:] != []
    assert {"type": "read", "seq": 3} in fake.frames


async def test_long_text_is_counted_and_limited(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.by("chat-input").fill("x" * 1990)
    await expect(widget.page.get_by_text("Characters left: 10")).to_be_visible()
    await widget.page.keyboard.type("y" * 20)
    assert len(await widget.by("chat-input").input_value()) == 2000


async def test_spanish_page_speaks_spanish(visit: Visit) -> None:
    widget = await visit("?lang=es-ES")
    await widget.open()
    await expect(widget.page.get_by_text("¡Hola! ¿Adónde vas?")).to_be_visible()
    await widget.say("cards")
    await widget.reply()
    await expect(widget.by("intent-summary")).to_contain_text("4 huéspedes")
    await expect(widget.by("availability-cta")).to_contain_text("Ver disponibilidad")
