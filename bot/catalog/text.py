"""Owners' text as plain text: no markup, no boilerplate headings, cut where a reader would cut."""

from __future__ import annotations

import re
from html import unescape

_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>\n]*>", re.IGNORECASE)
_CUT_TAG = re.compile(r"</?[a-z]{0,6}\s*/?$", re.IGNORECASE)  # exports cut descriptions, sometimes inside a tag
_INVISIBLE = re.compile(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)  # zero width, direction overrides
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Headings that Airbnb's form writes between an owner's paragraphs, when one stands alone on its line.
_HEADING = re.compile(
    r"^(the space|guest access|during your stay|interaction with guests|other things to note|registration details"
    r"|licen[sc]e number|el espacio|el alojamiento|acceso de los huéspedes|durante tu estancia"
    r"|otros aspectos( destacables| a tener en cuenta)?|datos de registro|número de licencia):?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"')»]*(?=\s|$)")
ELLIPSIS = "…"


def defect(text: str) -> str | None:
    """Why a text cannot be stored or shown as it is; None when it can."""
    if _SURROGATE.search(text):
        return "is not valid UTF-8"
    if "\0" in text:
        return "contains a NUL character"
    if _CONTROL.search(text):
        return "contains control characters"
    return None


def plain_text(text: str) -> str:
    """Paragraphs without markup, entities, invisible characters or form headings."""
    text = _BREAK.sub("\n", _HIDDEN.sub("", unescape(text)))
    text = _INVISIBLE.sub("", _CUT_TAG.sub("", _TAG.sub("", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    kept = "\n".join(line for line in lines if not _HEADING.match(line))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def plain_line(text: str) -> str:
    """The same on one line, for names and other short fields."""
    return " ".join(plain_text(text).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters on one line: whole sentences when they fill half of it, else whole words and "…"."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    ends = [match.end() for match in _SENTENCE_END.finditer(line, 0, limit)]
    if ends and ends[-1] >= limit // 2:
        return line[: ends[-1]]
    head = line[: limit - len(ELLIPSIS)]
    words = head if line[len(head)] == " " else head.rpartition(" ")[0]
    return (words or head).rstrip(" ,;:-–—(") + ELLIPSIS
