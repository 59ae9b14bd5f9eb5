"""The widget on a page in a real Chromium, and servers on free ports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Locator, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")  # as in .ci/chromium
CHROMIUM = next(filter(None, map(shutil.which, (os.environ.get("LOBBY_CHROMIUM", ""), *BROWSERS))), None)
OPTIONS = ("locale", "open", "color", "position")
HOTEL = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Hotel</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<script src="{origin}/widget.js" data-tenant="demo" nonce="n0nce" {attributes} defer></script></head>
<body><main><h1>Hotel</h1><p>Rooms with a view. <a href="/other" data-lobby-open>Ask us</a></p></main></body></html>"""


@dataclass
class Widget:
    """The widget on a page, as a guest meets it."""

    page: Page
    problems: list[str]  # script errors and breaches of the page's policy; not empty at the end fails the test

    def by(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    async def open(self) -> None:
        await self.by("public-chat-bubble").click()
        await self.by("public-chat-interface").wait_for()

    async def say(self, text: str) -> None:
        await self.by("chat-input").fill(text)
        await self.by("send-button").click()

    async def reply(self, number: int = 1) -> Locator:
        reply = self.by("assistant-message").nth(number - 1)
        await reply.wait_for()
        return reply

    async def transcript(self) -> list[str]:
        """What the conversation shows, in order, each line with its role."""
        return await self.page.evaluate(
            """() => [...document.querySelector("lobby-chat").shadowRoot.querySelectorAll("li[data-testid$=-message]")]
            .map((row) => `${row.dataset.testid.replace("-message", "")}: ${row.querySelector(".bubble").innerText}`)"""
        )


Visit = Callable[..., Awaitable[Widget]]


def hotel_page(host: str, policy: str | None = None) -> Starlette:
    """A hotel's page on another origin, whose policy allows the concierge's host and nothing inline."""
    policy = policy or (
        f"default-src 'none'; script-src {host}; img-src {host}; connect-src {host} {host.replace('http', 'ws')}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lobby"
    )

    def page(request: Request) -> HTMLResponse:
        chosen = {name: value for name, value in request.query_params.items() if name in OPTIONS}
        attributes = " ".join(f'data-{name}="{value}"' for name, value in chosen.items())
        html = HOTEL.format(lang=request.query_params.get("lang", "en"), origin=host, attributes=attributes)
        return HTMLResponse(html, headers={"Content-Security-Policy": policy})

    return Starlette(routes=[Route("/", page)])
