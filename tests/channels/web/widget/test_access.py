"""For everybody: keyboard, screen reader, small screens, and small enough to download."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import Visit, Widget

pytestmark = pytest.mark.browser
in_session = pytest.mark.asyncio(loop_scope="session")


async def violations(widget: Widget) -> list[str]:
    results = await Axe().run(widget.page)
    return [f"{rule['id']}: {node['target']}" for rule in results.response["violations"] for node in rule["nodes"]]


async def overflow(widget: Widget) -> int:
    """Pixels by which anything of the page or the widget is wider than the screen."""
    return await widget.page.evaluate(
        """() => {
            const root = document.querySelector("lobby-chat").shadowRoot;
            const wide = [...root.querySelectorAll(".panel, .log, .sheet, .view")];
            return Math.max(...[document.documentElement, ...wide].map((node) => node.scrollWidth - node.clientWidth));
        }"""
    )


async def focused(widget: Widget) -> str:
    return await widget.page.evaluate(
        """() => { const node = document.querySelector("lobby-chat").shadowRoot.activeElement;
        if (!node) return document.activeElement.tagName;
        return node.dataset.testid || node.getAttribute("aria-label") || node.textContent }"""
    )


@in_session
async def test_keyboard_alone_holds_a_conversation(visit: Visit) -> None:
    widget = await visit()
    keyboard = widget.page.keyboard
    await keyboard.press("Tab")  # the page's own link
    await keyboard.press("Tab")
    assert await focused(widget) == "public-chat-bubble"
    await keyboard.press("Enter")
    await expect(widget.by("chat-input")).to_be_focused()
    await keyboard.type("cards")
    await keyboard.press("Enter")
    reply = await widget.reply()
    await keyboard.press("Shift+Tab")
    assert await focused(widget) == "No"  # the last suggestion
    for _ in range(30):
        await keyboard.press("Shift+Tab")
        if await focused(widget) == "Book: Casa Blava":
            break
    await keyboard.press("Enter")
    await expect(widget.by("booking-form")).to_be_visible()
    await keyboard.press("Escape")
    await expect(widget.by("booking-form")).to_have_count(0)
    await expect(reply.get_by_role("button", name="Book: Casa Blava")).to_be_focused()
    await keyboard.press("Escape")
    await expect(widget.by("public-chat-interface")).to_be_hidden()
    assert await focused(widget) == "public-chat-bubble"


@in_session
async def test_opened_from_the_page_gives_the_focus_back(visit: Visit) -> None:
    widget = await visit()
    link = widget.page.get_by_role("link", name="Ask us")
    await link.press("Enter")
    await expect(widget.by("chat-input")).to_be_focused()
    await widget.page.keyboard.press("Escape")
    await expect(link).to_be_focused()


@in_session
async def test_phone_keeps_tab_inside_the_open_panel(visit: Visit, phone: dict[str, int]) -> None:
    widget = await visit()
    await widget.page.set_viewport_size(phone)
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    await widget.page.keyboard.press("Tab")
    await widget.page.keyboard.press("Tab")
    assert await focused(widget) == "Close chat"
    await widget.page.keyboard.press("Shift+Tab")
    assert await focused(widget) == "send-button"


@in_session
async def test_screen_reader_hears_finished_sentences_only(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.page.evaluate(
        """() => {
            window.heard = [];
            const note = (changes) => changes.forEach((change) =>
                change.addedNodes.forEach((node) => heard.push(node.textContent)));
            for (const region of document.querySelector("lobby-chat").shadowRoot.querySelectorAll("[aria-live=polite]"))
                new MutationObserver(note).observe(region, {childList: true, subtree: true});
        }"""
    )
    await widget.open()
    await widget.say("stream it")
    await expect(widget.page.locator(".draft")).to_have_text("One two ")
    next(iter(fake.conversations.values())).seen.set()
    await widget.reply()
    assert await widget.page.evaluate("heard") == ["Assistant said: One two three."]
    await expect(widget.page.get_by_role("log")).to_have_attribute("aria-live", "off")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@in_session
async def test_axe_finds_nothing(visit: Visit, scheme: str) -> None:
    widget = await visit()
    await widget.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert await violations(widget) == []
    await widget.open()
    await widget.say("cards")
    reply = await widget.reply()
    await reply.get_by_text("Price details").click()
    assert await violations(widget) == []
    await reply.get_by_role("button", name="Book: Casa Blava").click()
    await widget.by("booking-form").get_by_role("button", name="Send booking request").click()
    assert await violations(widget) == []


@in_session
async def test_phone_of_320_pixels_needs_no_sideways_scroll(visit: Visit, phone: dict[str, int]) -> None:
    widget = await visit()
    await widget.page.set_viewport_size(phone)
    await widget.open()
    await widget.say("cards")
    reply = await widget.reply()
    await widget.say("a" * 200)
    await widget.reply(2)
    assert await overflow(widget) == 0
    box = await widget.by("public-chat-interface").bounding_box()
    assert box == {"x": 0, "y": 0, **phone}
    await reply.get_by_role("button", name="Book: Casa Blava").click()
    assert await overflow(widget) == 0


@in_session
async def test_inputs_are_large_enough_not_to_zoom_on_a_phone(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("cards")
    await (await widget.reply()).get_by_role("button", name="Book: Casa Blava").click()
    sizes = await widget.page.evaluate(
        """() => [...document.querySelector("lobby-chat").shadowRoot.querySelectorAll("input, textarea")]
        .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert len(sizes) == 7
    assert min(sizes) >= 16


@pytest.mark.parametrize(("color", "text"), [("#ffe066", "rgb(0, 0, 0)"), ("#1a1a40", "rgb(255, 255, 255)")])
@in_session
async def test_brand_color_gets_readable_text(visit: Visit, color: str, text: str) -> None:
    widget = await visit(f"?color=%23{color[1:]}&position=left")
    bubble = widget.by("public-chat-bubble")
    assert await bubble.evaluate("(node) => getComputedStyle(node).color") == text
    box = await bubble.bounding_box()
    assert box is not None
    assert box["x"] < 100
