"""The words before a place of a text, as far back as rules look: that reading takes no longer than the text is long."""

from __future__ import annotations

LOOK_BACK_CHARS = 240  # what a word refers to stands nearer


def behind(text: str, at: int) -> str:
    """The text before `at`, without white space at its end; of a long one only what stands near."""
    return text[max(0, at - LOOK_BACK_CHARS) : at].rstrip()
