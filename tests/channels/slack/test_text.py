"""Reading, marking and cutting Slack's texts: tables."""

from __future__ import annotations

import pytest

from channels.slack.text import (
    clipped,
    emoji_of,
    escape,
    mark,
    markdown,
    mentioned,
    pieces,
    plain_text,
    safe_markdown,
    without_mention,
)
from channels.standins.slack.text import typed

NAMES = {"U1": "Ana", "U2": "Ben"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", "hello"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("see <https://a.example/x_y*z*|our *page*>", "see [our *page*](https://a.example/x_y*z*)"),
        ("see <https://a.example/?a=1&amp;b=2>", "see https://a.example/?a=1&b=2"),
        ("write to <mailto:a@b.example|a@b.example>", "write to a@b.example"),
        ("call <tel:+571234|+57 1234>", "call +57 1234"),
        ("<@U1> and <@U9> and <@U8|eva>", "@Ana and @U9 and @eva"),
        ("in <#C1|front-desk> for <!subteam^S1|@team> <!here>", "in #front-desk for @team @here"),
        ("on <!date^1392734382^{date}|18 Feb>", "on 18 Feb"),
        ("*bold* _it_ ~gone~", "**bold** _it_ ~~gone~~"),
        ("2 * 3 * 4 and snake*case*name", "2 * 3 * 4 and snake*case*name"),
        ("`*code* &lt;` and ```a *b*\nc```", "`*code* <` and ```a *b*\nc```"),
        (":smile: 👍 :own_emoji:", "😄 👍 :own_emoji:"),
        ("  two\nlines  ", "two\nlines"),
        ("a\x001\x00b", "a1b"),
    ],
)
def test_markdown_is_what_guests_can_read(text: str, expected: str) -> None:
    assert markdown(text, NAMES, {"smile": "😄"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*hello* &amp; goodbye", "*hello* & goodbye"),
        ("<https://a.example|a page>, <https://b.example>", "a page (https://a.example), https://b.example"),
        ("<@U2>: :smile:", "@Ben: 😄"),
    ],
)
def test_guests_message_is_plain(text: str, expected: str) -> None:
    assert plain_text(text, NAMES, {"smile": "😄"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@U0BOT> hello", "hello"),
        ("<@U0BOT|lobby>: hello", "hello"),
        ("hello <@U0BOT>, how are you", "hello how are you"),
        ("<@U0BOT>", ""),
        ("<@U1> hello", "<@U1> hello"),
    ],
)
def test_mention_of_the_bot_is_left_out(text: str, expected: str) -> None:
    assert without_mention(text, "U0BOT") == expected


def test_mentioned_people_are_found() -> None:
    assert mentioned("<@U1> <@W2|x> <#C1|y> <!here> @U3") == {"U1", "W2"}


def test_emoji_are_read_from_rich_text() -> None:
    element = {"type": "emoji", "name": "flag-co", "unicode": "1f1e8-1f1f4"}
    odd = {"type": "emoji", "name": "odd", "unicode": "zz"}
    own = {"type": "emoji", "name": "own"}
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element, odd, own]}]}]
    assert emoji_of(blocks) == {"flag-co": "🇨🇴"}
    assert emoji_of(None) == {}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hello", ("internal", "")),
        ("> hello", ("marked", "hello")),
        (">hello", ("marked", "hello")),
        ("> one\n> two", ("marked", "one\ntwo")),
        ("> one\n\n> two", ("marked", "one\n\ntwo")),
        ("> one\nwhat do we say?", ("mixed", "")),
        ("look:\n> I want it", ("internal", "")),
        (">", ("marked", "")),
        ("> ", ("marked", "")),
        (" > hello", ("internal", "")),
        ("a > b", ("internal", "")),
        ("&gt; hello", ("internal", "")),
    ],
)
def test_marks_as_people_type_them(written: str, expected: tuple[str, str]) -> None:
    text, blocks = typed(written, lambda name: None)
    assert mark(text, blocks) == expected


@pytest.mark.parametrize(
    ("text", "blocks", "expected"),
    [
        ("&gt; hello", None, ("marked", "hello")),
        ("&gt; one\n\n&gt; two", None, ("marked", "one\n\ntwo")),
        ("&gt; one\ntwo", None, ("mixed", "")),
        ("&gt;&gt;&gt; one\ntwo", None, ("marked", "one\ntwo")),
        ("hello", ["quote"], ("marked", "hello")),  # the quote shows in the blocks only
        ("one\ntwo", ["quote", "section"], ("mixed", "")),
        ("one\ntwo", ["section", "quote"], ("internal", "")),
        ("&gt; one\ntwo", ["quote", "section"], ("mixed", "")),
        ("```&gt; hello```", ["preformatted"], ("internal", "")),
        ("", None, ("internal", "")),
    ],
)
def test_marks_in_text_and_blocks(text: str, blocks: list[str] | None, expected: tuple[str, str]) -> None:
    rich = blocks and [
        {
            "type": "rich_text",
            "elements": [
                {"type": f"rich_text_{kind}", "elements": [{"type": "text", "text": "words"}]} for kind in blocks
            ],
        }
    ]
    assert mark(text, rich) == expected


def test_nobody_is_called_by_a_guests_words() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert safe_markdown("<!channel> <@U1> <#C1> <https://a.example> a<b") == (
        r"\<!channel> \<@U1> \<#C1> <https://a.example> a<b"
    )


def test_clipped_says_that_something_is_missing() -> None:
    assert clipped("abcdef", 6) == "abcdef"
    assert clipped("abcdef", 5) == "abcd…"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("", 40, []),
        ("short", 40, ["short"]),
        ("first paragraph here\n\nsecond paragraph", 36, ["first paragraph here", "second paragraph"]),
        ("first line of the text\nsecond line", 32, ["first line of the text", "second line"]),
        ("One sentence here. Another one.", 28, ["One sentence here.", "Another one."]),
        ("words words words words", 20, ["words words", "words words"]),
        ("x" * 30, 20, ["x" * 12, "x" * 18]),
    ],
)
def test_texts_are_cut_at_sensible_places(text: str, limit: int, expected: list[str]) -> None:
    assert pieces(text, limit) == expected


def test_code_block_is_closed_and_opened_again() -> None:
    parts = pieces("```\n" + "code\n" * 20 + "```", 60)
    assert len(parts) > 1
    assert all(part.count("```") == 2 for part in parts)
    assert all(len(part) <= 60 for part in parts)
