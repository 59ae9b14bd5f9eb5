"""What is known and may be said, with where it stands: units' rows, quotes, the owner's settings, the guest's words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Literal
from uuid import UUID

from bot.conversation.turn import Turn
from bot.errors import InvalidInput
from bot.offers.cards import from_price
from bot.offers.quoting import quote, to_minor_unit
from bot.types import JSON, Match, Pricing, Quote, Reply, Tenant, Unit
from bot.words import reception
from bot.words.features import label
from bot.words.languages import ANSWERED
from bot.words.sentences import split
from plugins.fact_gate.reading import Day, Text, days, plain
from plugins.fact_gate.vocabulary import ORDERS

AmountKind = Literal["night", "from", "total", "fee"]
MIN_NAME_CHARS = 5
_NO_WORD = re.compile(r"[\W_]+")
_ANY_YEAR = 2027  # prices depend on the month only


@dataclass(frozen=True, slots=True)
class Price:
    value: Decimal
    currency: str
    kind: AmountKind
    evidence: JSON
    stay: tuple[date, date] | None = None  # of a quote
    months: frozenset[int] = frozenset()  # in which a night costs that; empty: of no month in particular


@dataclass(frozen=True, slots=True)
class HouseSays:
    """An entry of the house, plain."""

    question: str
    answer: str
    topic: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a unit's row says in any turn."""

    unit: Unit
    names: tuple[str, ...]  # plain, longest first
    text: str  # everything that the owner wrote of it, plain, without orders to a machine
    sentences: frozenset[str]  # of the description, as `core` has them
    described: tuple[str, ...]  # the description's sentences, plain, without orders to a machine


@dataclass(frozen=True)
class UnitFacts:
    """A unit as statements can be held against it."""

    written: Written
    quotes: tuple[Quote, ...]
    guests: int | None = None  # of the party: what each pays is known, too

    @property
    def unit(self) -> Unit:
        return self.written.unit

    @property
    def names(self) -> tuple[str, ...]:
        return self.written.names

    @property
    def text(self) -> str:
        return self.written.text

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """Only of units that are spoken of: most of those found are not."""
        return (*_listed(self), *(price for quote in self.quotes for price in _quoted(self, quote)))

    def evidence(self, column: str, value: object) -> JSON:
        version = self.unit.version.isoformat() if self.unit.version else None
        id_ = str(self.unit.unit_id)
        return {
            "table": "accommodation_units_public",
            "id": id_,
            "version": version,
            "column": column,
            "value": str(value),
        }

    def count(self, noun: str) -> Decimal | None:
        """What the row says of a noun of vocabulary.NOUNS; None: nothing."""
        unit = self.unit
        stated: dict[str, Any] = {
            "guests": unit.max_guests,
            "bedrooms": unit.bedrooms,
            "bathrooms": unit.bathrooms,
            "size": unit.size_sqm,
            "beds": unit.metadata.get("beds"),
        }
        value = stated.get(noun)
        return Decimal(str(value)) if isinstance(value, int | float | Decimal) else None


@dataclass(slots=True)
class Facts:
    units: dict[UUID, UnitFacts]
    pool: tuple[UUID, ...]  # what "it" and "they" may mean where nothing is named
    dates: frozenset[date]
    guest_days: tuple[Day, ...]
    party: frozenset[Decimal]  # people as the guest has stated them
    nights: frozenset[Decimal]
    budget: frozenset[Decimal]
    wishes: frozenset[str]  # features the guest has asked for, or does not want
    owner: str  # the owner's settings and the house's entries, plain
    house: tuple[str, ...]  # the entries' answers, plain
    entries: tuple[HouseSays, ...]
    guest: str  # the guest's own messages, plain
    product: frozenset[str]  # sentences that the product says of itself, as `core` has them
    asked: str  # what the guest says now, plain
    before: str  # what was last said to the guest, plain
    tenant: Tenant
    evidence: list[JSON] = field(default_factory=list)  # of what was found true

    def is_described(self, sentence: str) -> bool:
        """Whether a home's description says it so."""
        said = core(plain(sentence))
        return any(said in unit.written.sentences for unit in self.units.values())


def facts_of(turn: Turn, reply: Reply | None = None) -> Facts:
    """All that may be said in a turn; `reply` adds the units that it says it relies on."""
    relied = [match for match in reply.sources] if reply else []
    matches: dict[UUID, list[Match]] = {}
    for match in [*relied, *turn.found]:
        matches.setdefault(match.unit.unit_id, []).append(match)
    units = {id_: _unit(found, turn.quotes, turn.intent.guests) for id_, found in matches.items()}
    carded = [card.unit_id for card in reply.cards] if reply else []
    pool = tuple(dict.fromkeys(id_ for id_ in [*(m.unit.unit_id for m in relied), *carded] if id_ in units)) or tuple(
        units
    )
    intent = turn.intent
    guest_text = "\n".join([*(item.content for item in turn.session.history if item.role == "user"), turn.text])
    said, guest_days = _said_by_guest(guest_text)
    party = {intent.guests, intent.adults, intent.children, intent.infants}
    stated = _dates(turn, units.values())
    budget = intent.budget_range
    entries = [known.entry for known in (*turn.knowledge, *(reply.knowledge if reply else ()))]
    told = [plain(text) for entry in entries for text in (entry.question, entry.answer, entry.title)]
    return Facts(
        units=units,
        pool=pool,
        dates=frozenset(stated),
        guest_days=guest_days,
        party=frozenset(Decimal(number) for number in party if number is not None),
        nights=frozenset({Decimal(intent.nights)} if intent.nights else ()),
        budget=frozenset(limit for limit in (budget.min, budget.max) if limit is not None) if budget else frozenset(),
        wishes=frozenset(intent.preferences + intent.exclusions),
        owner=" ".join([plain(_words(turn.tenant.brand) + " " + turn.tenant.name), *told]),
        house=tuple(plain(entry.answer) for entry in entries),
        entries=tuple(HouseSays(plain(each.question), plain(each.answer), each.topic) for each in entries),
        guest=said,
        product=_own_sentences(turn.tenant, turn.locale),
        asked=plain(turn.text),
        before=plain(next((i.content for i in reversed(turn.session.history) if i.role == "assistant"), "")),
        tenant=turn.tenant,
    )


def _dates(turn: Turn, units: Iterable[UnitFacts]) -> Iterator[date]:
    yield turn.today
    yield turn.today + timedelta(days=1)
    yield from (day for day in (turn.intent.check_in, turn.intent.check_out) if day)
    if period := turn.intent.period:
        yield from (period.start, period.end)
    for unit in units:
        for price in unit.quotes:
            yield price.check_in
            yield price.check_out
    for question in turn.clarifications:
        for option in question.options:
            try:
                yield date.fromisoformat(option)
            except ValueError:
                continue


def _unit(matches: list[Match], quotes: Iterable[Quote], guests: int | None) -> UnitFacts:
    unit = matches[0].unit
    own = {match.quote for match in matches if match.quote} | {q for q in quotes if q.unit_id == unit.unit_id}
    return UnitFacts(_written(unit), tuple(own), guests)


_known: dict[tuple[UUID, object], Written] = {}
MAX_KNOWN = 4096


def _written(unit: Unit) -> Written:
    """Remembered by the row's version."""
    key = (unit.unit_id, unit.version)
    known = _known.get(key)
    if known is None or (known.unit is not unit and known.unit != unit):
        known = _read(unit)
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        _known[key] = known
    return known


def _read(unit: Unit) -> Written:
    labels = [label(feature, language) for feature in unit.features for language in ANSWERED]
    described = [plain(each) for each in (*split(unit.description), *split(unit.short_description or ""))]
    described = [sentence for sentence in described if not ORDERS.search(sentence)]
    written = [unit.name, *unit.highlights, *labels, *unit.features, *unit.accessibility, _words(_without_orders(unit))]
    text = " \n ".join([*described, *map(plain, written)])
    return Written(unit, _names(unit), text, frozenset(map(core, described)), tuple(described))


def _without_orders(unit: Unit) -> JSON:
    return {key: value for key, value in unit.metadata.items() if not ORDERS.search(plain(_words(value)))}


def _names(unit: Unit) -> tuple[str, ...]:
    """The whole name, and what stands before its first comma or dash when that is telling enough."""
    whole = " ".join(plain(unit.name).split())
    parts = [whole, *(whole.split(mark)[0].strip() for mark in (",", " - ", "(") if mark in whole)]
    return tuple(sorted({part for part in parts if len(part) >= MIN_NAME_CHARS}, key=len, reverse=True)) or (whole,)


def _listed(facts: UnitFacts) -> Iterator[Price]:
    """Prices that hold without dates."""
    pricing = facts.unit.pricing
    if pricing is None:
        return
    currency, lowest = pricing.currency, from_price(facts.unit)
    for value, months in _nightly(pricing).items():
        kind: AmountKind = "from" if value == lowest else "night"
        yield Price(value, currency, kind, facts.evidence("pricing", value), months=months)
    yield Price(pricing.cleaning_fee, currency, "fee", facts.evidence("pricing.cleaning_fee", pricing.cleaning_fee))


@lru_cache(maxsize=2048)
def _nightly(pricing: Pricing) -> dict[Decimal, frozenset[int]]:
    """What a night costs, and in which months."""
    unit = Unit(UUID(int=0), "", "", pricing=pricing)
    found = dict[Decimal, set[int]]()
    try:
        for month in range(1, 13):
            price = quote(unit, date(_ANY_YEAR, month, 1), date(_ANY_YEAR, month, 2))
            found.setdefault(price.accommodation, set()).add(month)
    except InvalidInput:
        return {}
    found.setdefault(pricing.base_price_night, set())
    return {value: frozenset(months) for value, months in found.items()}


def _quoted(facts: UnitFacts, price: Quote) -> Iterator[Price]:
    stay = (price.check_in, price.check_out)
    evidence = facts.evidence(f"quote {price.check_in}/{price.check_out}", price.total)
    for value in (price.total, price.accommodation, *(rate.price * rate.nights for rate in price.rates)):
        yield Price(value, price.currency, "total", evidence, stay)
    if facts.guests:
        yield Price(to_minor_unit(price.total / facts.guests, price.currency), price.currency, "total", evidence, stay)
    for rate in price.rates:
        yield Price(rate.price, price.currency, "night", evidence, stay)


@lru_cache(maxsize=256)
def _said_by_guest(text: str) -> tuple[str, tuple[Day, ...]]:
    """A guest's words, plain, and the days in them; the same for every sentence of an answer."""
    guest = Text(text)
    return guest.plain, tuple(days(guest))


def _own_sentences(tenant: Tenant, language: str) -> frozenset[str]:
    """Greeting and handing over: what bot.words.reception says is so when it is said."""
    texts = [reception.greeting(tenant, language), *reception.handoff(tenant, language)]
    return frozenset(core(plain(sentence)) for text in texts for sentence in split(text))


def _words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


@lru_cache(maxsize=4096)
def core(text: str) -> str:
    """For comparing: letters and digits only."""
    return " ".join(_NO_WORD.sub(" ", text).split())
