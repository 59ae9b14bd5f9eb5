"""The widget as it is served: what a page loads (`/widget.js`), and the parts that come when the chat is opened.

Sources: static/widget/. The parts' addresses carry a hash of their content, the release, and are kept for good; the
launcher knows the release that it was made with. For an address of another one the answer is 404, and the launcher
fetches its successor (static/widget/launcher/loader.js).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjsmin
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.words.phrases import Phrases, for_guests
from channels.web.pages.assets import EVERYWHERE, LONG_CACHE, SHORT_CACHE, STATIC, Asset
from channels.web.pages.joining import join

SOURCES = STATIC / "widget"
SCRIPT = "text/javascript"
HASH_CHARS = 12


@dataclass(frozen=True, slots=True)
class Widget:
    launcher: Asset
    parts: Mapping[str, Asset]  # by file name, with the release: the conversation, and each language's texts


@cache
def widget() -> Widget:
    """Made once, when it is first asked for."""
    return build(SOURCES, for_guests("widget"))


def build(sources: Path, phrases: Phrases) -> Widget:
    """Joins the parts and makes them small.

    Raises:
        ValueError: the sources cannot be joined (joining.py).
    """
    texts = phrases.tables()
    launcher = join(sources / "launcher" / "main.js")
    conversation = join(sources / "conversation" / "main.js", launcher.exports)
    shared = "{" + ",".join(sorted(conversation.needs)) + "}"
    style = f"const style={_style(sources / 'conversation')};"
    parts = {
        "conversation": f"export default({shared},texts)=>{{{style}\n{conversation.code}\nreturn conversation;}};",
        **{language: f"export default {_script(text['conversation'])};" for language, text in texts.items()},
        **{f"launcher-{language}": f"export default {_script(text['launcher'])};" for language, text in texts.items()},
    }
    del parts["launcher-en"]  # which the launcher has in it
    release = hashlib.sha256("\n".join(parts.values()).encode()).hexdigest()[:HASH_CHARS]
    served = {
        "release": _script(release),
        "languages": _script([*texts]),
        "phrases": _script(texts["en"]["launcher"]),
        "style": _style(sources / "launcher"),
        "shared": f"()=>({shared})",
    }
    declared = ",".join(f"{name}={value}" for name, value in served.items())
    return Widget(
        Asset(_minified(f'(()=>{{"use strict";const {declared};\n{launcher.code}\n}})();'), SCRIPT, SHORT_CACHE),
        {f"{name}.{release}.js": Asset(_minified(code), SCRIPT, LONG_CACHE) for name, code in parts.items()},
    )


def _minified(code: str) -> bytes:
    return str(rjsmin.jsmin(code)).encode()


def _script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _style(part: Path) -> str:
    """The part's style sheet as a string of the script."""
    lines = (part / f"{part.name}.css").read_text("utf-8").splitlines()
    return json.dumps(" ".join(line.strip() for line in lines), ensure_ascii=False)


def widget_routes(release: Callable[[], Widget] = widget) -> list[BaseRoute]:
    """`/widget.js` and the parts. `release` gives the widget as it is at the moment."""

    async def launcher(request: Request) -> Response:
        return await release().launcher.response(request)

    async def part(request: Request) -> Response:
        found = release().parts.get(request.path_params["file"])
        if found is None:
            headers = {**EVERYWHERE, "Cache-Control": "no-store"}  # a node of another release may have it
            return PlainTextResponse("This part belongs to another release.", 404, headers=headers)
        return await found.response(request)

    return [Route("/widget.js", launcher), Route("/widget/{file}", part)]
