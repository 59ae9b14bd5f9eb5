"""parse_mode=MarkdownV2, from the documentation's examples to its traps."""

from __future__ import annotations

from typing import Any

import pytest

from channels.standins.telegram.entities import formatted
from channels.standins.telegram.errors import ApiError


def marked(source: str) -> tuple[str, list[tuple[str, str]]]:
    read = formatted(source, "MarkdownV2", None)
    return read.text, [(entity["type"], read.piece(entity)) for entity in read.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*bold \\*text*", "bold *text", [("bold", "bold *text")]),
        ("_italic \\*text_", "italic *text", [("italic", "italic *text")]),
        ("__underline__", "underline", [("underline", "underline")]),
        ("~strikethrough~", "strikethrough", [("strikethrough", "strikethrough")]),
        ("||spoiler||", "spoiler", [("spoiler", "spoiler")]),
        (
            "*bold _italic bold ~italic bold strikethrough ||italic bold strikethrough spoiler||~ "
            "__underline italic bold___ bold*",
            "bold italic bold italic bold strikethrough italic bold strikethrough spoiler underline italic bold bold",
            [
                ("bold", "bold italic bold italic bold strikethrough italic bold strikethrough spoiler underline italic"
                 " bold bold"),
                ("italic", "italic bold italic bold strikethrough italic bold strikethrough spoiler underline italic"
                 " bold"),
                ("strikethrough", "italic bold strikethrough italic bold strikethrough spoiler"),
                ("spoiler", "italic bold strikethrough spoiler"),
                ("underline", "underline italic bold"),
            ],
        ),
        ("[inline URL](http://www.example.com/)", "inline URL", [("text_link", "inline URL")]),
        ("[mention](tg://user?id=123456789)", "mention", [("text_mention", "mention")]),
        ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", "👍")]),
        ("![22:45 tomorrow](tg://time?unix=1647531900&format=wDT)", "22:45 tomorrow",
         [("date_time", "22:45 tomorrow")]),
        ("`inline fixed-width code`", "inline fixed-width code", [("code", "inline fixed-width code")]),
        ("```\npre-formatted\nblock\n```", "pre-formatted\nblock", [("pre", "pre-formatted\nblock")]),
        ("```python\nprint(1)\n```", "print(1)", [("pre", "print(1)")]),
        (">Block quotation started\n>The last line\nafter", "Block quotation started\nThe last line\nafter",
         [("blockquote", "Block quotation started\nThe last line\n")]),
        ("**>Expandable\n>Hidden||", "Expandable\nHidden", [("expandable_blockquote", "Expandable\nHidden")]),
        ("___a_**__", "a", [("italic", "a"), ("underline", "a")]),  # two underscores are always taken for underline
        ("1\\. a\\-b \\(c\\)\\!", "1. a-b (c)!", []),
        ("`a.b-c*d`", "a.b-c*d", [("code", "a.b-c*d")]),
        ("[x](http://e.org/a\\)b)", "x", [("text_link", "x")]),
    ],
)  # fmt: skip
def test_text_is_read(source: str, text: str, entities: list[Any]) -> None:
    assert marked(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1. a", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("Hi!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("é*bold", "Can't find end of Bold entity at byte offset 2"),
        ("`code", "Can't find end of Code entity at byte offset 0"),
        ("```x\ncode", "Can't find end of PreCode entity at byte offset 0"),
        ("[x](http://e.org", "Can't find end of a URL at byte offset 4"),
        ("![x]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![x](http://e.org)", "Invalid tg://emoji or tg://time URL specified"),
        ("___a___", "Can't find end of Italic entity at byte offset 6"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_mistake_is_refused_as_the_server_refuses_it(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as error:
        marked(source)
    assert error.value.description == f"Bad Request: can't parse entities: {reason}"
