"""Markdown as text and entities: nothing that anybody wrote breaks a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.markdown import formatted, plain, web_url
from channels.telegram.text import units

MARKS = st.text(st.sampled_from("ab *_`~[]()<>#-|$\\!&;:/.\n0😀\ue000\ud800\0"), max_size=80)


@given(MARKS)
def test_entities_of_any_text_lie_within_it(markdown: str) -> None:
    shown = formatted(markdown)
    assert shown.text == shown.text.strip()
    ends = {0}
    for char in shown.text:
        ends.add(max(ends) + units(char))
    for entity in shown.entities:
        assert entity.length > 0
        assert {entity.offset, entity.end} <= ends  # never inside a surrogate pair
        assert (entity.url is not None) == (entity.type == "text_link")


@given(st.text(st.sampled_from("abc $<>|0.,€ "), max_size=60))
def test_prices_and_brackets_are_shown_as_they_are(text: str) -> None:
    if not text.strip().startswith(">"):
        assert "".join(formatted("x" + text).text.split()) == "x" + "".join(text.split())


@pytest.mark.parametrize(
    ("markdown", "text", "kinds"),
    [
        ("**Casa** is *nice*", "Casa is nice", ["bold", "italic"]),
        ("from $100-$200, a < b || c", "from $100-$200, a < b || c", []),
        ("<b>x</b> <script>y</script>", "<b>x</b> <script>y</script>", []),
        ("- one\n- two", "• one\n• two", []),
        ("1. one\n2. two", "1. one\n2. two", []),
        ("# Title\ntext", "Title\ntext", ["bold"]),
        ("[ours](https://lobby.example/a?b=1)", "ours", ["text_link"]),
        ("[bad](javascript:alert(1)) [local](/book) [user](tg://user?id=1)", "bad local user", []),
        ("`a $b$`", "a $b$", ["code"]),
        ("| a | b |\n|---|---|\n| $1 | 2 |", "a  | b\n---+--\n$1 | 2", ["pre"]),
        ("**😀 wow**", "😀 wow", ["bold"]),
        ("", "", []),
    ],
)
def test_markdown_becomes(markdown: str, text: str, kinds: list[str]) -> None:
    shown = formatted(markdown)
    assert (shown.text, [entity.type for entity in shown.entities]) == (text, kinds)


def test_plain_text_is_never_interpreted() -> None:
    assert plain("**not bold** <b>").text == "**not bold** <b>"
    assert plain("**not bold**").entities == ()


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://lobby.example/x", True),
        ("http://192.0.2.1/", True),
        ("http://localhost:8000/", False),
        ("/book", False),
        ("tg://user?id=1", False),
        ("https://a b.example/", False),
        ("https://[broken", False),
        (None, False),
    ],
)
def test_only_links_to_the_web_are_links(url: str | None, taken: bool) -> None:
    assert (web_url(url) is not None) is taken
