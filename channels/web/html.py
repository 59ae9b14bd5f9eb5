"""Markdown as HTML that is safe to show, whoever wrote the Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "code", "pre", "blockquote", "a", "h3"}
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

# "breaks": a line break in a chat message is meant. Raw HTML is shown as text, not interpreted.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_block", "html_inline"])
# One line of words is the most frequent reply and no Markdown at all; rendering it in full takes longer than a query.
_PLAIN = re.compile(r"[^\W_][^\n\r\\`*_\[\]<>&\"'#!|~\x00-\x1f\x7f-\xa0]*", re.ASCII)
_NOT_PLAIN_START = re.compile(r"\d{1,9}[.)](\s|$)")


@lru_cache(maxsize=256)
def markdown_html(text: str) -> str:
    """The text as HTML of a few harmless tags; links open a new tab and tell nobody where they come from."""
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN_START.match(text):
        return f"<p>{text.rstrip()}</p>\n"
    return render(text)


def render(text: str) -> str:
    """As `markdown_html`, without its short cut."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=LINK_SCHEMES,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def plain_html(text: str) -> str:
    """What a guest wrote: never interpreted."""
    return "<p>" + escape(text).replace("\n", "<br>") + "</p>\n"
