"""What a model may say of the journey, and what of it is believed.

Every value comes with the guest's words that state it. Words that the guest did not write, days in the past, a
departure before the arrival and numbers out of all proportion are dropped field by field; the rest counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.llm.schemas import strict
from bot.types import ACCOMMODATION_TYPES, JSON, BudgetRange, IntentChange, Period
from bot.words.features import BY_ID
from bot.words.folding import fold

NAME = "stated_journey"
MAX_GUESTS = 60
MAX_NIGHTS = 120
MAX_AHEAD = timedelta(days=3 * 366)
MAX_MONEY = 1_000_000
MAX_ROOMS = 20
MAX_AGE = 17  # of a child

UnitType = Literal[ACCOMMODATION_TYPES]  # type: ignore[valid-type]  # pydantic reads it when the module is loaded


def _known_feature(feature: str) -> str:
    if feature not in BY_ID:
        raise ValueError("unknown amenity")
    return feature


FeatureId = Annotated[str, AfterValidator(_known_feature), Field(json_schema_extra={"enum": list(BY_ID)})]


class Stated(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: str = Field(description="The guest's words that state it, copied exactly from last_message.")


class StatedDate(Stated):
    value: date


class StatedNumber(Stated):
    value: int


class StatedType(Stated):
    value: UnitType


class StatedWish(Stated):
    value: FeatureId


class StatedPeriod(Stated):
    first: date
    last: date


class StatedPlace(Stated):
    """A town or an area: the words themselves."""


class StatedBudget(Stated):
    min: float | None
    max: float | None
    currency: str | None = Field(description="ISO 4217; null: not named.")
    per: Literal["night", "stay", "person"] = Field(description="person: for each person a night.")


class StatedJourney(BaseModel):
    """None: not stated in the last message."""

    model_config = ConfigDict(extra="forbid")

    check_in: StatedDate | None = Field(description="Day of arrival, YYYY-MM-DD.")
    check_out: StatedDate | None = Field(description="Day of departure, YYYY-MM-DD.")
    nights: StatedNumber | None = Field(description="Length of the stay, where the guest counts it.")
    period: StatedPeriod | None = Field(
        description="In which days, both included, the stay lies without certain dates."
    )
    guests: StatedNumber | None = Field(description="All people, children too.")
    adults: StatedNumber | None
    children: StatedNumber | None
    infants: StatedNumber | None = Field(description="Children under two.")
    children_ages: list[StatedNumber] = Field(description="In years, of each child whose age is told.")
    accommodation_type: StatedType | None
    bedrooms: StatedNumber | None = Field(description="At least.")
    bathrooms: StatedNumber | None = Field(description="At least.")
    place: StatedPlace | None = Field(description="Town or area where they want to stay, by its name.")
    budget: StatedBudget | None
    wishes: list[StatedWish] = Field(description="What the place must have.")
    dropped_wishes: list[StatedWish] = Field(description="What it need not have any more.")
    unwanted: list[StatedWish] = Field(description="What it must not have.")


SCHEMA = strict(StatedJourney.model_json_schema())
_NUMBERS = ("nights", "guests", "adults", "children", "infants", "bedrooms", "bathrooms")
_FIELDS: dict[str, TypeAdapter[Any]] = {
    **dict.fromkeys(("check_in", "check_out"), TypeAdapter(StatedDate)),
    **dict.fromkeys(_NUMBERS, TypeAdapter(StatedNumber)),
    "period": TypeAdapter(StatedPeriod),
    "place": TypeAdapter(StatedPlace),
    "accommodation_type": TypeAdapter(StatedType),
    "budget": TypeAdapter(StatedBudget),
}
_WISH, _AGE = TypeAdapter(StatedWish), TypeAdapter(StatedNumber)
_LIMITS = {
    "nights": (1, MAX_NIGHTS), "guests": (1, MAX_GUESTS), "adults": (1, MAX_GUESTS), "children": (0, MAX_GUESTS),
    "infants": (0, MAX_GUESTS), "bedrooms": (1, MAX_ROOMS), "bathrooms": (1, MAX_ROOMS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What is believed. `change` has no features: whether a wish is new is for the merging to say."""

    change: IntentChange = field(default_factory=lambda: IntentChange())
    words: Mapping[str, str] = field(default_factory=dict)  # field → the guest's words
    wishes: tuple[str, ...] = ()  # ids of bot.words.features
    dropped_wishes: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def validated(found: JSON, text: str, today: date) -> Reading:
    """Of a model's answer (whatever it is) what `text` bears out."""
    said = _squeezed(text)
    parts = {name: part for name in _FIELDS if (part := _part(_FIELDS[name], found.get(name), said))}
    values: dict[str, Any] = {name: _value(part) for name, part in parts.items() if name not in ("budget", "period")}
    if budget := _budget(parts.get("budget")):
        values["budget_range"] = budget
    if period := _period(parts.get("period"), today):
        values["period"] = period
    values = _in_proportion(values, today)
    words = {"budget_range" if name == "budget" else name: part.words for name, part in parts.items()}
    if ages := tuple(_ages(found.get("children_ages"), said)):
        values["children_ages"], words["children_ages"] = ages, ""
    return Reading(
        IntentChange(**values),  # type: ignore[typeddict-item]
        {name: words[name] for name in values},
        tuple(_wishes(found.get("wishes"), said)),
        tuple(_wishes(found.get("dropped_wishes"), said)),
        tuple(_wishes(found.get("unwanted"), said)),
    )


def _value(part: Any) -> Any:
    return part.words.strip() if isinstance(part, StatedPlace) else part.value


def _period(part: StatedPeriod | None, today: date) -> Period | None:
    """The days of it that are still to come."""
    if part is None or not today <= part.last <= today + MAX_AHEAD or part.last < part.first:
        return None
    return Period(max(part.first, today), part.last, part.words)


def _ages(values: Any, said: str) -> Iterator[int]:
    for value in values if isinstance(values, list) else ():
        part = _part(_AGE, value, said)
        if part and 0 <= part.value <= MAX_AGE:
            yield part.value


def _part(adapter: TypeAdapter[Any], value: Any, said: str) -> Any:
    """The part if it is valid and the guest has written its words; None otherwise."""
    try:
        part = adapter.validate_python(value)
    except (ValidationError, RecursionError):
        return None
    return part if _stands_in(part.words, said) else None


def _stands_in(words: str, said: str) -> bool:
    quoted = _squeezed(words)
    return bool(quoted) and f" {quoted} " in f" {said} "


def _squeezed(text: str) -> str:
    """Only letters, digits and what belongs to amounts and dates, single spaces: how a quote is compared."""
    plain = "".join(char if char.isalnum() or char in "'/€$£%" else " " for char in fold(text))
    return " ".join(plain.split())


def _wishes(values: Any, said: str) -> Iterator[str]:
    for value in values if isinstance(values, list) else ():
        if part := _part(_WISH, value, said):
            yield part.value


def _budget(part: StatedBudget | None) -> BudgetRange | None:
    if part is None:
        return None
    low, high = (Decimal(str(n)) if n and 0 < n < MAX_MONEY else None for n in (part.min, part.max))
    if (low is None and high is None) or (low and high and low > high):
        return None
    code = (part.currency or "").strip().upper()
    return BudgetRange(low, high, code if len(code) == 3 and code.isascii() and code.isalpha() else None, part.per)


def _in_proportion(values: dict[str, Any], today: date) -> dict[str, Any]:
    """Without what cannot be; what contradicts itself goes as a whole."""
    kept = {name: value for name, value in values.items() if _is_possible(name, value, today)}
    start, end, nights = kept.get("check_in"), kept.get("check_out"), kept.get("nights")
    if start and end and not 0 < (end - start).days <= MAX_NIGHTS:
        kept.pop("check_in"), kept.pop("check_out")
    elif start and end and nights and (end - start).days != nights:
        kept.pop("nights")
    guests, adults, children = kept.get("guests"), kept.get("adults"), kept.get("children")
    if guests is not None and adults is not None and guests != adults + (children or 0):
        kept.pop("adults"), kept.pop("children", None)
    elif guests is not None and children is not None and children >= guests:
        kept.pop("children")
    return kept


def _is_possible(name: str, value: Any, today: date) -> bool:
    if isinstance(value, date):
        return today <= value <= today + MAX_AHEAD
    low, high = _LIMITS.get(name, (None, None))
    return low is None or high is None or low <= value <= high
