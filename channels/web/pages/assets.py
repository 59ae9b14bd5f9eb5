"""The files a visitor's browser loads, as they are sent: readable at the source, small on the wire."""

from __future__ import annotations

import re
from pathlib import Path

from channels.web.pages.minifying import minified

STATIC = Path(__file__).parents[1] / "static"

_STYLE = re.compile(r"(?<=const CSS = `)[^`]*")
_STYLE_BLANKS = re.compile(r"\s*([{};])\s*|(?<=[:,])\s+")
_PLACE = "\ue000"  # of the style sheet; a private character


def widget_script() -> bytes:
    """What `/widget.js` serves: the widget without what only readers need."""
    source = (STATIC / "widget.js").read_text(encoding="utf-8")
    style = _STYLE.search(source)
    assert style is not None  # noqa: S101  # it is our own file
    code = minified(_STYLE.sub(_PLACE, source))
    return code.replace(_PLACE, _STYLE_BLANKS.sub(r"\1", style[0]).strip()).encode()
