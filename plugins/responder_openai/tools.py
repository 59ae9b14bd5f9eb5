"""The built-in tools: search units, quote a stay, check a fit, request a booking, hand over.

Each works out its result from rows and from bot.offers.quoting and bot.offers.fitting. What it finds joins the turn
(`found`, `quotes`), so that what the model says of it can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.catalog.search import list_units, units_by_id
from bot.conversation.tools import Tool, ToolResult
from bot.conversation.turn import Turn
from bot.errors import InvalidInput
from bot.offers.fitting import fitted, hard_facts
from bot.offers.quoting import quote
from bot.types import ACCOMMODATION_TYPES, Action, Intent, IntentChange, Match, Unit
from bot.words.features import BY_ID
from plugins.responder_openai.prompt import quote_data, unit_data

if TYPE_CHECKING:
    from bot.core import Core

FOUND = 4  # units that a search returns
MAX_GUESTS = 99
UnitType = Literal[ACCOMMODATION_TYPES]  # type: ignore[valid-type]  # pydantic reads it when the module is loaded


def _known_feature(feature: str) -> str:
    if feature not in BY_ID:
        raise ValueError("unknown amenity")
    return feature


FeatureId = Annotated[str, AfterValidator(_known_feature), Field(json_schema_extra={"enum": list(BY_ID)})]


class Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SearchUnits(Arguments):
    words: str = Field(description="What the guest wants, in a few words of their own.", max_length=300)
    check_in: date | None = Field(description="Day of arrival, YYYY-MM-DD; null: as known so far.")
    check_out: date | None = Field(description="Day of departure, YYYY-MM-DD; null: as known so far.")
    guests: int | None = Field(description="How many people; null: as known so far.", ge=1, le=MAX_GUESTS)
    accommodation_type: UnitType | None = Field(description="null: any, or as known so far.")
    amenities: list[FeatureId] = Field(description="What the place must have, beside what is known so far.")


class QuoteStay(Arguments):
    unit_id: UUID
    check_in: date
    check_out: date


class CheckFit(Arguments):
    unit_id: UUID
    guests: int | None = Field(description="null: as known so far.", ge=1, le=MAX_GUESTS)
    amenities: list[FeatureId] = Field(description="What is asked about; may be empty.")


class RequestBooking(Arguments):
    unit_id: UUID
    check_in: date
    check_out: date
    guests: int = Field(ge=1, le=MAX_GUESTS)


class HandOver(Arguments):
    reason: str = Field(description="What the team should know, in a few English words.", max_length=200)


def built_in(core: Core) -> Iterator[Tool]:
    async def search_units(turn: Turn, wanted: SearchUnits) -> ToolResult:
        return await _search(core, turn, wanted)

    yield Tool("search_units", "Find places by wishes, dates and party.", SearchUnits, search_units)
    yield Tool("quote_stay", "The exact price of a stay at one place.", QuoteStay, _quote)
    yield Tool("check_fit", "Whether a place takes a party and has amenities.", CheckFit, _check)
    yield Tool(
        "request_booking",
        "Begin a booking request: the guest is then asked for a name and contact, sees the total and confirms.",
        RequestBooking, _request,
    )  # fmt: skip
    yield Tool("hand_over", "Ask a person of the team to take over.", HandOver, _hand_over)


async def _search(core: Core, turn: Turn, wanted: SearchUnits) -> ToolResult:
    """By whatever plugins find units with, for the wishes as the model puts them; else by hard facts."""
    intent = turn.intent.changed(_change(turn.intent, wanted))
    message = replace(turn.messages[-1], text=wanted.words, action=None)
    asked = replace(turn, messages=(message,), intent=intent, captured=IntentChange(), found=(), requested=None)
    async for _, matches in core.hooks.each("retrieve", turn=asked):
        asked.add_found(matches or [])
    found = list(asked.found) or await _list(turn, intent)
    fitting = [match for match in found if match.fits] or found
    _remember(turn, fitting[:FOUND])
    units = [unit_data(match, turn.locale) for match in fitting[:FOUND]]
    return ToolResult({"units": units, "fitting": sum(match.fits for match in found)}, cards=tuple(fitting[:FOUND]))


def _change(intent: Intent, wanted: SearchUnits) -> IntentChange:
    change = IntentChange(preferences=tuple(dict.fromkeys([*intent.preferences, *wanted.amenities])))
    if wanted.check_in and wanted.check_out:
        if wanted.check_out <= wanted.check_in:
            raise InvalidInput("check_out must be a later day than check_in")
        change["check_in"], change["check_out"] = wanted.check_in, wanted.check_out
    if wanted.guests:
        change["guests"] = wanted.guests
    if wanted.accommodation_type:
        change["accommodation_type"] = wanted.accommodation_type
    return change


async def _list(turn: Turn, intent: Intent) -> list[Match]:
    async with turn.transaction() as conn:
        units = await list_units(conn, turn.tenant.tenant_id, hard_facts(intent), limit=FOUND)
    return [fitted(unit, intent) for unit in units]


async def _quote(turn: Turn, wanted: QuoteStay) -> ToolResult:
    if wanted.check_in < turn.today:
        raise InvalidInput("check_in lies in the past")
    unit = await _unit(turn, wanted.unit_id)
    price = quote(unit, wanted.check_in, wanted.check_out)
    turn.add_quote(price)
    dates = IntentChange(check_in=wanted.check_in, check_out=wanted.check_out)
    return ToolResult({"quote": quote_data(price)}, cards=(fitted(unit, turn.intent.changed(dates)),))


async def _check(turn: Turn, wanted: CheckFit) -> ToolResult:
    unit = await _unit(turn, wanted.unit_id)
    change = IntentChange(preferences=tuple(wanted.amenities))
    if wanted.guests:
        change["guests"] = wanted.guests
    match = fitted(unit, turn.intent.changed(change))
    return ToolResult({"fits": match.fits, "because_of": list(match.misfits), "max_guests": unit.max_guests})


async def _request(turn: Turn, wanted: RequestBooking) -> ToolResult:
    """Only what the guest has stated is booked: the model's numbers must be the ones that are known."""
    unit, intent = await _unit(turn, wanted.unit_id), turn.intent
    if (wanted.check_in, wanted.check_out, wanted.guests) != (intent.check_in, intent.check_out, intent.guests):
        raise InvalidInput("these dates or guests are not what the guest has stated; ask the guest for what is missing")
    return ToolResult({}, action=Action("book", unit.unit_id))


async def _hand_over(turn: Turn, wanted: HandOver) -> ToolResult:
    return ToolResult({}, handoff=wanted.reason or "the guest asks for a person")


async def _unit(turn: Turn, unit_id: UUID) -> Unit:
    known = next((match.unit for match in turn.found if match.unit.unit_id == unit_id), None)
    if known:
        return known
    async with turn.transaction() as conn:
        units = await units_by_id(conn, turn.tenant.tenant_id, [unit_id])
    if unit_id not in units:
        raise InvalidInput("there is no such unit_id; take one from the data or from search_units")
    _remember(turn, [fitted(units[unit_id], turn.intent)])
    return units[unit_id]


def _remember(turn: Turn, matches: Sequence[Match]) -> None:
    turn.add_found(list(matches))
    for match in matches:
        if match.quote:
            turn.add_quote(match.quote)
