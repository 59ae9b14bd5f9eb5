"""Pages that are hostile to what is embedded in them: the widget stays where it belongs and reads as it should."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from channels.standins.serving import serving
from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import Widget

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TAG = '<script src="{origin}/widget.js" data-tenant="demo" defer></script>'
HOSTS = {
    "css that unsets everything": "<style>* {{ all: unset !important }}</style>" + TAG,
    "a body that moves": "<style>body {{ transform: translateZ(0); height: 20px; zoom: 2 }}</style>" + TAG,
    "tiny root font, loud controls": "<style>html {{ font-size: 4px }}"
    " button, input {{ font: 60px serif !important }}</style>" + TAG,
    "right to left, with a base": '<script>document.documentElement.dir = "rtl"</script>'
    '<base href="https://x.invalid/a/">' + TAG,
    "meddled globals": "<script>window.$ = window.define = () => {{ throw 1 }}; Object.prototype.oops = 1;"
    "Array.prototype.extra = () => 0</script>" + TAG,
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("host", HOSTS)
async def test_widget_on_a_hostile_page_is_whole_and_answers(
    context: BrowserContext, fake: FakeServer, host: str, width: int
) -> None:
    html = (
        "<!doctype html><html lang='en'><head>" + HOSTS[host].format(origin=fake.origin) + "</head><body>Hotel</body>"
    )

    def page(_: Request) -> HTMLResponse:
        return HTMLResponse(html)

    async with serving(Starlette(routes=[Route("/", page)])) as origin:
        tab = await context.new_page()
        await tab.set_viewport_size({"width": width, "height": 700})
        await tab.goto(origin)
        widget = Widget(tab, [])
        await widget.open()
        await widget.say("hello")
        assert await (await widget.reply()).is_visible()
        box = await widget.by("public-chat-interface").bounding_box()
        text = await widget.by("chat-input").evaluate(
            "(e) => [getComputedStyle(e).fontSize, getComputedStyle(e).direction]"
        )
        await tab.close()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 700
    assert box["height"] >= 400
    assert 14 <= float(text[0].removesuffix("px")) <= 20
    assert text[1] == "ltr"
