"""What names of homes consist of, and those that a message names as not meant: "not Villa Gaya, the bungalow"."""

from __future__ import annotations

import re
from functools import cache

from bot.types import Match
from bot.words.folding import bare
from plugins.concierge import names
from plugins.concierge.talk import Talk

_WORD = re.compile(r"[^\W\d_]{4,}")
# What is proper in a name: words with a capital, and the little ones between them ("Cala en Porter", "Son Bou").
_PROPER = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’]+(?:\s+(?:\w{1,2}\s+){0,2}[^\W\d_a-zß-öø-ÿ][\w'’]+)*")


def is_denied(talk: Talk, match: Match) -> bool:
    """Whether what is told names a home and denies it, before its name or behind."""
    told = [bare(said.clause.text) for said in talk.acts.said if "?" not in said.clause.text]
    return any(_denies(part).search(text) for part in proper(match.unit.name) for text in told if part in text)


@cache
def _denies(part: str) -> re.Pattern[str]:
    """ "Not (it is the) villa gaya", "villa gaya no"."""
    denials, called = names.any_of("denials"), re.escape(part)
    before = rf"(?<!\w)(?:{denials})(?:\s+\w{{1,4}}['’]?){{0,2}}\s+(?:\w{{4,5}}\s+)?{called}(?!\w)"
    behind = rf"(?<!\w){called}\s+(?:{denials})(?=\W*$|\s*[,.;:!])"
    return re.compile(f"{before}|{behind}")


def proper(name: str) -> set[str]:
    """ "Casa Mirablau, sea view villa" → casa mirablau, casa, mirablau; less what stands in many names."""
    found = set[str]()
    for run in _PROPER.findall(name):
        words = bare(run).split()
        found |= {" ".join(words)} if len(words) > 1 else set()
        found |= {word for word in words if _WORD.fullmatch(word)}
    return found - names.words("common")


def stands_in(part: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None
