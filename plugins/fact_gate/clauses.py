"""A sentence's parts, each of which may make claims of its own, with what each claims."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.fact_gate.claims import ANY, claims_of

MIN_WORDS = 3  # fewer are not read alone: they claim what their sentence claims
MIN_SENTENCE_WORDS = 3  # "you're welcome" claims nothing
MAX_PIECES = 12  # of a sentence; what is left is read as one
CERTAIN, CLEAR, PLAIN, LIKELY, BORNE_OUT, POSSIBLE = 0.93, 0.85, 0.8, 0.5, 0.4, 0.25
LEAD_WORDS = 6  # that lead in what follows: "Je vous propose Casa Lorena :"
TERMS = frozenset({"price", "included", "cancellation", "payment", "hours", "rule"})
UNPROVABLE = frozenset({"done", "promise", "availability", "discount"})  # no row says so
_LINKS = (  # between clauses or the members of a list; "è" is no "e"
    "and|but|so|while|whereas|although|y|e|ed|pero|mientras|aunque|mas|porém|enquanto|et|mais|tandis que|und|aber|"
    "während|ma|però|mentre|sowie|or|oder|ou"
)
_BREAK = re.compile(rf"[,;:](?=\s)|\s[-–—]+\s|[()]|(?<=\s)(?:{_LINKS})(?=\s)(?!\s+\d)", re.IGNORECASE)
_WORD = re.compile(r"\w+|¤+")
NAME = "¤"
A_NAME = "Casa Lorena"  # what a home is called says nothing: "Detached villa near the beach"
_NAMES = re.compile(f"{NAME}+")


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] of a sentence, and the claims it makes with their probabilities."""

    start: int
    end: int
    claims: Mapping[str, float]


def texts_of(sentence: str) -> list[str]:
    """What is to be encoded of a sentence: itself, and its parts that are long enough.

    Args:
        sentence: with NAME for every letter of a home's name.
    """
    places = _places(sentence)
    parts = [sentence[a:b] for a, b in places if len(places) > 1 and _is_long(sentence[a:b])]
    return [_NAMES.sub(A_NAME, text) for text in (sentence, *parts)]


def read(sentence: str) -> tuple[Mapping[str, float], list[Piece]]:
    """The claims of the whole sentence, and its parts with theirs.

    Args:
        sentence: as `texts_of` has it.
    """
    texts = texts_of(sentence)
    known = dict(zip(texts, claims_of(texts), strict=True))
    whole_shares = known[_NAMES.sub(A_NAME, sentence)]
    if len(_WORD.findall(sentence)) < MIN_SENTENCE_WORDS:
        return {}, []
    whole = _borne_by(_made(whole_shares), sentence)
    pieces = []
    for start, end in _places(sentence):
        text = sentence[start:end]
        claims = _of_piece(known.get(_NAMES.sub(A_NAME, text)), whole_shares, whole)
        pieces.append(Piece(start, end, _borne_by(claims, text)))
    long = [piece for piece in pieces if _is_long(sentence[piece.start : piece.end])]
    lost = {claim: share for claim, share in whole.items() if not any(claim in piece.claims for piece in long)}
    if not any(piece.claims for piece in long) or UNPROVABLE & set(lost):
        pieces.append(Piece(0, len(sentence), lost))
    return whole, pieces


def _of_piece(
    shares: Mapping[str, float] | None, sentence: Mapping[str, float], whole: Mapping[str, float]
) -> Mapping[str, float]:
    """A part's claims, as far as its sentence bears them out: parts alone are easily misread."""
    if shares is None:
        return whole
    found = {
        claim: share
        for claim, share in _made(shares).items()
        if sentence[claim] >= (BORNE_OUT if claim in UNPROVABLE else POSSIBLE)
        or (share >= CERTAIN and claim not in UNPROVABLE)
    }
    return found or ({"amenity": LIKELY} if sentence[ANY] >= LIKELY else {})


def _borne_by(claims: Mapping[str, float], text: str) -> Mapping[str, float]:
    """A few words are easily taken for a deed or a promise: "Te sugiero Casa Lorena"."""
    words, leads_in = len(_WORD.findall(text)), text.rstrip().endswith(":")
    if leads_in:
        claims = {claim: share for claim, share in claims.items() if claim in UNPROVABLE | TERMS} or (
            {"amenity": LIKELY} if claims else {}
        )
    if words > (LEAD_WORDS if leads_in else MIN_WORDS):
        return claims
    floor = CERTAIN if leads_in else PLAIN
    return {claim: share for claim, share in claims.items() if claim not in UNPROVABLE or share >= floor}


def _made(shares: Mapping[str, float]) -> dict[str, float]:
    """The claims that are likely made; the likeliest where one is made and none stands out."""
    found = {claim: share for claim, share in shares.items() if claim != ANY and share >= LIKELY}
    if not found and shares[ANY] >= LIKELY:
        claim = max((claim for claim in shares if claim != ANY), key=lambda claim: shares[claim])
        found = {claim: shares[claim]}
    if shares[ANY] >= POSSIBLE:
        return found or {"amenity": LIKELY}  # what things it names is looked at, if nothing else
    return {claim: share for claim, share in found.items() if share >= (PLAIN if claim in UNPROVABLE else CLEAR)}


def _places(sentence: str) -> Sequence[tuple[int, int]]:
    starts = [0]
    for match in _BREAK.finditer(sentence):
        if len(starts) < MAX_PIECES and _WORD.search(sentence[starts[-1] : match.start()]):
            starts.append(match.end() if match.group() in ",;:()" else match.start())
    ends = [*starts[1:], len(sentence)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if _WORD.search(sentence[start:end])] or [
        (0, len(sentence))
    ]


def _is_long(text: str) -> bool:
    return len(_WORD.findall(text)) >= MIN_WORDS
