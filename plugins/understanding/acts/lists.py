"""Whether a clause is a list of people: it states who travels, whatever else it sounds like."""

from __future__ import annotations

from plugins.understanding.lexicon import Tagged
from plugins.understanding.numbers import Numbers

SHARE = 0.8  # of its words that name, count or tie people
_WHOSE = ("people_mine", "people_ours", "people_the", "people_one")
_PEOPLE = ("people", "people_us")
_TIES = (
    "people_mine", "people_ours", "people_the", "people_one", "people_plus", "people_with", "people_for", "people_word",
    "people_total", "people_fill", "people_among", "people_both", "people_whose", "people_travel", "age_before",
    "age_unit",
)  # fmt: skip


def is_list(start: int, end: int, tagged: Tagged, numbers: Numbers) -> bool:
    """Tokens `start` to `end` (exclusive)."""
    words = [at for at in range(start, end) if tagged.tokens[at].kind != "mark"]
    covered, people, index = set[int](), 0, start
    while index < end:
        item = tagged.at(index, *_PEOPLE) or tagged.at(index, *_TIES)
        number = numbers.at(index)
        if item and not item.is_foreign:
            stop = item.end + (item.category in _WHOSE and _is_open(tagged, item.end, end))
            people += item.category in _PEOPLE and item.value != "me 1"
        elif number and (tagged.at(number.end, "people", "age_unit") or _is_open(tagged, number.end, end)):
            is_noun = _is_open(tagged, number.end, end)
            stop = number.end + is_noun
            people += is_noun
        elif number and tagged.tokens[index - 1].text not in "(+&/":
            return False  # a day, or a price
        else:
            index += 1
            continue
        covered |= set(range(index, stop))
        index = stop
    told = sum(at in covered for at in words)
    return people > 0 and len(words) > 1 and told >= SHARE * len(words)


def _is_open(tagged: Tagged, index: int, end: int) -> bool:
    """Whether a word that no table knows stands at a token."""
    return index < end and tagged.tokens[index].kind == "word" and not tagged.is_known(index)
