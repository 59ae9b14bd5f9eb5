"""Whether what a part of a sentence claims is so: each kind of claim has its own proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from plugins.fact_gate import comparing, evidence
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.clauses import CERTAIN, CLEAR, LIKELY, MIN_WORDS, PLAIN, Piece
from plugins.fact_gate.facts import UnitFacts, core
from plugins.fact_gate.reading import MONTHS, Stated, plain
from plugins.fact_gate.sentence import Objection, Sentence
from plugins.fact_gate.things import Thing, is_denied, things_in
from plugins.fact_gate.told import is_told, is_told_in

ALIKE = 0.62  # likeness to an owner's line, from which a part says the same
FAINTLY = 0.2  # likewise where the places that it names are in one of its lines
NEARLY = 0.45  # likewise where the things that it names are in the owner's lines, too
SAME = 0.8  # an owner's own sentence in other words
NEAR_CHARS = 25  # of a thing and what is said of it: "its own, heated pool"
RATHER, RATHER_LIKELY, STRONG = 0.6, 0.65, 0.7  # of a claim that cannot be held against anything
NEVER = {
    "done": "a deed that it cannot have done",
    "promise": "a promise",
    "availability": "whether it is let",
    "discount": "a discount",
}


def claim_objections(about: Sentence, whole: Mapping[str, float], pieces: list[Piece]) -> Iterator[Objection]:
    """What is claimed and cannot be shown to be so, part by part."""
    told = is_told(about, whole)
    things = about.things = things_in(about.unnamed, about.language)
    for piece in pieces:
        mine = [thing for thing in things if piece.start <= thing.start < piece.end]
        if piece.claims and (len(pieces) == 1 or _says_something(about, piece, mine)) and not about.is_open(piece):
            yield from _objections(about, piece, mine, told=told)


_TERMS = frozenset(
    {"hours", "cancellation", "payment", "included", "rule", "price", "stay", "amenity", "place", "identity"}
)
_LATER = frozenset({"promise", "discount", "local", "comparison", "size"})  # what terms are easily taken for
_MEANT = frozenset({"price", "included", "comparison", "cancellation", "payment", "done", "promise", "availability"})
_NAMING = frozenset({"identity", "hours", "promise", "rule", "done", "payment", "local"})
_MONEY = frozenset({"price", "included", "payment"})


def _says_something(about: Sentence, piece: Piece, things: list[Thing]) -> bool:
    """A few words beside others, without a thing or a number in them, do not: "I'm afraid"."""
    text = about.text.plain[piece.start : piece.end]
    return bool(things) or len(text.split()) >= MIN_WORDS or any(char.isdigit() for char in text)


def _objections(about: Sentence, piece: Piece, things: list[Thing], *, told: bool) -> Iterator[Objection]:
    stated = Stated(piece.start, piece.end)
    wrong = list(_thing_objections(about, things, piece.claims))
    yield from wrong
    if _NAMING & set(piece.claims) and _names_somebody(about, piece):
        yield Objection("a name that nobody has said", stated)
        return
    told = told or is_told_in(about, piece.start, piece.end)
    proved = (_TERMS if told else frozenset()) | (_LATER if about.told else frozenset())
    claims = {claim: share for claim, share in piece.claims.items() if claim not in proved}
    if about.has_true(start=piece.start, end=piece.end) or any(_is_firm(thing) for thing in about.things):
        claims = {claim: share for claim, share in claims.items() if share >= CERTAIN or claim in _MEANT}
    if wrong or not claims:
        return
    unproved = [claim for claim, share in claims.items() if not _is_proved(about, piece, things, claim, share)]
    if ("included" in claims and "included" not in unproved) or about.has_true("money"):
        unproved = [claim for claim in unproved if claim not in _MONEY]  # one thing said, taken for several
    for claim in unproved:
        yield Objection(NEVER.get(claim, f"a claim that nothing proves ({claim})"), stated)


def _is_firm(thing: Thing) -> bool:
    return thing.kind == "amenity" and thing.id not in _VAGUE


def _is_proved(about: Sentence, piece: Piece, things: list[Thing], claim: str, share: float) -> bool:
    if claim in NEVER:
        return _is_taken_for(about, piece, claim, share) or _is_denied(about, piece) or _is_owners(about, piece)
    return _PROOFS[claim](about, piece, things, share)


def _is_taken_for(about: Sentence, piece: Piece, claim: str, share: float) -> bool:
    """A true price, a minimum stay or a capacity that the reading has taken for a deal or a deed."""
    stands = {
        kind
        for kind in ("money", "nights", "guests", "clock")
        if about.has_true(kind, start=piece.start, end=piece.end)
    }
    if claim == "discount" and share < CERTAIN:
        return "money" in stands or ("nights" in stands and piece.claims.get("rule", 0) >= share)
    if claim == "availability":
        if stands & {"guests", "clock"} and share < RATHER_LIKELY:
            return True
        if share < CLEAR and piece.claims.get("stay", 0) > share and about.has_true("date", "nights"):
            return True
        return "money" in stands and (piece.claims.get("price", 0) > share or share < RATHER)
    if claim == "done" and share < PLAIN and "guests" in stands:
        return True
    return share < LIKELY and (
        bool(stands) or any(piece.start <= t.start < piece.end for t in about.things if _is_firm(t))
    )


def _is_denied(about: Sentence, piece: Piece) -> bool:
    """ "Nothing is booked yet": what has not been done need not be proved."""
    return is_denied(
        about.text.plain[piece.start : piece.end], piece.end - piece.start, piece.end - piece.start, about.language
    )


def _is_owners(about: Sentence, piece: Piece) -> bool:
    told = evidence.told_of(about.facts, about.text.plain[piece.start : piece.end])
    return bool(told) and told[0].likeness >= SAME


# --- things -----------------------------------------------------------------------------------------------------------

_OF_HOMES = frozenset(
    {"capacity", "amenity", "included", "rule", "place", "size", "comparison", "local", "rating", "price"}
)
_SELDOM_FREE = frozenset({"breakfast", "meals", "transfer", "babysitter", "bikes", "kayak", "massage", "half_board"})


def _thing_objections(about: Sentence, things: list[Thing], claims: Mapping[str, float]) -> Iterator[Objection]:
    """Amenities that a home lacks, or has where they are denied. Places near it are proved by meaning."""
    if not _OF_HOMES & set(claims):
        return
    for thing in things:
        if thing.kind != "amenity" or thing.id in _VAGUE:
            continue
        homes = about.homes(thing.start)
        if about.is_wish(thing.id):
            continue
        having = [home for home in homes if evidence.has(home.written, thing.id)]
        if bool(having) if thing.denied else not homes or len(having) < len(homes):
            if not _is_owners_thing(about, thing):
                yield Objection(f"an amenity that no row has ({thing.id})", Stated(thing.start, thing.end))
        else:
            about.facts.evidence += [home.evidence("amenities.features", thing.id) for home in homes]
    for attribute in things:
        if attribute.kind != "attribute" or attribute.denied:
            continue
        homes = about.homes(attribute.start)
        of = [thing.id for thing in things if thing.kind == "amenity" and _is_near(thing, attribute)]
        if attribute.id == "private" and not of:
            continue
        if not homes or not all(_have_attribute(home, attribute.id, of) for home in homes):
            yield Objection(f"an amenity that no row has ({attribute.id})", Stated(attribute.start, attribute.end))


def _is_near(one: Thing, other: Thing) -> bool:
    return one.start - other.end < NEAR_CHARS and other.start - one.end < NEAR_CHARS


_VAGUE = frozenset({"view_any", "meals", "books", "en_suite", "fence", "stairs"})


def _have_attribute(home: UnitFacts, attribute: str, of: list[str]) -> bool:
    if not of:
        return any(attribute in line.has for line in evidence.lines_of(home.written))
    return any(evidence.have_together(home.written, (thing, attribute)) for thing in of)


def _is_owners_thing(about: Sentence, thing: Thing) -> bool:
    """What the house says of it with the same sign, in nearly the same words."""
    told = evidence.told_of(about.facts, about.text.plain)
    return bool(told) and told[0].likeness >= SAME and any(each.id == thing.id for each in things_in(told[0].text))


# --- proofs -----------------------------------------------------------------------------------------------------------

Proof = Callable[[Sentence, Piece, list[Thing], float], bool]


def _named(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    """The things are so (or there would be an objection); where none is named, the owner's lines must say the like."""
    if any(map(_is_firm, things)) or (not things and any(map(_is_firm, about.things))):
        return True
    if about.has_true(start=piece.start, end=piece.end) or _ROOMS.search(about.text.plain, piece.start, piece.end):
        return True
    return share < RATHER or _is_like(about, piece, NEARLY if things else ALIKE)


def _is_like(about: Sentence, piece: Piece, floor: float) -> bool:
    text = about.unnamed[piece.start : piece.end]
    homes = about.homes(piece.start)
    if homes and all(evidence.likeness(home.written, text) >= floor for home in homes):
        return True
    told = evidence.told_of(about.facts, text)
    return bool(told) and told[0].likeness >= max(floor, ALIKE)


def _free(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    """ "Included": what a quote includes, what the home has without a fee, or what the house says so."""
    if v.CLEANING.search(about.text.plain, piece.start, piece.end):
        return not v.GIVEN_FREE.search(about.text.plain, piece.start, piece.end) or all(
            home.unit.pricing is not None and home.unit.pricing.cleaning_fee == 0 for home in about.homes(piece.start)
        )
    named = [
        t for t in things or things_in(about.text.plain, about.language) if t.kind == "amenity" and t.id not in _VAGUE
    ]
    homes = about.homes(piece.start)
    if named and homes:
        return all(evidence.is_free(home.written, t.id) and t.id not in _SELDOM_FREE for home in homes for t in named)
    return about.has_true("money", "part") or _is_told_near(about, piece) or share < LIKELY_FREE


LIKELY_FREE = 0.55


_ROOMS = re.compile(rf"(?<!\w)(?:{v.NOUNS['bedrooms']}|{v.NOUNS['bathrooms']}|{v.NOUNS['beds']})(?!\w)")
_COUNTED = ("bedrooms", "bathrooms", "beds", "size", "guests", "children", "nights", "metres", "minutes", "days")


def _is_told_near(about: Sentence, piece: Piece) -> bool:
    told = evidence.told_of(about.facts, about.text.plain)
    return bool(told) and told[0].likeness >= ALIKE


def _priced(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    """A sum that was found true; "it costs nothing extra" as what is included."""
    if about.has_true("money") or comparing.is_true(about, 0, len(about.text.plain)):
        return True
    return share < LIKELY_FREE or ("included" in piece.claims and _free(about, piece, things, 1.0))


def _held(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    """Capacity: numbers of people are looked at one by one; "all of you" must fit."""
    party = max(about.facts.party, default=None)
    homes = about.homes(piece.start)
    if about.has_true("guests", "children", "bedrooms", "beds"):
        return True
    if party is None or not homes:
        return share < STRONG
    return all((home.count("guests") or Decimal(0)) >= party for home in homes)


def _sized(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    return about.has_true(*_COUNTED) or share < STRONG or bool(things) or _is_like(about, piece, NEARLY)


def _lies(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    """Where a home lies: a place of its row, or what its description says in other words."""
    near = [thing.id for thing in things if thing.kind == "place"]
    homes = about.homes(piece.start)
    return all(_lies_there(about, piece, home, near) for home in homes) if homes else _is_like(about, piece, ALIKE)


def _lies_there(about: Sentence, piece: Piece, home: UnitFacts, near: list[str]) -> bool:
    text = about.unnamed[piece.start : piece.end]
    if not all(_is_at(home, place) for place in near) or _names_another(about, piece, home):
        return False
    if near and not _says_so(home, near, text):
        return False
    if near and set(near) <= {"beach", "sea"} and ("beach" in home.unit.features or _sees(home, near, text)):
        return True
    if about.has_true("metres", "minutes", start=piece.start, end=piece.end) or _names_place(home, text):
        return True
    return evidence.likeness(home.written, text) >= (FAINTLY if near else NEARLY)


def _is_at(home: UnitFacts, place: str) -> bool:
    if place == "sea" and {"sea_view", "beach"} & set(home.unit.features):
        return True
    return any(place in line.has for line in evidence.lines_of(home.written))


def _names_somebody(about: Sentence, piece: Piece) -> bool:
    return any(_names_another(about, piece, home) for home in about.homes(piece.start)[:1])


def _names_another(about: Sentence, piece: Piece, home: UnitFacts) -> bool:
    """A name that neither the row nor anybody else has said. German nouns are written like names."""
    if about.language == "de":
        return False
    known = f"{home.text} {_places_of(home)} {about.facts.owner} {about.facts.guest}"
    names = [plain(name) for name in _NAME.findall(about.written[piece.start : piece.end])]
    names = [name for name in names if name not in MONTHS]
    return any(name not in known for name in names)


def _sees(home: UnitFacts, near: list[str], text: str) -> bool:
    return near == ["sea"] and "sea_view" in home.unit.features and bool(v.SEEN.search(text))


def _says_so(home: UnitFacts, near: list[str], text: str) -> bool:
    """ "At your feet" needs more than "200 metres away"."""
    if "beach" in home.unit.features and set(near) <= {"beach", "sea"}:
        return True
    lines = [line.text for line in evidence.lines_of(home.written) if set(near) & line.has]
    wanted = v.SAYS_AT if v.AT_IT.search(text) else v.SAYS_CLOSE if v.CLOSE_BY.search(text) else None
    return wanted is None or any(wanted.search(line) for line in lines)


def _names_place(home: UnitFacts, text: str) -> bool:
    """The row's town or area, or what of its name is no kind of home."""
    words = {word for word in core(text).split() if len(word) > 2 and word not in v.COMMON_IN_NAMES}
    return bool(words & set(f"{_places_of(home)} {core(' '.join(home.names))}".split()))


def _places_of(home: UnitFacts) -> str:
    location = home.unit.metadata.get("location") or {}
    return core(plain(" ".join(value for value in location.values() if isinstance(value, str))))


_NAME = re.compile(r"(?<=[a-zà-ÿ] )[A-ZÀ-Ý][a-zà-ÿ]{2,}")


def _rated(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    return about.has_true("rating") or about.has_true(*_COUNTED, start=piece.start, end=piece.end)


def _compared(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    verdict = comparing.is_true(about, 0, len(about.text.plain))
    if verdict is None:
        floor = CLEAR if len({id_ for _, id_ in about.named}) > 1 else CERTAIN
        return bool(comparing.OPINION.search(about.text.plain, piece.start, piece.end)) or share < floor
    return verdict


def _told(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    """Terms of the house: `told.is_told` has looked for them in the whole sentence."""
    return share < STRONG


def _clocked(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    return about.has_true("clock") or share < STRONG


def _stay(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    return True  # its days, nights and people are looked at one by one


def _identified(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    return share < STRONG or bool(v.BOT.search(about.text.plain)) or _is_like(about, piece, ALIKE)


def _local(about: Sentence, piece: Piece, things: list[Thing], share: float) -> bool:
    return share < STRONG or _is_like(about, piece, NEARLY)


_PROOFS: dict[str, Proof] = {
    "price": _priced, "included": _free, "capacity": _held, "size": _sized, "amenity": _named, "rule": _named,
    "hours": _clocked, "cancellation": _told, "payment": _told, "stay": _stay, "place": _lies, "comparison": _compared,
    "rating": _rated, "identity": _identified, "local": _local,
}  # fmt: skip
