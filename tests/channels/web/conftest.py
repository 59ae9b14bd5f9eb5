"""Browsers, and a page of a guest's hotel that embeds the widget from another origin."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, async_playwright

from channels.standins.serving import serving
from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import CHROMIUM, FLAGS, Visit, Widget, hotel_page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    assert CHROMIUM, "no Chromium found: run .ci/chromium, or set LOBBY_CHROMIUM"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeServer]:
    server = FakeServer()
    async with serving(server.app) as server.origin:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def hotel(fake: FakeServer) -> AsyncIterator[str]:
    """The address of a page that embeds the widget from another origin."""
    async with serving(hotel_page(fake.origin)) as origin:
        yield origin


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(context: BrowserContext, hotel: str) -> AsyncIterator[Visit]:
    """Opens the hotel's page in a new tab."""
    problems: list[str] = []

    async def visit(query: str = "") -> Widget:
        page = await context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: "Security Policy" in line.text and problems.append(line.text))
        await page.goto(f"{hotel}/{query}")
        return Widget(page, problems)

    yield visit
    assert problems == []


@pytest.fixture
def phone() -> dict[str, int]:
    return {"width": 320, "height": 568}
