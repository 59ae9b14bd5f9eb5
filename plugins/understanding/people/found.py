"""A mention of people with what ties it to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plugins.understanding.people.mention import Mention

Link = Literal["", "plus", "comma", "with", "among"]
Sign = Literal["", "+", "-", "none", "away"]


@dataclass(frozen=True, slots=True)
class Found:
    mention: Mention
    link: Link = ""  # to the mention before it
    is_near: bool = True  # nothing but words that tie stands between it and the mention before it
    after_with: bool = False
    after_for: bool = False
    with_me: bool = False  # "I'm travelling with …"
    sign: Sign = ""  # "none": there are none of them; "away": those are named with whom somebody stays
    asks: bool = False
    is_instead: bool = False  # its number takes the place of another one
