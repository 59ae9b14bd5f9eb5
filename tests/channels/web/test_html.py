"""Markdown as safe HTML."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.web.html import markdown_html, plain_html, render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello, two nights.", "<p>Hello, two nights.</p>\n"),
        ("**340 €** in *total*", "<p><strong>340 €</strong> in <em>total</em></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<b>hi</b> & bye", "<p>&lt;b&gt;hi&lt;/b&gt; &amp; bye</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        (
            "[map](https://example.com/?a=1&b=2)",
            '<p><a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">map</a></p>\n',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ("![x](https://evil.test/pixel.gif)", None),
    ],
)
def test_markdown_html_keeps_the_form_and_nothing_dangerous(text: str, html: str | None) -> None:
    found = markdown_html(text)
    if html is not None:
        assert found == html
    assert "<img" not in found
    assert "<script" not in found


_PIECES = st.sampled_from(
    ["a", "Casa", " ", "\n", "*", "_", "`", "1", ".", ")", "#", ">", "<", "&", "-", "+", "~", "=", "|", "[", "]", "(",
     "http://x.y", "www.", "@", "\\", "&amp;", "&copy", "é", "€", "\t", "  ", ":", "!", "'", '"', "\u00a0", "\u2028"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join) | st.text(max_size=40))
@example("1. Casa")
@example("12) Casa")
@example("a  \nb")
@example("Casa ")
@example("7\u00a0noches")
@example("0\u0085")
@example("0\u3000")
@example("Title\n===")
def test_markdown_html_short_cut_changes_nothing(text: str) -> None:
    assert markdown_html(text) == render(text)


@given(st.text(max_size=60))
def test_plain_html_interprets_nothing(text: str) -> None:
    html = plain_html(text)
    inner = html.removeprefix("<p>").removesuffix("</p>\n").replace("<br>", "")
    assert "<" not in inner
    assert ">" not in inner
