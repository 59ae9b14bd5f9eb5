"""Long texts in several messages: within the limit, nothing lost, nothing broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.splitting import shortened, split
from channels.telegram.text import Entity, Formatted, joined, units

PIECES = st.text(st.sampled_from("ab .\n😀é—"), max_size=40)
KINDS = st.sampled_from(["bold", "italic", "code", "text_link"])


@st.composite
def formatted(draw: st.DrawFn) -> Formatted:
    """Stretches of text, some of them with an entity over them."""
    parts: list[Formatted] = []
    for text in draw(st.lists(PIECES, max_size=12)):
        kind = draw(st.none() | KINDS)
        url = "https://lobby.example/" if kind == "text_link" else None
        parts.append(Formatted(text, (Entity(kind, 0, units(text), url),) if kind and text else ()))
    return joined(parts)


def covered(text: str, entity: Entity) -> str:
    """What an entity lies over; fails inside a surrogate pair or beyond the text."""
    encoded = text.encode("utf-16-le")
    assert 0 <= entity.offset < entity.end <= len(encoded) // 2
    return encoded[entity.offset * 2 : entity.end * 2].decode("utf-16-le")


def dense(text: str) -> str:
    return "".join(text.split())


@given(formatted(), st.integers(2, 60))
def test_pieces_fit_and_lose_nothing_but_blanks(whole: Formatted, limit: int) -> None:
    pieces = split(whole, limit)
    assert all(0 < piece.units <= limit and piece.text == piece.text.strip() for piece in pieces)
    assert dense("".join(piece.text for piece in pieces)) == dense(whole.text)


@given(formatted(), st.integers(2, 60))
def test_entities_lie_over_the_same_words_as_before(whole: Formatted, limit: int) -> None:
    pieces = split(whole, limit)
    for kind in ("bold", "italic", "code", "text_link"):
        before = "".join(covered(whole.text, entity) for entity in whole.entities if entity.type == kind)
        after = "".join(covered(piece.text, e) for piece in pieces for e in piece.entities if e.type == kind)
        assert dense(after) == dense(before)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("One.\n\nTwo is longer.", 20, ["One.\n\nTwo is longer."]),
        ("First paragraph.\n\nSecond paragraph.", 24, ["First paragraph.", "Second paragraph."]),
        ("a line of text\nand another line", 20, ["a line of text", "and another line"]),
        ("It is late. It is cold. It rains.", 26, ["It is late. It is cold.", "It rains."]),
        ("words and more words", 12, ["words and", "more words"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("😀😀😀", 5, ["😀😀", "😀"]),
        ("\n\n \n", 4, []),
    ],
)
def test_cut_at_the_best_place(text: str, limit: int, pieces: list[str]) -> None:
    assert [piece.text for piece in split(Formatted(text), limit)] == pieces


def test_link_is_not_cut_in_two() -> None:
    text = "words before alinkthatislong after"
    link = Entity("text_link", 13, 15, "https://lobby.example/")
    first, second, *_ = split(Formatted(text, (link,)), 20)
    assert (first.text, first.entities) == ("words before", ())
    assert covered(second.text, second.entities[0]) == "alinkthatislong"


def test_shortened_keeps_the_first_words() -> None:
    assert shortened(Formatted("one two three"), 9).text == "one two…"
    assert shortened(Formatted("one two"), 9).text == "one two"
