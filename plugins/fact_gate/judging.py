"""Holds what a sentence states against what is known. What cannot be proved is an objection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from uuid import UUID

from bot.words.feature_words import PATTERNS
from plugins.fact_gate import reading
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.conduct import misconduct
from plugins.fact_gate.facts import Facts, Price, UnitFacts, core
from plugins.fact_gate.language import is_readable
from plugins.fact_gate.reading import Amount, Count, Day, Feature, Stated, Text, plain
from plugins.fact_gate.rules import is_cancellation_rule, is_distance_told, is_rule_time
from plugins.fact_gate.sentence import Objection, Sentence, is_open, is_written, name_places, sentence_of, words_of

MIN_QUOTED_CHARS = 12
MAX_CHARS = 1500
MAX_OBJECTIONS = 24  # a sentence with so many is not mended, and nobody reads more of its reasons
_DIGITS = re.compile(r"\d{40}")
# What a guest wrote is read back only to reach the guest, never as where to pay, call or write.
_SENDS = re.compile(
    r"(?<!\w)(?:pay\w*|transfer\w*|deposit\w*|iban|call|ring|write to|send (?:it|the|your)|book (?:at|on)|visit|pag\w+|"
    r"llam\w+|escrib\w+ a|ingres\w+|ligue|telefon\w+|virement|appelez|ecrivez|uberweis\w*|zahl\w*|rufen|"
    r"schreiben sie|bonifico|chiam\w+|scriv\w+)(?!\w)"
)
COUNTED_OF_UNITS = frozenset({"bedrooms", "bathrooms", "beds", "size"})
_NIGHTLY = re.compile(v.PER_NIGHT)
_TOTAL = re.compile(rf"(?<!\w)(?:{v.TOTAL})(?!\w)")
_FEE = re.compile(rf"(?<!\w)(?:{v.FEE})")
_FROM = re.compile(rf"(?<!\w)(?:{v.FROM})(?!\w)")
_BUDGET = re.compile(rf"(?<!\w)(?:{v.BUDGET})(?!\w)")
_CAPACITY = re.compile(rf"(?<!\w)(?:{v.CAPACITY})(?!\w)")
_MINIMUM = re.compile(rf"(?<!\w)(?:{v.MINIMUM})(?!\w)")
_DISCOUNT = re.compile(rf"(?<!\w)(?:{v.DISCOUNT})(?!\w)")
_TELLING = re.compile(r"[a-z]{3,}")
_SMALL = frozenset("the from and for with del los las una des der die das dem von vom dal della les".split())
_NOT = re.compile(rf"(?<!\w)(?:{v.NO})(?!\w)")
_TOO_SMALL = re.compile(
    r"\btoo\b|demasiad|pequen|small|zu klein|trop petit|troppo piccol|not fit|mais de|mas de|more than|over"
)


def objections(sentence: str, facts: Facts, shown: str) -> list[Objection]:
    """What is wrong with a sentence.

    Args:
        shown: what was said before it in the same reply: it tells whom "it" means.
    """
    text = Text(sentence)
    if _is_quoted(text.plain, facts):
        return []
    if len(sentence) > MAX_CHARS or _DIGITS.search(text.plain):
        return [Objection("a sentence that is too long to be read", Stated(0, len(sentence)))]
    if not is_readable(sentence, words_of(sentence, facts)):
        return [Objection("a language or script that cannot be checked", Stated(0, len(sentence)))]
    about = sentence_of(text, facts, shown)
    return list(islice(chain(_all(about), misconduct(about, sentence)), MAX_OBJECTIONS))


def _all(about: Sentence) -> Iterator[Objection]:
    text = about.text
    for stated in reading.found(text, v.LEAKS, lambda m: m.group() in about.facts.owner):
        yield Objection("speaks of instructions", stated)
    yield from _contacts(about)
    for name_start, name_end in name_places(text, about.facts):
        text.mask(name_start, name_end)
    about.unnamed = text.left.replace(reading.MASK, "¤")
    text.skip(v.PRODUCT)
    yield from _percents(about)
    days = list(reading.days(text))
    yield from _dates(about, days)
    yield from (o for amount in reading.amounts(text) if (o := _amount(about, amount, days)))
    for stated in reading.found(Text(text.left), reading.LEFT_MONEY):
        yield Objection("an amount that cannot be read", stated)
    yield from _times(about)
    yield from (o for count in reading.counts(text) if (o := _count(about, count)))
    yield from _extras(about)
    yield from (o for feature in reading.features(text) if (o := _feature(about, feature)))
    yield from _promises(about)
    yield from _months(about)
    yield from _leftovers(about)
    yield from _spelled(about)


def _is_quoted(text: str, facts: Facts) -> bool:
    """The owner's own sentence: of the settings as it is, of a unit's description when it states no price and orders
    nothing (structured columns are what counts there)."""
    said = core(text)
    if said in facts.product:
        return True
    rest = core(text.partition(":")[2])
    owner = core(facts.owner)
    if any(len(part) >= MIN_QUOTED_CHARS and part in owner for part in (said, rest)):
        return True
    if len(said) < MIN_QUOTED_CHARS or _forbidden_in_quotes(text):
        return False
    return any(said in unit.written.sentences for unit in facts.units.values())


def _forbidden_in_quotes(text: str) -> bool:
    patterns = (v.LEAKS, v.CONTACTS, v.PERCENT, v.PROMISES, _DISCOUNT, reading.LEFT_MONEY)
    return any(pattern.search(text) for pattern in patterns)


# --- money ------------------------------------------------------------------------------------------------------------


def _amount(about: Sentence, amount: Amount, days: Sequence[Day]) -> Objection | None:
    facts = about.facts
    near = about.text.plain[max(0, amount.start - 60) : amount.end + 40]
    if amount.value in facts.budget and not about.named and _BUDGET.search(near):
        return None
    subjects, sure = about.about(amount.start)
    prices = [price for id_ in subjects for price in facts.units[id_].prices]
    kinds = _kinds(about, amount)
    fitting = [price for price in prices if price.kind in kinds and _holds_on(price, days)]
    if not amount.currencies or amount.currencies & {price.currency for price in prices}:
        true = [price for price in fitting if price.value == amount.value]
        if true and (sure or _is_everybodys(about, subjects, amount.value, kinds)):
            facts.evidence.append(true[0].evidence)
            return None
    is_meant = "fee" not in kinds or bool(_FEE.search(re.split(r"[,;]", _clause_before(about, amount.start))[-1]))
    right = _right_price(fitting, amount, sure and len(subjects) == 1 and is_meant)
    return Objection("a price that no row or quote has", amount, *right)


def _kinds(about: Sentence, amount: Amount) -> frozenset[str]:
    """What an amount is said to be, by the words around it."""
    text = about.text.plain
    after = text[amount.end : amount.end + 22]
    before = _clause_before(about, amount.start)
    if _NIGHTLY.search(text[amount.start : amount.end + 14]):
        return frozenset({"night", "from"})
    if _FEE.search(re.split(r"[,;]", before)[-1]) or _FEE.search(re.split(r"[,;:.!?]", after)[0][:18]):
        return frozenset({"fee"})
    if _TOTAL.search(before) or _TOTAL.search(after):
        return frozenset({"total"})
    if _NIGHTLY.search(before):
        return frozenset({"night", "from"})
    if re.search(r"\d+ (?:nights?|noches?|nuits?|nachte|notti|noites?)[^\d]{0,12}$", before):
        return frozenset({"night", "total"})
    if _FROM.search(before[-14:]):
        return frozenset({"from", "total"})
    return frozenset({"night", "from", "total"})


def _clause_before(about: Sentence, place: int) -> str:
    """What stands before a place, back to the last amount, colon or stop; a name counts as one sign."""
    left = re.sub(f"{reading.MASK}+", "¤", about.text.left[:place])
    return re.split(r"[.;!?]", left)[-1][-60:]


def _holds_on(price: Price, days: Sequence[Day]) -> bool:
    """A quote's price holds on its own dates: where the sentence says others, it does not."""
    if price.stay is None or not days:
        return True
    return all(any(_is_day(day, own) for own in price.stay) for day in days if day.month)


def _is_everybodys(about: Sentence, subjects: Iterable[UUID], value: Decimal, kinds: frozenset[str]) -> bool:
    """Said of nobody in particular: then it must be true of each, or be the lowest "from" of all."""
    units = [about.facts.units[id_] for id_ in subjects]
    if all(any(p.value == value and p.kind in kinds for p in unit.prices) for unit in units):
        return True
    lowest = [price.value for unit in units for price in unit.prices if price.kind == "from"]
    return "from" in kinds and bool(lowest) and value == min(lowest)


def _right_price(
    fitting: Sequence[Price], amount: Amount, sure: bool
) -> tuple[Decimal | None, tuple[int, int] | None, str | None]:
    """The one price it can only have been meant to be."""
    stays = [price for price in fitting if price.stay]
    if stays and all(price.kind == "total" for price in stays):
        stays = [max(stays, key=lambda price: price.value)]  # the whole stay, not one of its parts
    values = {(p.value, p.currency) for p in (stays or fitting)}
    kinds = {p.kind for p in (stays or fitting)}
    if not sure or len(kinds) != 1 or len(values) != 1 or not amount.currencies:
        return None, None, None
    [(value, currency)] = values
    return value, (amount.start, amount.end), currency


def _percents(about: Sentence) -> Iterator[Objection]:
    for match in about.text.take(v.PERCENT):
        if match.group().replace(" ", "") not in about.facts.owner.replace(" ", "") or not match.group()[0].isdigit():
            yield Objection("a percentage", Stated(*match.span()))
    for match in _DISCOUNT.finditer(about.text.plain):
        before = re.split(r"[,;:.!?]", v.NO_PROBLEM.sub("", about.text.plain[: match.start()]))[-1]
        denied = bool(_NOT.search(before)) and not re.search(r"\d", about.text.plain[match.start() :])
        if not (denied or match.group() in about.facts.owner):
            yield Objection("a discount", Stated(*match.span()))


# --- dates and times --------------------------------------------------------------------------------------------------


def _dates(about: Sentence, days: Sequence[Day]) -> Iterator[Objection]:
    for day in days:
        if not (
            any(_is_day(day, known) for known in about.facts.dates)
            or any((day.day, day.month) == (g.day, g.month) for g in about.facts.guest_days)
            or (day.month is None and any(day.day == g.day for g in about.facts.guest_days))
        ):
            yield Objection("a date that nobody has named", day)


def _is_day(day: Day, known: date) -> bool:
    return (
        day.day == known.day
        and (day.month is None or day.month == known.month)
        and (day.year is None or day.year == known.year)
    )


def _months(about: Sentence) -> Iterator[Objection]:
    """A month alone: the journey's, or one that guest or owner speak of."""
    months = {day.month for day in about.facts.dates} | {day.month for day in about.facts.guest_days}
    written = about.facts.owner + about.facts.guest + " ".join(about.facts.units[id_].text for id_ in about.subjects)
    for match in about.text.take(reading.BARE_MONTH):
        month = reading.MONTHS[match["mn"]]
        if month not in months and match["mn"] not in written:
            yield Objection("a month that nobody has named", Stated(*match.span()))


def _times(about: Sentence) -> Iterator[Objection]:
    for match in about.text.take(v.TIMES):
        if not (is_written(about, match.group()) or is_rule_time(about, match)):
            yield Objection("a time that no rule has", Stated(*match.span()))


# --- counts -----------------------------------------------------------------------------------------------------------


def _count(about: Sentence, count: Count) -> Objection | None:
    facts = about.facts
    subjects, sure = about.about(count.start)
    units = [facts.units[id_] for id_ in subjects]
    if count.noun in ("guests", "children"):
        return _party(about, count, units, sure)
    if count.noun == "nights":
        return _nights(about, count, units)
    if count.noun in COUNTED_OF_UNITS:
        return _rooms(about, count, units, sure)
    return None if is_written(about, about.text.plain[count.start : count.end]) else Objection("a number", count)


def _party(about: Sentence, count: Count, units: Sequence[UnitFacts], sure: bool) -> Objection | None:
    around = about.text.plain[max(0, count.start - 30) : count.end]
    is_capacity = bool(_CAPACITY.search(around))
    capacities = [unit.count("guests") for unit in units]
    negated = bool(_NOT.search(about.text.plain) or _TOO_SMALL.search(about.text.plain))
    if count.noun == "guests" and capacities and all(c == count.value for c in capacities):
        about.facts.evidence += [unit.evidence("amenities.max_guests", count.value) for unit in units]
        return None
    if count.value in about.facts.party:  # the guest's own party: said of a unit, it must fit
        misfit = sure and about.named and not negated and any(c is None or c < count.value for c in capacities)
        exact = re.search(
            r"(?<!\w)(?:max\w*|capaci\w*|sleeps|schlaft|hasta|up to|bis zu|jusqu\w*|fino a|at most)(?!\w)", around
        )
        if not misfit and not (exact and sure and any(c != count.value for c in capacities)):
            return None
    if not sure and count.noun == "guests" and not is_capacity and count.value in capacities:
        return None
    right = capacities[0] if sure and len(capacities) == 1 and is_capacity and count.noun == "guests" else None
    return Objection("a number of people that no row has", count, right, count.number if right else None)


def _nights(about: Sentence, count: Count, units: Sequence[UnitFacts]) -> Objection | None:
    before, after = _clause_before(about, count.start), about.text.plain[count.end : count.end + 20]
    around = re.split(r"[,;:]", before)[-1] + re.split(r"[,;:.]", after)[0]
    minimum = {Decimal(unit.unit.pricing.min_nights) for unit in units if unit.unit.pricing}
    stays = {Decimal(quote.nights) for unit in units for quote in unit.quotes}
    rates = {Decimal(rate.nights) for unit in units for quote in unit.quotes for rate in quote.rates}
    if _MINIMUM.search(around):
        true = count.value in minimum and (len(minimum) == 1 or bool(about.named))
        right = next(iter(minimum)) if len(minimum) == 1 else None
    else:
        true, right = count.value in about.facts.nights | stays | rates | minimum, None
    if true or is_cancellation_rule(about):
        return None
    if is_written(about, about.text.plain[count.start : count.end], owner_only=True):
        return None
    return Objection("a number of nights that nothing has", count, right, count.number if right else None)


def _rooms(about: Sentence, count: Count, units: Sequence[UnitFacts], sure: bool) -> Objection | None:
    known = [unit.count(count.noun) for unit in units]
    if known and all(value == count.value for value in known):
        about.facts.evidence += [unit.evidence(f"amenities.{count.noun}", count.value) for unit in units]
        return None
    right = known[0] if sure and len(known) == 1 else None
    return Objection(f"a number of {count.noun} that no row has", count, right, count.number if right else None)


# --- amenities --------------------------------------------------------------------------------------------------------


def _feature(about: Sentence, feature: Feature) -> Objection | None:
    if is_open(about, feature.start):
        return None
    if feature.id in about.facts.wishes and not about.named and not v.ALL.search(about.text.plain):
        return None  # the guest's own wish said again: "house · 4 people · pool"
    subjects, _ = about.about(feature.start)
    if v.EVERY_UNIT.search(about.text.plain):
        subjects = tuple(dict.fromkeys([*subjects, *about.facts.pool]))
    units = [about.facts.units[id_] for id_ in subjects]
    having = [unit for unit in units if feature.id in unit.unit.features]
    if not having if feature.negated else bool(units) and len(having) == len(units):
        about.facts.evidence += [unit.evidence("amenities.features", feature.id) for unit in units]
        return None
    if _is_policy(about, feature):
        return None
    return Objection(f"an amenity that no row has ({feature.id})", feature)


def _is_policy(about: Sentence, feature: Feature) -> bool:
    """Said in the owner's rules with the same sign: "pets are welcome" is no proof for "no pets"."""
    pattern = PATTERNS[feature.id]
    words = set(core(about.text.plain).split())
    for sentence in re.split(r'[.;"]', about.facts.owner):
        match = pattern.search(sentence)
        if match and reading._negated(sentence, match) == feature.negated:
            return len(words & set(core(sentence).split())) >= min(4, len(words))
    return False


def _extras(about: Sentence) -> Iterator[Objection]:
    for stated, pattern, negated in reading.extras(about.text):
        if negated or is_open(about, stated.start):
            continue
        subjects, _ = about.about(stated.start)
        texts = [about.facts.units[id_].text for id_ in subjects]
        proved = [bool(pattern.search(text)) for text in texts]
        if not (proved and all(proved)) and not pattern.search(about.facts.owner):
            yield Objection("an amenity that no row has", stated)


# --- promises, contacts and what is left ------------------------------------------------------------------------------


def _promises(about: Sentence) -> Iterator[Objection]:
    text = v.NO_PROBLEM.sub(lambda match: " " * len(match.group()), about.unnamed)
    for match in v.PROMISES.finditer(text):
        before = re.split(r"[,;:.!?]", text[: match.start()])[-1]
        is_open = bool(v.OPEN_BEFORE.search(before))
        is_open = is_open or bool(v.LATER.search(match.group()) and v.OPEN_AFTER.match(text[match.end() :]))
        is_open = is_open or (about.is_question and bool(v.ASKING.search(before)))
        is_open = is_open or is_cancellation_rule(about)
        is_open = is_open or ("cleaning" in match.group() and _cleaning_is_free(about))
        if not (is_open or is_written(about, match.group(), owner_only=True, whole_sentence=True)):
            yield Objection("a promise", Stated(*match.span()))


def _cleaning_is_free(about: Sentence) -> bool:
    prices = [about.facts.units[id_].unit.pricing for id_ in about.subjects]
    return bool(prices) and all(pricing is not None and pricing.cleaning_fee == 0 for pricing in prices)


def _contacts(about: Sentence) -> Iterator[Objection]:
    """Only the business's own addresses and numbers; what the guest wrote may be read back."""
    own = core(about.facts.owner + " " + plain(about.facts.tenant.booking_url_template or ""))
    own += " " + " ".join(core(plain(unit.unit.virtual_tour_url or "")) for unit in about.facts.units.values())
    said = core(about.facts.guest)
    for match in about.text.take(v.CONTACTS):
        written = core(match.group())
        digits = re.sub(r"\D", "", match.group())
        is_echo = not _SENDS.search(about.text.plain)
        if written and (written in own or (is_echo and written in said)):
            continue
        known = re.sub(r"\D", "", own), re.sub(r"\D", "", said) if is_echo else ""
        if len(digits) >= 7 and any(digits in numbers for numbers in known):
            continue
        yield Objection("an address or number that is not the business's", Stated(*match.span()))


def _leftovers(about: Sentence) -> Iterator[Objection]:
    ratings = {str(unit.unit.metadata.get(key)) for unit in about.facts.units.values() for key in ("rating", "reviews")}
    for stated in reading.leftovers(about.text):
        written = about.text.plain[stated.start : stated.end].strip(".,")
        number = reading.number(re.sub(r"[^\d.,]", "", written))
        if written in ratings or (number is not None and str(number) in ratings):
            continue
        if _is_outof(about, stated) and ratings - {"None"}:
            continue
        if number in about.facts.party and v.OF_PARTY.match(about.text.plain[stated.end :]):
            continue
        if number is not None and any(number == day.year for day in about.facts.dates):
            continue
        if not _is_told(about, stated):
            yield Objection("a number that nothing explains", stated)


_SPELLED = re.compile(
    rf"(?<![\w-])(?P<w>{'|'.join(sorted(set(v.NUMBER_WORDS) - v.ARTICLES - v.AMBIGUOUS_NUMBERS))}|{v.BIG_NUMBERS})"
    rf"(?!\w)(?! (?:{v.OF_OFFERS}))"
)


def _spelled(about: Sentence) -> Iterator[Objection]:
    """Numbers in words that nothing has explained."""
    for match in about.text.take(_SPELLED):
        value = v.NUMBER_WORDS.get(match["w"])
        stated = Stated(*match.span())
        is_partys = value is not None and Decimal(value) in about.facts.party
        is_partys = is_partys and bool(v.OF_PARTY.match(about.text.plain[match.end() :]))
        if not (is_partys or value == len(about.named) or _is_told(about, stated)):
            yield Objection("a number that nothing explains", stated)


def _is_outof(about: Sentence, stated: Stated) -> bool:
    """The 5 of "4.9 out of 5", "4,9 sobre 5", "4.9/5"."""
    before = about.text.plain[max(0, stated.start - 16) : stated.start]
    return about.text.plain[stated.start : stated.end].strip(".,") == "5" and bool(
        re.search(r"(?:out of|sobre|de|sur|von|su|/) ?$", before)
    )


def _is_told(about: Sentence, stated: Stated) -> bool:
    """Whether the owner or the guest has said the number of the same thing: with the word that follows, and in one
    sentence with one of the next telling words ("90 metres from the beach" is no proof for the harbour)."""
    if is_distance_told(about, stated):
        return True
    following = _TELLING.findall(about.unnamed[stated.end : stated.end + 60])
    before = _TELLING.findall(about.unnamed[max(0, stated.start - 200) : stated.start])
    number = core(about.text.plain[stated.start : stated.end])
    told = [about.facts.owner, about.facts.guest]
    told += [about.facts.units[id_].text for id_ in about.subjects if about.is_sure]
    for words in (sentence for text in told for sentence in _sentences_by_word(text).get(number, ())):
        if not following:
            if any(word in words for word in before[-2:]):
                return True
            continue
        near = [words[place + 1] for place, word in enumerate(words[:-1]) if word == number]
        if any(following[0][:4] == word[:4] for word in near) and (
            len(following) == 1 or any(word in words for word in following[1:4] if word not in _SMALL)
        ):
            return True
    return False


@lru_cache(maxsize=256)
def _sentences_by_word(text: str) -> dict[str, list[list[str]]]:
    """The words of each sentence of a text, by every word in it: read once for all numbers that are looked for."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r'[.;"\n]', text):
        words = core(part).split()
        for word in dict.fromkeys(words):
            found.setdefault(word, []).append(words)
    return found
