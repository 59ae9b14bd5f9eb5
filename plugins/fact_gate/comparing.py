"""Comparisons of two homes, or of one with all that were found: computed from their rows and quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from bot.offers.cards import from_price
from plugins.fact_gate.claims import vectors
from plugins.fact_gate.facts import UnitFacts
from plugins.fact_gate.sentence import Sentence

MARGIN = 0.06  # in likeness to its name, by which a home must be nearer than the others to be meant
MIN_NAME_WORDS = 2
_THAN = frozenset("than que do da del as als di della de du".split())
Value = Callable[[UnitFacts], Decimal | None]


def _price(home: UnitFacts) -> Decimal | None:
    totals = [quote.total for quote in home.quotes]
    return max(totals) if totals else from_price(home.unit)


def _rating(home: UnitFacts) -> Decimal | None:
    value = home.unit.metadata.get("rating")
    return Decimal(str(value)) if value is not None else None


def _reviews(home: UnitFacts) -> Decimal | None:
    value = home.unit.metadata.get("reviews")
    return Decimal(str(value)) if value is not None else None


def _counted(noun: str) -> Value:
    return lambda home: home.count(noun)


# What is compared, by the words for more and for less of it.
_MORE_OF = r"(?:more|mas|mais|plus de|mehr|piu)"
_LESS_OF = r"(?:fewer|less|menos|moins de|weniger|meno)"
_ROOMS = r"(?:bed ?rooms|rooms|habitaciones|dormitorios|quartos|chambres|(?:schlaf)?zimmer|camere)"
_ATTRIBUTES: tuple[tuple[tuple[Value, ...], str, str], ...] = (
    ((_counted("bedrooms"),), rf"{_MORE_OF} {_ROOMS}", rf"{_LESS_OF} {_ROOMS}"),
    ((_counted("bathrooms"),), rf"{_MORE_OF} (?:bath\w*|banos|banheiros|salles de bains?|bader|badezimmer|bagni)", rf"{_LESS_OF} (?:bath\w*|banos|bagni)"),
    ((_reviews,), rf"{_MORE_OF} (?:reviews|opiniones|resenas|avaliacoes|avis|bewertungen|recensioni)", rf"{_LESS_OF} (?:reviews|opiniones|avis|recensioni)"),
    (
        (_rating,),
        r"(?:better|higher|best)[- ]rated|mejor (?:valorad|puntuad)\w+|melhor avaliad\w+|(?:mieux|meilleure?) (?:note|evalue)e?s?|besser bewertet|"
        r"(?:meglio|piu) (?:valutat|recensit|votat)\w+|(?:higher|better) (?:rating|score)|mejor nota|meilleure note|bessere (?:note|bewertung)|melhor nota|voto piu alto",
        r"(?:worse|lower)[- ]rated|peor valorad\w+|pior avaliad\w+|moins bien note\w*|schlechter bewertet|valutat\w+ peggio",
    ),
    ((_counted("guests"),), rf"{_MORE_OF} (?:people|guests|personas|pessoas|personnes|leute|personen|persone|ospiti)|sleeps more", rf"{_LESS_OF} (?:people|guests|personas|personnes|personen|persone)"),
    (
        (_price,),
        r"dearer|more expensive|pricier|costs? more|mas car[oa]s?|mais car[oa]s?|plus ch\w+|coute plus|teurer\w*|kostet mehr|piu car[oaie]|costa di piu|cuesta mas|custa mais",
        r"cheap(?:er|est)|less expensive|costs? less|mas (?:barat|economic|asequible)\w+|mais (?:barat|economic|em conta)\w*|moins cher\w*|coute moins|"
        r"(?:gunst|bill)ig(?:er|st)\w*|kostet weniger|(?:piu|meno) (?:economic|car)\w+|costa (?:di )?meno|cuesta menos|custa menos|lowest[- ]priced|lower price|best price",
    ),
    (
        (_counted("guests"), _counted("bedrooms")),
        r"(?:bigg|larg)(?:er|est)|roomier|more (?:room|space|spacious)|mas (?:grandes?|ampli\w+|espacios\w+|espacio)|maior\w*|mais espac\w+|plus (?:grande?s?|spacieu\w+|d'espace)|"
        r"gross(?:er|te)\w*|gros(?:er|te)\w*|geraumiger|mehr platz|piu (?:grand|spazios|ampi)\w+|piu spazio",
        r"small(?:er|est)|mas pequen\w+|menor\w*|plus petite?s?|klein(?:er|ste)\w*|piu piccol\w+",
    ),
)  # fmt: skip
_TABLE = [
    (values, re.compile(rf"(?<!\w)(?:{more})(?!\w)"), re.compile(rf"(?<!\w)(?:{less})(?!\w)"))
    for values, more, less in _ATTRIBUTES
]
OPINION = re.compile(
    r"(?<!\w)(?:choice|option|fit|suit\w*|pick|favou?rite|i'd|i would|recommend\w*|prefer\w*|opcion|eleccion|recomend\w*|quedaria|opcao|escolha|ficaria|choix|conseill\w*|prendrais|"
    r"wahl|empfehl\w*|nehmen|wurde|scelta|consigli\w*|prenderei|ideal\w*|perfect\w*|perfekt\w*|gut|good)(?!\w)"
)


def is_true(about: Sentence, start: int, end: int) -> bool | None:
    """Whether the rows bear a comparison out; None: nothing is compared that a row could tell."""
    text = about.text.plain
    for values, more, less in _TABLE:
        for pattern, sign in ((more, 1), (less, -1)):
            if match := pattern.search(text, start, end):
                pair = _compared(about, match)
                return pair is not None and _holds(about, *pair, values, sign)
    return None


def _holds(about: Sentence, one: UUID, others: Sequence[UUID], values: Sequence[Value], sign: int) -> bool:
    units = about.facts.units
    differ = False
    for value in values:
        mine, theirs = value(units[one]), [value(units[id_]) for id_ in others]
        if mine is None or any(each is None for each in theirs):
            return False
        steps = [(mine - each) * sign for each in theirs if each is not None]
        if any(step < 0 for step in steps):
            return False
        differ = differ or all(step > 0 for step in steps)
    if differ:
        about.facts.evidence += [units[id_].evidence("compared", one) for id_ in (one, *others)]
    return differ


def _compared(about: Sentence, match: re.Match[str]) -> tuple[UUID, list[UUID]] | None:
    """Who is more or less, and than whom."""
    named = about.named or _meant(about, match)
    ids = list(dict.fromkeys(id_ for _, id_ in named))
    before = [id_ for start, id_ in named if start < match.start()]
    if not ids:
        ids = list(about.subjects) if about.is_sure and len(about.subjects) == 1 else []
        before = ids
    if not ids:
        return None
    one = before[-1] if before else ids[-1]
    others = [id_ for id_ in (ids if len(ids) > 1 else about.facts.units) if id_ != one]
    return (one, others) if others else None


def _meant(about: Sentence, match: re.Match[str]) -> list[tuple[int, UUID]]:
    """Homes that are called by their kind or in another language: "das Boutique-Zimmer"."""
    homes = list(about.facts.units.values())
    if len(homes) < 2:
        return []
    names = vectors([home.unit.name for home in homes])
    found = []
    for start, end in ((0, match.start()), (match.end(), len(about.text.plain))):
        words = about.text.plain[start:end].split()
        if len(words) < MIN_NAME_WORDS or (start and not _THAN & set(words[:3])):
            continue
        [vector] = vectors([about.text.plain[start:end]])
        ranked = sorted(
            ((float(name @ vector), home) for name, home in zip(names, homes, strict=True)), key=lambda x: -x[0]
        )
        if ranked[0][0] - ranked[1][0] >= MARGIN:
            found.append((start, ranked[0][1].unit.unit_id))
    return found if len({id_ for _, id_ in found}) == len(found) else []
