"""parse_mode=HTML. The first table is the documentation's own example, line by line.

The parsers of tg-auto-test 1.3.24 and Telethon 1.45 read it the same way, as far as they know its tags; neither knows
tg-time, expandable quotes, or a language inside pre.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from channels.standins.telegram.entities import formatted
from channels.standins.telegram.errors import ApiError

NESTED = "italic bold strikethrough italic bold strikethrough spoiler"
DOCUMENTED: list[tuple[str, list[tuple[str, str]]]] = [
    ("<b>bold</b>, <strong>bold</strong>", [("bold", "bold")] * 2),
    ("<i>italic</i>, <em>italic</em>", [("italic", "italic")] * 2),
    ("<u>underline</u>, <ins>underline</ins>", [("underline", "underline")] * 2),
    ("<s>strike</s>, <strike>strike</strike>, <del>strike</del>", [("strikethrough", "strike")] * 3),
    ('<span class="tg-spoiler">spoiler</span>, <tg-spoiler>spoiler</tg-spoiler>', [("spoiler", "spoiler")] * 2),
    (
        '<b>bold <i>italic bold <s>italic bold strikethrough <span class="tg-spoiler">italic bold strikethrough '
        "spoiler</span></s> <u>underline italic bold</u></i> bold</b>",
        [
            ("bold", f"bold italic bold {NESTED} underline italic bold bold"),
            ("italic", f"italic bold {NESTED} underline italic bold"),
            ("strikethrough", NESTED),
            ("spoiler", "italic bold strikethrough spoiler"),
            ("underline", "underline italic bold"),
        ],
    ),
    ('<a href="http://www.example.com/">inline URL</a>', [("text_link", "inline URL")]),
    ('<a href="tg://user?id=123456789">inline mention</a>', [("text_mention", "inline mention")]),
    ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', [("custom_emoji", "👍")]),
    ('<tg-time unix="1647531900" format="wDT">22:45 tomorrow</tg-time>', [("date_time", "22:45 tomorrow")]),
    ("<code>inline fixed-width code</code>", [("code", "inline fixed-width code")]),
    ("<pre>pre-formatted\nblock</pre>", [("pre", "pre-formatted\nblock")]),
    ('<pre><code class="language-python">print(1)</code></pre>', [("pre", "print(1)")]),
    ("<blockquote>Started\nThe last line</blockquote>", [("blockquote", "Started\nThe last line")]),
    ("<blockquote expandable>Started\nHidden</blockquote>", [("expandable_blockquote", "Started\nHidden")]),
]


def html(source: str) -> tuple[str, list[dict[str, Any]]]:
    read = formatted(source, "HTML", None)
    return read.text, read.entities


@pytest.mark.parametrize(("source", "marked"), DOCUMENTED)
def test_documented_example_is_read(source: str, marked: list[tuple[str, str]]) -> None:
    read = formatted(source, "HTML", None)
    assert read.text == re.sub("<[^>]*>", "", source)
    assert [(entity["type"], read.piece(entity)) for entity in read.entities] == marked


def test_details_of_entities_are_kept() -> None:
    _, [link] = html("<a href='http://example.com?a=1&amp;b=2'>x</a>")
    assert link["url"] == "http://example.com/?a=1&b=2"
    _, [code] = html('<pre><code class="language-python">x</code></pre>')
    assert code == {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    _, [moment] = html('<tg-time unix="1647531900" format="wDT">x</tg-time>')
    assert (moment["unix_time"], moment["date_time_format"]) == (1647531900, "wDT")
    _, [person] = html('<a href="tg://user?id=42">x</a>')
    assert person["user"]["id"] == 42


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&#65;&#x42;&#128512;", "AB😀"),
        ("&lt no semicolon", "< no semicolon"),
        ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;"),  # only four named ones are known
        ("&#0;&#x110000;&#1234567890;", "&#0;&#x110000;&#1234567890;"),
        ("a & b", "a & b"),
        ("&", "&"),
        ("<B>x</b >", "x"),
        ("<b\n>x</>", "x"),
        ("<b></b>x", "x"),
        ("a > b", "a > b"),
        ('<a href="ftp://x.org">x</a>', "x"),
        ("  <b>x</b>  \n", "x"),
    ],
)
def test_text_without_tags(source: str, text: str) -> None:
    assert html(source)[0] == text


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ("😀<b>x</b>", [{"type": "bold", "offset": 2, "length": 1}]),
        ("<b>👨‍👩‍👧</b>", [{"type": "bold", "offset": 0, "length": 8}]),
        ("<b>a</b><strong>b</strong>", [{"type": "bold", "offset": 0, "length": 2}]),  # neighbours are joined
        ("<b><b>x</b></b>", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<code><b>x</b></code>", [{"type": "code", "offset": 0, "length": 1}]),  # nothing inside code
        (
            "<b>a<code>b</code>c</b>",
            [
                {"type": "bold", "offset": 0, "length": 1},
                {"type": "code", "offset": 1, "length": 1},
                {"type": "bold", "offset": 2, "length": 1},
            ],
        ),
        ("<a>example.com</a>", [{"type": "text_link", "offset": 0, "length": 11, "url": "http://example.com/"}]),
        ("<a href='http://localhost/'>x</a>", []),  # dropped in silence: a host needs a dot
        ("<b>x </b>", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [{"type": "blockquote", "offset": 0, "length": 2}]),
        ("<code class='language-x'>x</code>", [{"type": "code", "offset": 0, "length": 1}]),
    ],
)
def test_entities(source: str, entities: list[dict[str, Any]]) -> None:
    assert html(source)[1] == entities


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2>", 'Unsupported start tag "2" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=http://x.org>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_mistake_is_refused_as_the_server_refuses_it(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as error:
        html(source)
    assert error.value.status == 400
    assert error.value.description == f"Bad Request: can't parse entities: {reason}"


def test_halves_of_a_character_are_refused() -> None:
    with pytest.raises(ApiError, match="invalid Unicode characters after decoding HTML entities"):
        html("&#xd83d;")
