"""The words of a message as the readers of days ask for them: numbers of days, months, weekdays and what is skipped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice

from bot.words.languages import UNDERSTOOD
from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message
from plugins.understanding.numbers import Number
from plugins.understanding.phrases import single_words

LOOKED_BACK = 4  # filling words before a day, at most
SKIPPED = 6  # filling words between two parts of a date, at most
MONEY = frozenset("€$£¥₹%")
DOTTED = frozenset({"de"})  # languages that write a day with a point: "5."
FIRST_YEAR, LAST_YEAR = 2000, 2099
YEAR_DIGITS = 4
MAX_DAY = 31
_COUNTED = ("counted", "people", "kind", "room_noun")  # categories of what is counted
_GOES_ON = (
    "plain_after",
    "role",
    "joins",
    "correct",
    "negated",
    "link",
    "asks",
    "change",
    "which",
    "and",
    "or",
    "only",
)
_FIRST = frozenset({"primero", "primer", "primo", "primeiro", "premier"})
PHONE_RUN = 3  # numbers in a row that are no days any more


@cache
def _short_months() -> dict[str, str]:
    """Short form → month, of all languages; one that two languages use for different months is left out."""
    found: dict[str, set[str]] = {}
    for language in UNDERSTOOD:
        for word, value in single_words(language, "month_short"):
            found.setdefault(word, set()).add(value)
    return {word: values.pop() for word, values in found.items() if len(values) == 1 and len(word) > 2}


@dataclass(frozen=True, slots=True)
class DayNumber:
    value: int
    end: int
    is_firm: bool
    is_spelled: bool


class Words:
    """Reads forwards from a token; every method is bounded in how far it looks."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.tagged = message.tagged
        self.tokens = message.tagged.tokens
        self.language = message.tagged.language
        self.numbers = message.numbers
        self._said: dict[tuple[str, ...], bool] = {}  # by category and values, what `says` has found
        self.asking: dict[int, bool] = {}  # by a clause's first token, what trust has found of it

    def __len__(self) -> int:
        return len(self.tokens)

    def text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def touches(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].touches

    def item(self, index: int, category: str, *values: str) -> Item | None:
        """The phrase of a category at a token, if its value is one of `values` (any, when none are given)."""
        found = self.tagged.at(index, category)
        return found if found and (not values or found.value in values) else None

    def value(self, index: int, category: str) -> str | None:
        found = self.tagged.at(index, category)
        return found.value if found else None

    def says(self, category: str, *values: str) -> bool:
        """Whether a phrase of a category stands anywhere in the message."""
        key = (category, *values)
        if key not in self._said:
            self._said[key] = any(self.item(index, category, *values) for index in range(len(self.tokens)))
        return self._said[key]

    def before(self, index: int, category: str, *values: str) -> Item | None:
        found = self.tagged.before(index, category)
        return found if found and (not values or found.value in values) else None

    def skip(self, index: int, *values: str, comma: bool = False) -> int:
        """The first token behind filling words of the category `link` with these values."""
        for _ in range(SKIPPED):
            found = self.item(index, "link", *values)
            if found and not found.is_foreign:
                index = found.end
            elif comma and self.text(index) == ",":
                index += 1
            else:
                break
        return index

    def month(self, index: int, *, is_beside: bool) -> Item | None:
        """A month's name; short and everyday ones only beside a day or a word that goes with months."""
        found = self.tagged.at(index, "month")
        if found:
            return found
        if not is_beside:
            return None
        return self.tagged.at(index, "month_short") or self._foreign_month(index)

    def count(self, index: int) -> Number | None:
        """A number that may count nights and the like; "a", "una" are one."""
        found = self.numbers.at(index)
        if found and not self._is_part_of_longer(found):
            return found
        several = self.item(index, "several")
        if several:
            return Number(index, several.end, int(several.value), is_spelled=True)
        one = self.item(index, "one")
        return Number(one.start, one.end, 1, is_spelled=True, is_article=True) if one and not one.is_foreign else None

    def day_number(self, index: int) -> DayNumber | None:
        """A number that may be a day of a month."""
        number = self.numbers.at(index)
        if number is None or not 0 < number.value <= MAX_DAY or self._is_part_of_longer(number):
            return None
        if number.is_spelled and self.tagged.at(index, "weekday"):
            return None  # "sexta"
        if number.is_ordinal and not self._counts_days(number):
            return None
        if self.text(index - 1) in MONEY or self.text(number.end) in MONEY or self._is_of_run(number):
            return None
        if self.text(index - 1) in {"+", "#"} or self._is_time(number):
            return None
        is_firm, end = number.is_ordinal and not number.is_spelled, number.end
        if self._has_point(number):
            is_firm, end = True, end + 1
        return DayNumber(number.value, end, is_firm, number.is_spelled)

    def year(self, index: int, *, is_short: bool = False) -> tuple[int, int] | None:
        """(year, end) of a year at a token or behind "of"; with two digits only where `is_short` or behind "'"."""
        start = self.skip(index, "of", comma=True)
        if self.text(start) == "'":
            start, is_short = start + 1, True
        number = self.numbers.at(start)
        if number is None or number.is_spelled:
            return None
        digits = self.text(start)
        if len(digits) == YEAR_DIGITS and FIRST_YEAR <= number.value <= LAST_YEAR:
            return number.value, start + 1
        if is_short and len(digits) == 2 and start == index + (self.text(start - 1) == "'"):
            return FIRST_YEAR + number.value, start + 1
        return None

    def is_counted(self, index: int) -> bool:
        """What stands at a token is counted by the number before it: "3rd floor", "5 personas"."""
        item = self.tagged.at(index, *_COUNTED)
        if item is not None and self._is_addressed(index):
            return False
        return (item is not None and not item.is_fuzzy) or self.text(index) in MONEY

    def _is_addressed(self, index: int) -> bool:
        """ "The 7th mate!": an ordinal counts nobody, who is spoken to stands behind it."""
        friend, tokens = self.tagged.at(index, "people_friend"), self.tokens
        ends = friend is not None and (friend.end >= len(tokens) or tokens[friend.end].kind == "mark")
        suffix = tokens[index - 1] if index else None
        return ends and suffix is not None and suffix.touches and suffix.kind == "word"

    def is_open(self, index: int) -> bool:
        """No word that the number before it may count: the end, a mark, or a word that goes on with something else."""
        if index >= len(self.tokens):
            return True
        token = self.tokens[index]
        if self._is_addressed(index):
            return True
        if token.kind == "mark":
            return token.text not in MONEY
        if token.kind == "number":
            return True
        return any(self.item(index, category) for category in _GOES_ON)

    def is_number(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].kind == "number"

    def is_word(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].kind == "word"

    def is_short(self, most: int) -> bool:
        """Whether the message has no more words than that."""
        words = (token for token in self.tokens if token.kind != "mark")
        return next(islice(words, most, None), None) is None

    def back(self, index: int) -> int:
        """The first token of the filling words before a token."""
        before = self.before(index, "link")
        return before.start if before else index

    def is_led_by(self, index: int, category: str, *values: str) -> bool:
        """Whether a phrase of a category stands before a token or before its filling words: "the nights of the"."""
        for _ in range(LOOKED_BACK):
            if self.before(index, category, *values):
                return True
            filling = self.before(index, "link") or self.before(index, "role", "out_of")
            if filling is None:
                return False
            index = filling.start
        return False

    def is_staying_before(self, index: int) -> bool:
        """A word of staying stands before a token: "for …", "nos quedamos …", "pour …"."""
        for at in (index, self.back(index)):
            if self.before(at, "link", "on", "for") or self.before(at, "role", "stay", "from", "arrive"):
                return True
        return False

    def is_priced_before(self, index: int) -> bool:
        """An amount stands before a token: "120 a night"."""
        if index == 0:
            return False
        before = self.tokens[index - 1]
        if before.kind == "number" or before.text in MONEY or self.before(index, "counted") is not None:
            return True
        rough = self.before(index, "money_suffix")  # "90ish a night"
        return rough is not None and rough.start > 0 and self.tokens[rough.start - 1].kind == "number"

    def _foreign_month(self, index: int) -> Item | None:
        """A short form of another language: a text of few words does not tell its own ("Jan 15 to Jan 18")."""
        if not self.is_word(index) or self.tagged.is_known(index):
            return None
        value = _short_months().get(self.tokens[index].plain)
        return Item(index, index + 1, "month_short", value, is_foreign=True) if value else None

    def _counts_days(self, number: Number) -> bool:
        """An ordinal that days are counted with: in Romance languages the first alone, and never "la primera"."""
        if self.language in ("en", "de"):
            return True
        if not number.is_spelled:
            return self.language != "fr" or number.value == 1
        return self.tokens[number.start].plain in _FIRST

    def _is_part_of_longer(self, number: Number) -> bool:
        """ "1.200", "15:30", "2,5": a run of digits that is continued."""
        if number.is_spelled:
            return False
        after, behind = number.end, number.start - 1
        goes_on = self.touches(after) and self.text(after) in ".,:'’" and self.touches(after + 1)
        if goes_on and self.tokens[after + 1].kind == "number":
            return True
        came = self.touches(number.start) and self.text(behind) in ".,:'’" and self.touches(behind)
        return came and behind > 0 and self.tokens[behind - 1].kind == "number"

    def _is_of_run(self, number: Number) -> bool:
        """A telephone number's part."""
        if number.is_spelled:
            return False
        first = number.start
        while first > 0 and number.start - first < PHONE_RUN and self.tokens[first - 1].kind == "number":
            first -= 1
        last = number.end
        while last < len(self.tokens) and last - number.end < PHONE_RUN and self.tokens[last].kind == "number":
            last += 1
        around = [self.text(index) for index in range(first, last) if self.tokens[index].kind == "number"]
        is_long = any(len(digits) > YEAR_DIGITS for digits in around)
        return len(around) >= PHONE_RUN or is_long

    def _is_time(self, number: Number) -> bool:
        after = self.item(number.end, "clock", "after")
        if after is None or after.is_foreign:
            return False
        return self.text(number.end) != ":" or self.touches(number.end + 1)

    def _has_point(self, number: Number) -> bool:
        """ "5.", "3.–9. August" """
        point = number.end
        if number.is_spelled or self.text(point) != "." or not self.touches(point):
            return False
        return self.language in DOTTED or (self.text(point + 1) in {"-", "–"} and self.touches(point + 1))
