"""The widget on the demo page of a concierge started with `bot run`: nothing between them is replaced."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page, expect

from bot.testing.throwaway import ThrowawayServer
from channels.standins.serving import serving
from tests.channels.web.widget.concierge import Wire, running
from tests.channels.web.widget.pages import Widget, hotel_page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
STAY = "A house with a pool for 4 people from 12 to 19 July 2027"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def origin(
    server: ThrowawayServer, demo_template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    with server.clone(demo_template) as admin_url:
        async with running(tmp_path_factory.mktemp("concierge"), admin_url) as origin:
            yield origin


@pytest_asyncio.fixture(loop_scope="session")
async def wire(origin: str) -> AsyncIterator[Wire]:
    wire = Wire(origin)
    async with wire.laid() as wire.origin:
        yield wire


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """A tab in which no script fails and the page's policy is kept."""
    problems: list[str] = []
    page = await context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: "Security Policy" in line.text and problems.append(line.text))
    yield page
    assert problems == []


async def arrive(page: Page, origin: str) -> Widget:
    await page.goto(origin)
    widget = Widget(page, [])
    await widget.open()
    return widget


async def test_first_message_is_answered_with_homes_and_survives_a_reload(page: Page, origin: str) -> None:
    widget = await arrive(page, origin)
    await widget.say(STAY)
    reply = await widget.reply()
    await expect(widget.by("intent-summary")).to_contain_text("4 guests")
    await expect(widget.by("intent-summary")).to_contain_text("7 nights")
    await expect(reply.get_by_test_id("carousel-photo").first).to_be_visible()
    before = await widget.transcript()
    await page.reload()
    await widget.open()
    await widget.reply()
    assert await widget.transcript() == before


async def test_two_tabs_of_one_visitor_stay_equal(page: Page, context: BrowserContext, origin: str) -> None:
    first = await arrive(page, origin)
    await first.say("Hello")
    await first.reply()
    second = await arrive(await context.new_page(), origin)
    await second.reply()
    await second.say("Do you have anything with a sea view?")
    await second.reply(2)
    await first.reply(2)
    await first.say("Thank you")
    await first.reply(3)
    await second.reply(3)
    transcript = await first.transcript()
    assert transcript == await second.transcript()
    assert [line for line in transcript if line.startswith("user")] == [
        "user: Hello",
        "user: Do you have anything with a sea view?",
        "user: Thank you",
    ]


async def test_cut_network_resumes_without_loss_or_doubles(page: Page, wire: Wire) -> None:
    widget = await arrive(page, wire.origin)
    await widget.say("Hello")
    await widget.reply()
    wire.broken = True
    wire.cut()
    await widget.say("Is there a house for 6?")
    await expect(page.get_by_text("No connection.")).to_be_visible()
    wire.broken = False
    await widget.reply(2)
    await widget.say("And for 2?")
    wire.cut()
    await widget.reply(3)
    transcript = await widget.transcript()
    users = [line for line in transcript if line.startswith("user")]
    assert users == ["user: Hello", "user: Is there a house for 6?", "user: And for 2?"]
    await page.reload()
    await widget.open()
    await widget.reply(3)
    assert await widget.transcript() == transcript


async def test_booking_request_is_confirmed_with_a_reference(page: Page, origin: str) -> None:
    widget = await arrive(page, origin)
    await widget.say(STAY)
    reply = await widget.reply()
    await reply.get_by_role("button", name="Book").first.click()
    form = widget.by("booking-form")
    await expect(form.get_by_label("Arrival")).to_have_value("2027-07-12")
    await expect(form.get_by_label("Departure")).to_have_value("2027-07-19")
    await expect(form.get_by_label("Guests")).to_have_value("4")
    await form.get_by_label("Name").fill("Ada Guest")
    await form.get_by_label("Email").fill("ada@example.com")
    await form.get_by_role("button", name="Send booking request").click()
    await expect(widget.by("booking-done")).to_contain_text("Reference")
    await expect(widget.by("booking-done")).to_contain_text("4 guests")


@pytest.mark.parametrize(
    ("locale", "heading"),
    [("en-GB", "Some of our homes"), ("es-ES", "Algunos de nuestros aloj"), ("de-CH", "Einige unserer Häuser")],
)
async def test_demo_page_speaks_the_browsers_language_and_fits_a_phone(
    context: BrowserContext, origin: str, locale: str, heading: str
) -> None:
    assert context.browser
    visitor = await context.browser.new_context(locale=locale, viewport={"width": 320, "height": 568})
    page = await visitor.new_page()
    await page.goto(origin)
    await expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    assert await page.get_by_role("main").get_by_role("img").count() > 0
    results = await Axe().run(page)
    assert [rule["id"] for rule in results.response["violations"]] == []
    await visitor.close()


async def test_widget_is_served_small_and_to_every_website(origin: str) -> None:
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", f"{origin}/widget.js", headers={"Accept-Encoding": "gzip"}) as response:
            sent = b"".join([chunk async for chunk in response.aiter_raw()])
        picture = await client.get(f"{origin}/media/demo/terrace-1.jpg")
    assert response.headers["content-encoding"] == "gzip"
    assert len(sent) <= 15 * 1024
    assert b"lobby-chat" in gzip.decompress(sent)
    assert picture.status_code == 200
    for answer in (response, picture):
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_page_that_the_tenant_does_not_allow_is_told_so(page: Page, origin: str) -> None:
    async with serving(hotel_page(origin)) as elsewhere:
        widget = await arrive(page, elsewhere)
        await expect(page.get_by_role("status")).to_have_text("This chat is not available here.")
        await widget.say("Hello?")
        await expect(widget.by("assistant-message")).to_have_count(0)
