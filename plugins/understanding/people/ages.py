"""Ages beside people: "(2, 5 and 9)", "de 6 y 9 años", "7 months"."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.understanding.people.words import Words

MAX_CHILD_AGE = 17
MAX_AGE = 99
INFANT_AGE = 2  # years; below it a child is an infant
MONTHS_A_YEAR = 12
MAX_MONTHS = 36  # an age in months
MAX_LISTED = 12
MAX_OPENERS = 4  # words between a noun and its ages
MAX_ADJECTIVES = 2
MAX_DESCRIBED = 7  # tokens between somebody and a bracket
_STRONG = frozenset({"(", "'s"})
_WEAK = frozenset({",", "-", ":"})


@dataclass(frozen=True, slots=True)
class Ages:
    years: tuple[int, ...] = ()
    count: int = 0  # children in a "2+2"

    @property
    def infants(self) -> int:
        return sum(age < INFANT_AGE for age in self.years)


NO_AGES = Ages()


def read_age_before(words: Words, index: int) -> tuple[Ages, int] | None:
    """An age at a token whose unit says that it stands for somebody ("6 year old"), and the end of it."""
    aged = words.item(index, "aged")
    if aged and not aged.is_foreign:
        return Ages((int(aged.value),)), aged.end
    number = words.message.numbers.at(index)
    if number is None or number.value > MAX_AGE:
        return None
    old = words.item(number.end, "age_old")
    unit = words.item(number.end, "age_unit")
    if old is None or unit is None:
        return None
    return Ages((_in_years(number.value, unit.value),)), max(old.end, unit.end)


def read_ages(words: Words, index: int, people: int | None) -> tuple[Ages, int]:
    """The ages behind a word for people, and the end of what was read (`index` when none stand there)."""
    aged = words.item(index, "aged")
    if aged and not aged.is_foreign:
        return Ages((int(aged.value),) * (people or 1)), aged.end  # "figlia dodicenne"
    ages, end = _ages_at(words, index, people)
    if ages.years:
        return ages, end
    if (start := _behind_adjectives(words, index)) is not None:
        ages, end = _ages_at(words, start, people)
        if ages.years and words.tagged.before(end, "age_unit"):
            return ages, end  # "filho autista de 8 anos"
    if people and (start := _bracket(words, index)) is not None:
        ages, end = _ages_at(words, start, people)
        if ages.years and words.text(end - 1) == ")":
            return ages, end  # "my son who uses a wheelchair (he's 24)"
    return Ages(), index


def _behind_adjectives(words: Words, index: int) -> int | None:
    """Behind one or two words that no table knows."""
    end = index
    while end < min(len(words.tokens), index + MAX_ADJECTIVES) and words.tokens[end].kind == "word":
        if any(not item.is_foreign for item in words.tagged.here(end)):
            break
        end += 1
    return end if end > index else None


def _bracket(words: Words, index: int) -> int | None:
    """A bracket behind a few words that name nobody else."""
    for at in range(index, min(len(words.tokens), index + MAX_DESCRIBED)):
        if words.text(at) == "(":
            return at
        if words.tokens[at].kind != "word" or words.tagged.at(at, "people", "people_plus", "people_with"):
            return None
    return None


def _ages_at(words: Words, index: int, people: int | None) -> tuple[Ages, int]:
    position, openers, is_each = index, list[str](), False
    for _ in range(MAX_OPENERS):
        item = words.item(position, "age_before")
        if item is None and people and people > 1:
            item = words.item(position, "age_each")  # "(2 kids,) one is 4 and the other 7"
            is_each = is_each or item is not None
        if item is None or item.is_foreign:
            break
        openers.append(words.text(position))
        position = item.end
    if words.item(position, "age_limit"):
        return Ages(), index
    values, unit, end = _listed(words, position, is_each=is_each, is_several=people is not None and people > 1)
    if not values:
        return Ages(), index
    is_single = people == 1 and len(values) == 1 and _ends(words, end)  # "a teenager, 15"
    is_listed = len(values) == people and (people > 1 or is_single)
    is_listed = is_listed or (people is None and len(values) > 1)  # "kids 5 & 8"
    is_closed = "(" in openers and words.text(end) == ")"
    is_strong = any(opener not in _WEAK for opener in openers)
    if not (unit or is_closed or is_strong or is_listed):
        return Ages(), index
    if not unit and not is_closed and max(values) > MAX_CHILD_AGE:
        return Ages(), index
    if not unit and len(values) == 1 and not is_closed and words.counts_other(end):
        return Ages(), index
    following = words.tokens[end] if end < len(words.tokens) and not unit and not is_closed else None
    if following and following.kind == "word" and not words.tagged.is_known(end):
        return Ages(), index  # "drei Lehrer mit elf Schülern"
    if people and len(values) > people:
        return Ages(), index
    if people and len(values) == 1 and people > 1:
        values = values * people
    return Ages(tuple(values)), end + is_closed


def _ends(words: Words, index: int) -> bool:
    return index >= len(words.tokens) or words.text(index) in (".", ")", ";", "!")


def _listed(words: Words, index: int, *, is_each: bool, is_several: bool) -> tuple[list[int], str | None, int]:
    """Ages in years, the last unit named, and the end of the list. `is_each`: of children told one by one."""
    values: list[int] = []
    unit: str | None = None
    raw: list[int] = []
    before = end = position = index
    is_another = False
    for _ in range(MAX_LISTED):
        number = words.message.numbers.at(position)
        if number is None or number.is_ordinal or number.value > MAX_AGE or position in words.taken:
            break
        item = words.item(number.end, "age_unit")
        if item is None and number.is_spelled and words.one(position) == number.end:
            break  # "10 ingenieras de una obra": an article
        if item is None and words.one(position) and words.item(words.end(position, "people_one"), "people"):
            break  # "um de 9 e um bebê"
        if item is None and unit and not is_another:
            break  # "4 años y un amigo", "5 anni, 8-15 agosto"
        if item and item.is_foreign:
            item = None
        before, end = end, item.end if item else number.end
        raw.append(number.value)
        if item:
            values += [_in_years(value, _unit_of(raw, at, item.value)) for at, value in enumerate(raw)]
            raw, unit = [], item.value
        position, is_another = _next(words, end, is_each=is_each)
        if position == end and not (is_several and not unit and words.message.numbers.at(end)):
            break  # "three kids, 2 4 and 7" goes on
    if unit and is_another:
        values, raw = values + raw, []  # "l'un de 3 ans et l'autre de 8"
    if not raw:
        return values, unit, end
    if words.item(end, "people") or (words.item(end, "people_short") and words.touches(end)):
        return values + raw[:-1], unit, before if raw[:-1] else end  # "kids are 5 and 7, 3 adults": 3 counts others
    return values + raw, unit, end


def _next(words: Words, end: int, *, is_each: bool) -> tuple[int, bool]:
    """Where the next age of a list begins, and whether a word for one of them leads to it: "and the other 7"."""
    if words.text(end) == "." and words.touches(end):
        end += 1
    position = words.end(end, "people_plus")
    if position == end and words.text(end) in (",", "/", "&"):
        position = words.end(end + 1, "people_plus")
    if position == end or words.message.numbers.at(position):
        return position, False
    each = words.end(position, "age_each") if is_each else position
    return words.skip(each, "age_before") if is_each else words.end(each, "age_before"), each > position


def _unit_of(raw: list[int], at: int, unit: str) -> str:
    """ "3, 7 and 11 months": only the last of siblings is so young."""
    is_sibling = at < len(raw) - 1 and len(set(raw)) > 1
    return "years" if is_sibling else unit


def _in_years(value: int, unit: str) -> int:
    if unit == "years":
        return value
    return value // MONTHS_A_YEAR if unit == "months" and value <= MAX_MONTHS else 0
