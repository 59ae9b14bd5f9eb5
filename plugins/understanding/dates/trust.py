"""Which days of the clauses that may speak of this stay are none of it: past stays, birthdays and flights, promises to
call back, what is called off, and numbers that only look like days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from plugins.understanding.dates.booked import days_booked
from plugins.understanding.dates.mention import Cue, Following, Length, Mention, Piece, Shift, Stretch, YearWord
from plugins.understanding.dates.roles import role_of
from plugins.understanding.dates.words import Words
from plugins.understanding.message import Span

_HOUSE_CERTAINTY = 0.5  # from which a question about the house speaks of no stay
_ABOUT_STAY = frozenset({"availability", "price", "discount", "details", "photos", "early_late", "trip"})
_BETWEEN = frozenset({"from", "out_of", "between", "comma", "stay"})  # cues that may stand between "not" and its day
_NO = frozenset({"no", "non", "nein", "não", "nope"})
_VERBS = frozenset({"arrive", "leave", "word"})  # likewise before a weekday: "not starting on a Sunday"
_DAY_ARTICLES = frozenset("the el le il l' o der dem den am al dia l ’ '".split())
FEW_WORDS = 3
LOOKED_BACK = 5  # tokens from "between" to "we are"
_JOINTS = frozenset({"and", "to", "until"})
_ERRANDS = frozenset({"errand", "contact", "cancel"})
_FOLLOWED = 5  # pieces from a span to "the next one"
_SOUGHT = ("seek", "kind", "any_home", "people_us", "people_alone")  # categories of those who look for a home


@dataclass(frozen=True, slots=True)
class Trusted:
    pieces: tuple[Piece, ...]
    called_off: tuple[Piece, ...] = ()  # "not in July", "instead of the 5th"
    aside: tuple[Mention, ...] = ()  # days of a feast: "our anniversary is on 12 June, we would come from 11 to 14"


def trusted(pieces: Sequence[Piece], words: Words) -> Trusted:
    """The pieces without what is no statement of the stay."""
    dropped: set[int] = set()
    previous: range | None = None
    for segment in _segments(pieces):
        dropped |= _untold(segment, pieces, words)
        if previous is not None and _goes_on(segment, previous, pieces, words):
            dropped |= set(segment)
        previous = segment
    off = _called_off(pieces, words) - dropped
    kept = [piece for index, piece in enumerate(pieces) if index not in dropped and index not in off]
    aside = [piece for index in sorted(dropped) if isinstance(piece := pieces[index], Mention) and piece.month]
    return Trusted(tuple(kept), tuple(pieces[index] for index in sorted(off)), tuple(aside))


def _segments(pieces: Sequence[Piece]) -> Iterator[range]:
    """Runs of pieces between marks that end a sentence."""
    start = 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, Cue) and piece.what == "stop":
            yield range(start, index)
            start = index + 1
    yield range(start, len(pieces))


def _untold(segment: range, pieces: Sequence[Piece], words: Words) -> set[int]:
    """Indices of the pieces of a sentence that tell of something else."""
    cues = {piece.what for index in segment if isinstance(piece := pieces[index], Cue)}
    years = [piece for index in segment if isinstance(piece := pieces[index], YearWord)]
    if "past" in cues or any(year.which == "past" for year in years):
        now = max((index for index in segment if _is_now(pieces[index])), default=segment.start)
        return {index for index in range(segment.start, now) if not isinstance(pieces[index], Cue)} or {
            index for index in segment if not isinstance(pieces[index], Cue)
        }
    dropped = {index for index in segment if _is_weekday_of(index, pieces, words)}
    if "cancel" in cues and "booking" in cues:
        return _until_and(segment, pieces)
    if "booking" in cues:
        dropped |= {at for index in segment for at in days_booked(index, segment, pieces, words)}
    if "occasion" in cues:
        told = _parts(segment, pieces, {"occasion"})
        goes_on = any(_says_when(pieces[index]) for index in set(segment) - told)
        lone = {index for index in told if _is_lone_day(index, pieces, keeps_months=goes_on)}
        if any(_is_arriving(index, pieces) for index in set(segment) - told):
            lone |= {index for index in told if isinstance(pieces[index], Mention)}  # "a congress from 18 to 20 May"
        dropped |= {index for index in lone if not _is_arriving(index, pieces)}
    if cues & _ERRANDS:
        dropped |= {index for index in _parts(segment, pieces, _ERRANDS) if _is_errand(index, segment, pieces)}
    if "least" in cues:  # "is 5 nights the minimum in August?"
        dropped |= {index for index in segment if _is_asked_length(pieces[index], words)}
    if "done" in cues:  # "we paid on 3 August", "I rang on Monday about October"
        told = _parts(segment, pieces, {"done"})
        lone = {index for index in told if _is_lone_day(index, pieces, keeps_months=True)}
        dropped |= {index for index in lone if not _is_arriving(index, pieces)}
    if "busy" in cues:
        dropped |= {index for index in segment if _is_busy_until(index, segment, pieces)}
    if "between" in cues:
        dropped |= {index for at in segment for index in _people_between(at, pieces, words)}
    if "contact" in cues:
        dropped |= {index for index in _parts(segment, pieces, {"contact"}) if _is_hour(pieces[index])}
    if any(isinstance(pieces[index], Length) or _is_of_range(index, pieces) for index in segment):
        return dropped
    return dropped | {index for index in segment if _asks_of_house(index, pieces, words)}


def _is_now(piece: Piece) -> bool:
    if isinstance(piece, YearWord):
        return piece.which in ("this", "next")
    return isinstance(piece, Cue) and piece.what == "now"


def _until_and(segment: range, pieces: Sequence[Piece]) -> set[int]:
    """ "Cancel my booking of 3 June and book 5 July instead": what stands before the second thing."""
    found: set[int] = set()
    booked = False
    for index in segment:
        piece = pieces[index]
        booked |= isinstance(piece, Cue) and piece.what == "booking"
        if booked and isinstance(piece, Cue) and piece.what in ("and", "comma"):
            break
        if not isinstance(piece, Cue):
            found.add(index)
    return found


def _goes_on(segment: range, previous: range, pieces: Sequence[Piece], words: Words) -> bool:
    """ "How early must I cancel? 14 days?", "which floor is it on? the 6th?": a guess at the answer of one's own
    question."""
    said = [pieces[index] for index in segment]
    if not said or not previous or pieces[previous[-1]].end >= len(words):
        return False
    stop = words.text(pieces[previous[-1]].end)
    is_guess = all(isinstance(piece, Length) or (isinstance(piece, Mention) and piece.kind == "day") for piece in said)
    asks = stop == "?" and segment.stop < len(pieces) and words.text(pieces[segment.stop].start) == "?"
    return is_guess and asks


def _parts(segment: range, pieces: Sequence[Piece], cues: Set[str]) -> set[int]:
    """Indices of the parts of a sentence (between commas) that hold one of the cues."""
    found: set[int] = set()
    part: list[int] = []
    for index in [*segment, -1]:
        piece = pieces[index] if index >= 0 else Cue(0, 0, "comma")
        if not (isinstance(piece, Cue) and piece.what == "comma"):
            part.append(index)
            continue
        if any(isinstance(one := pieces[at], Cue) and one.what in cues for at in part):
            found |= set(part)
        part = []
    return found


def _is_of_range(index: int, pieces: Sequence[Piece]) -> bool:
    return isinstance(pieces[index], Mention) and _is_joined(index, index + 1, pieces)


def _is_led(index: int, pieces: Sequence[Piece]) -> bool:
    """Beside a word of arriving or leaving."""
    around = (pieces[at] for at in (index - 1, index + 1) if 0 <= at < len(pieces))
    return any(isinstance(piece, Cue) and piece.what in ("arrive", "leave", "from", "until") for piece in around)


def _is_arriving(index: int, pieces: Sequence[Piece]) -> bool:
    """A word of arriving or leaving goes with a day, or a night is of it: "arriving on 5 June for mum's birthday"."""
    before = pieces[index - 1] if index else None
    if isinstance(before, Length):
        return True
    return isinstance(pieces[index], Mention) and role_of(_first_of(index, pieces), pieces) is not None


def _first_of(index: int, pieces: Sequence[Piece]) -> int:
    """ "(Back on) the 26th or the 28th": the first of both."""
    at = index - 1
    while at > 0 and isinstance(cue := pieces[at], Cue) and cue.what == "out_of":
        at -= 1
    is_other = at > 0 and isinstance(cue := pieces[at], Cue) and cue.what == "or"
    return at - 1 if is_other and isinstance(pieces[at - 1], Mention) else index


def _says_when(piece: Piece) -> bool:
    return isinstance(piece, Length) or (isinstance(piece, Mention) and not piece.is_bare)


def _is_lone_day(index: int, pieces: Sequence[Piece], *, keeps_months: bool) -> bool:
    """A day that is no end of a range; a month, unless days follow: "our anniversary in May, 3 nights from the 7th"."""
    piece = pieces[index]
    if not isinstance(piece, Mention):
        return isinstance(piece, Stretch) and piece.kind in ("month", "this_month") and not keeps_months
    return not (_is_joined(index, index + 1, pieces) or _is_joined(index, index - 1, pieces))


def _is_joined(index: int, joint: int, pieces: Sequence[Piece]) -> bool:
    """Whether a word that joins stands at `joint`, and another day beyond it."""
    other = 2 * joint - index
    if not (0 <= joint < len(pieces) and 0 <= other < len(pieces)):
        return False
    cue = pieces[joint]
    return isinstance(cue, Cue) and cue.what in ("to", "until", "and") and isinstance(pieces[other], Mention)


def _is_errand(index: int, segment: range, pieces: Sequence[Piece]) -> bool:
    """ "I'll confirm in 3 days", "a discount for a month", "the weather in May"."""
    piece = pieces[index]
    if isinstance(piece, Mention):
        return piece.kind == "offset" or (piece.kind == "weekday" and not _is_joined(index, index + 1, pieces))
    if isinstance(piece, Length):
        before = [pieces[at] for at in segment if at < index]
        last = next((one for one in reversed(before) if isinstance(one, Mention) or _is_errand_cue(one)), None)
        return last is not None and _is_errand_cue(last)  # "I write to you about the 28th of June, for 7 nights"
    return isinstance(piece, (Stretch, Shift))


def _is_errand_cue(piece: Piece) -> bool:
    return isinstance(piece, Cue) and piece.what in _ERRANDS


def _is_weekday_of(index: int, pieces: Sequence[Piece], words: Words) -> bool:
    """ "The 27th is a Saturday, right?": the weekday is told of the day before it."""
    day = pieces[index]
    if not (isinstance(day, Mention) and day.kind == "weekday"):
        return False
    is_copula, at = False, index - 1
    while at >= 0 and _is_small(piece := pieces[at]):
        is_copula |= words.item(piece.start, "copula") is not None
        at -= 1
    told = pieces[at] if at >= 0 else None
    return is_copula and isinstance(told, Mention) and told.kind in ("day", "date")


def _is_small(piece: Piece) -> bool:
    """ "C'est un": plain words, and an article that is a number too."""
    if isinstance(piece, Mention):
        return piece.is_bare and piece.is_spelled and piece.day == 1
    return isinstance(piece, Cue) and piece.what in ("word", "and")


def _is_busy_until(index: int, segment: range, pieces: Sequence[Piece]) -> bool:
    """ "My husband works until the 17th", "die Kinder haben bis zum 17. Schule": until when somebody has no time. A
    word of coming, staying or leaving in the same part of the sentence makes it a day of the stay."""
    before = pieces[index - 1] if index > segment.start else None
    if not (isinstance(pieces[index], Mention) and isinstance(before, Cue) and before.what == "until"):
        return False
    beside = {cue.what for step in (-1, 1) for cue in _cues_beside(index, step, segment, pieces)}
    return "busy" in beside and not beside & {"arrive", "leave", "stay"}


def _cues_beside(index: int, step: int, segment: range, pieces: Sequence[Piece]) -> Iterator[Cue]:
    """The cues from a day on, to the next day or comma."""
    at = index + step
    while at in segment and isinstance(cue := pieces[at], Cue) and cue.what not in ("comma", "and"):
        yield cue
        at += step


def _people_between(index: int, pieces: Sequence[Piece], words: Words) -> set[int]:
    """ "We'll be between 6 and 8": two numbers without the article of a day, behind a verb of being, count people."""
    cue, first, second = pieces[index], index + 1, index + 3
    if not (isinstance(cue, Cue) and cue.what == "between" and second < len(pieces)):
        return set()
    are_bare = all(isinstance(day := pieces[at], Mention) and day.is_bare for at in (first, second))
    if not are_bare or any(words.text(pieces[at].start - 1).lower() in _DAY_ARTICLES for at in (first, second)):
        return set()
    near = range(max(0, cue.start - LOOKED_BACK), cue.start)
    is_counted = any((item := words.item(at, "we_are")) and not item.is_foreign for at in near)
    return {first, second} if is_counted else set()


def _is_asked_length(piece: Piece, words: Words) -> bool:
    return isinstance(piece, Length) and words.message.span_of(piece.start).is_marked


def _is_hour(piece: Piece) -> bool:
    """ "Call me between 9 and 5"."""
    return isinstance(piece, Mention) and piece.is_bare


def _asks_of_house(index: int, pieces: Sequence[Piece], words: Words) -> bool:
    """A month or a day in a question about the house: "is the pool heated in April?", "breakfast on Sunday?"."""
    piece = pieces[index]
    if isinstance(piece, Stretch):
        if piece.kind not in ("month", "this_month", "season") or piece.part:
            return False
    elif not isinstance(piece, Mention) or not _is_lone_day(index, pieces, keeps_months=False):
        return False
    span = words.message.span_of(piece.start)
    if isinstance(piece, Mention) and (_is_led(index, pieces) or (not span.is_marked and role_of(index, pieces))):
        return False  # "we hand the keys back on the 28th"
    if span.scope == "house" and isinstance(piece, Mention) and _asks_of_something(span, words):
        return True  # "does the cable car open on 15 June?"
    act = span.acts[0] if span.acts else None
    if act is None or act.act != "ask" or act.topic is None or act.confidence < _HOUSE_CERTAINTY:
        return False
    return act.topic not in _ABOUT_STAY and span.asks and _asks_of_something(span, words)


def _asks_of_something(span: Span, words: Words) -> bool:
    """Whether a clause has words for what it asks ("what about August?" has none), and none that seek a home."""
    known = words.asking.get(span.start)
    if known is None:
        places = range(span.start, span.end)
        is_said = sum(words.is_word(index) for index in places) > FEW_WORDS
        known = is_said and not any(words.tagged.at(index, *_SOUGHT) for index in places)
        words.asking[span.start] = known
    return known


def _called_off(pieces: Sequence[Piece], words: Words) -> set[int]:
    """Indices of what stands behind "not", "instead of", "forget": a day, both ends of a range, a span, a length."""
    found: set[int] = set()
    for index, piece in enumerate(pieces):
        if not (isinstance(piece, Cue) and (piece.what in ("negated", "limit") or _is_no(piece, words))):
            continue
        if _is_postposed(index, pieces, words):
            is_followed = any(isinstance(later, Following) for later in pieces[index : index + _FOLLOWED])
            found |= set() if is_followed else {index - 1, *_first_end(index - 1, pieces)}
            continue
        if piece.what == "correct":
            continue
        at = _behind_between(index + 1, pieces, words)
        if any(isinstance(later, Following) for later in pieces[at : at + _FOLLOWED]):
            continue  # "not this weekend, the next one" counts from it
        if piece.what == "limit" and (_other_end(at, pieces) or _is_leaving(index, pieces)):
            continue  # "after somewhere 9-16 Aug", "out by the 14th"
        if at < len(pieces) and isinstance(pieces[at], (Mention, Stretch, Length)):
            found |= {at, *_other_end(at, pieces)}
    return found


def _behind_between(index: int, pieces: Sequence[Piece], words: Words) -> int:
    """Behind words that may stand between "not" and its day: "not from the 5th", "the arrival is not the 10th", "not
    starting on a Sunday", "we don't arrive on the 10th, we arrive on the 12th"."""
    at, verb = index, None
    while at < len(pieces) and isinstance(cue := pieces[at], Cue):
        is_copula = words.item(cue.start, "copula") is not None or (cue.what == "to" and words.language == "pt")
        if cue.what in _VERBS and not is_copula:
            verb = cue.what
        elif not is_copula and cue.what not in _BETWEEN - {"comma"}:
            break
        at += 1
    day = pieces[at] if at < len(pieces) else None
    is_weekday = isinstance(day, Mention) and day.kind == "weekday"
    return at if verb is None or is_weekday or _is_put_right(at, verb, pieces) else index


def _is_put_right(index: int, verb: str, pieces: Sequence[Piece]) -> bool:
    """Whether another day follows in the sentence, with the verb of the day before it or with none."""
    if not isinstance(pieces[index] if index < len(pieces) else None, Mention):
        return False
    cues: set[str] = set()
    for piece in pieces[index + 1 :]:
        if isinstance(piece, Mention):
            return bool(cues & {"comma", "correct"}) and not cues & ({"arrive", "leave", *_JOINTS} - {verb})
        if not isinstance(piece, Cue) or piece.what == "stop":
            return False
        cues.add(piece.what)
    return False


def _is_no(cue: Cue, words: Words) -> bool:
    """A plain "no" that elsewhere only corrects: "il 12 no, il 13"."""
    return cue.what == "correct" and words.text(cue.start).lower() in _NO and cue.end - cue.start == 1


def _is_postposed(index: int, pieces: Sequence[Piece], words: Words) -> bool:
    """ "La primera semana no, que hay cole": the word stands behind what it denies, and ends that."""
    cue, before = pieces[index], pieces[index - 1] if index else None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    is_end = after is None or (isinstance(after, Cue) and after.what in ("comma", "stop", "because"))
    is_short = isinstance(cue, Cue) and cue.end - cue.start == 1 and (cue.what == "negated" or _is_no(cue, words))
    return is_short and is_end and isinstance(before, (Mention, Stretch)) and before.end == cue.start


def _first_end(index: int, pieces: Sequence[Piece]) -> set[int]:
    """The first end of a range whose second stands at `index`."""
    return {index - 2} if _is_joined(index, index - 1, pieces) else set()


def _is_leaving(index: int, pieces: Sequence[Piece]) -> bool:
    before = pieces[index - 1] if index else None
    return isinstance(before, Cue) and before.what == "leave"


def _other_end(index: int, pieces: Sequence[Piece]) -> set[int]:
    """The second end of a range whose first stands at `index`."""
    return {index + 2} if _is_joined(index, index + 1, pieces) else set()
