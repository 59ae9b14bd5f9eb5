"""The files a visitor's browser loads, as they are sent: readable at the source, small on the wire."""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"

# Comments after code have a blank on both sides of their slashes, which no string of the widget has.
_UNSENT = re.compile(r"^[ \t]*(?://.*|/\*(?:.|\n)*?\*/[ \t]*)\n|^[ \t]+|^\n| +// .*$", re.MULTILINE)
_STYLE_BLANKS = re.compile(r"\s*([{};])\s*|(?<=[:,])\s+")
# A line of these has at most one template, no regular expression and no escape: outside of its texts, blanks at
# punctuation mean nothing.
_PLAIN_CODE = re.compile(r"^[^'`/\\\n]*(?:`[^'`/\\\n]*`[^'`/\\\n]*)?$", re.MULTILINE)
_CODE_BLANKS = re.compile(r'("[^"]*"|`[^`]*`)| ?([=(){}\[\],;:?<>&|]+) ?')


def widget_script() -> bytes:
    """What `/widget.js` serves: the widget without its comments and the blanks that only readers need."""
    source = (STATIC / "widget.js").read_text(encoding="utf-8")
    code, opening, rest = source.partition("const CSS = `")
    style, closing, more = rest.partition("`")
    return (_sent(code) + opening + _STYLE_BLANKS.sub(r"\1", style) + closing + _sent(more)).encode()


def _sent(code: str) -> str:
    return _PLAIN_CODE.sub(lambda line: _CODE_BLANKS.sub(r"\1\2", line[0]), _UNSENT.sub("", code))
