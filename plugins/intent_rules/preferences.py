"""What the guest needs of the place, as ids of bot.words.features. Questions and refusals are not needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from bot.types import Intent, IntentChange
from bot.words.feature_words import PATTERNS
from bot.words.features import FEATURES
from bot.words.folding import fold
from plugins.intent_rules.behind import behind

_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in PATTERNS.values()))
_ADJECTIVES = ("beach", "quiet", "central", "sea_view", "mountain_view", "lake")  # "a quiet house by the sea"
_CLAUSE = re.compile(r"[^.;!?]+[.;!?]*")
MAX_NAMED = 8  # times that one clause names a feature: what it says of it, it has said by then

_NEED = re.compile(
    r"\b(?:with|w/|need\w*|want\w*|wanna|looking for|look for|searching|prefer\w*|must|should|like to "
    r"have|would like|'d like|like|important|require\w*|include\w*|including|offers?|has|have|having|"
    r"allow\w*|accept\w*|permit\w*|"
    r"as long as|provid\w+|got to|ideally|essential|bring\w*|travel\w*|coming|take|plus|and|for (?:my|our)|"
    r"con|quiero|queremos|quisiera\w*|necesit\w+|busc\w+|prefer\w+|importante|que (?:tenga|tengan|"
    r"incluya|admita\w*|acepte\w*|sea|este|permita\w*|haya)|llev\w+|traig\w*|traemos|viaj\w+|"
    r"imprescindible|incluid[oa]|"
    r"com|quero|precis\w+|procur\w+|que (?:aceite\w*|permita\w*|tenha|inclua|seja)|lev\w+|gostaria\w*|"
    r"avec|veux|voulons|voudr\w+|besoin|cherch\w+|souhait\w+|faut|acceptant|qui accept\w+|"
    r"mit|brauch\w+|mocht\w+|such\w+|wollen|will|wunsch\w+|hatten? gern\w*|wichtig|sollte|muss|inklusive|"
    r"vorrei|vorremmo|bisogno|serve|cerc\w+|vogli\w+|desider\w+|che (?:accett\w+|abbia|sia|ammett\w+)|"
    r"portiamo|porto|indispensabile)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|y|e|et|und|ok|okay|hi|hello|hola|great|thanks|please|also|so|yes|no|cool|perfect|"
    r"sounds good)[ ,]+){0,6}(?:do(?:es)? (?:you|u|they|it|the|this|that)\b|is there|are there|is (?:it|the|"
    r"this|that)|are (?:pets|the|they|dogs)|"
    r"has it|have you got|(?:can|could) (?:i|we|you)(?! (?:please |also |maybe )?(?:find|look|search|"
    r"book|get|show|help|recommend|suggest|reserve)\b)|what|how|where|when|why|which|who|may i|any|"
    r"(?:y )?(?:hay|tien(?:e|en|es)|teneis|disponen|dispone|cuenta|se puede|se admiten|admiten|puedo|"
    r"podemos|es|esta|incluye|aceptan|cuanto|como|donde|permiten)\b|"
    r"(?:ha|tem|existe|ha|aceitam|pode|posso|inclui|quanto|onde)\b|(?:y a-t-il|il y a|avez[- ]vous|"
    r"est-ce qu|vous (?:avez|acceptez|admettez|autorisez)|acceptez|peut-on|ou|combien|comment|puis-je)|"
    r"(?:gibt es|haben sie|hat (?:die|das|der|es)|ist (?:das|die|der|es)|darf|kann|sind|wie|wo|was)\b|"
    r"(?:c'e|ci sono|avete|ha|accettate|si puo|posso|dove|quanto|come)\b)"
)
_PLACE = re.compile(
    r"\b(?:rooms?|apartments?|flats?|houses?|hotels?|villas?|places?|suites?|studios?|cabins?|"
    r"somewhere|anything|one|something|ones|guest ?houses?|habitacion(?:es)?|apartamentos?|pisos?|"
    r"casas?|"
    r"algo|alojamientos?|quartos?|chambres?|appartements?|maisons?|quelque chose|zimmer|"
    r"wohnung(?:en)?|ferienwohnung(?:en)?|haus|etwas|camer[ae]|appartament[oi]|cas[ae]|qualcosa|"
    r"unterkunft)\b"
)
_REFUSED = re.compile(
    r"(?:\bno need (?:for|of)|\b(?:do|does|did|would|will|is|are|wo)(?: not|n'?t) (?:need|want|"
    r"require|care|have to|matter|necessary)[^,.;]{0,80}?|\bwithout|\bno|\bnot(?: a| need| in| looking "
    r"for)?|\bnon-?|"
    r"\bsin|\bno (?:necesit\w+|quier\w+|hace falta|nos hace falta|importa|me importa|me hace "
    r"falta)[^,.;]{0,80}?|\bsem|\bnao|\bnao (?:precis\w+|quer\w+|e preciso)[^,.;]{0,80}?|"
    r"\bsans|\bpas (?:besoin )?(?:de|d')|\bohne|\bkein(?:e[nrms]?)?|\bbrauch\w+ (?:wir |ich )?kein\w*|"
    r"\bnicht|\bsenza|\bnon (?:serve|ci serve|mi serve|abbiamo bisogno|voglio|vogliamo|ho "
    r"bisogno)[^,.;]{0,80}?)"
    r"\W{0,4}(?:a|an|any|the|un|una|el|la|de|um|uma|d'|de la|du|le|eine?n?|il|lo|di|our|my|free|private)?\W{0,4}"
    r"(?:\w+ (?:or|o|ou|oder|ni|nor) )?$"  # "without terrace or balcony"
)
_REFUSED_AFTER = re.compile(
    r"^\W*(?:is |are |es |e |ist |isn'?t |)?(?:not |no |n'?t |nicht |non )(?:needed|necessary|"
    r"required|important|a must|hace falta|necesari\w+|notig|wichtig|necessari\w+|important)|"
    r"^\W*(?:does|doesn'?t|don'?t) (?:not )?(?:matter|need)"
)
_BROKEN = re.compile(
    r"\b(?:broken|not working|doesn'?t work|isn'?t working|dead|down|stuck|slow|so bad|bad|stopped|"
    r"problem|issue|no funciona|roto|lento|nao funciona|ne (?:marche|fonctionne)|kaputt|funktioniert "
    r"nicht|"
    r"non funziona|rotto|in my room|since|password|connect|lost|(?:price|cost) (?:of|for)|hours?|opening|open|closed|"
    r"menu|deliver\w*|send|bring (?:us|me)|limit|allowed to|session|appointment)\b"
)
_WONDERS = re.compile(
    r"(?<!only )\b(?:if|whether)\b(?! possible| you)[^,]*$|\b(?:si (?:tiene|hay|admite|"
    r"acepta)\w*|ob es)\b[^,]*$"
)
_OF_ONE_PLACE = re.compile(r"\b(?:do(?:es)?|has|have|is) (?:it|they|the|this|that|your)\b")
_COMPANION = re.compile(
    r"\b(?:my|our|a|an|the|two|\d|mi|mis|nuestr[oa]s?|un|una|dos|mon|notre|nos|meine?[nm]?|"
    r"unsere?[nm]?|einen?|il|mio|nostro|meu|nosso|um|o|al|con|com|avec|mit|with|small|little|couple "
    r"of|deux|zwei|due|dois)\W{1,4}(?:\w+ ){0,2}$"
)


def read_preferences(text: str, intent: Intent) -> IntentChange:
    """The whole new list of needs, when the message (as written) adds one or takes one back."""
    wanted, refused = _needs(fold(text))
    kept = tuple(id_ for id_ in intent.preferences if id_ not in refused)
    preferences = kept + tuple(feature.id for feature in FEATURES if feature.id in wanted and feature.id not in kept)
    return IntentChange(preferences=preferences) if preferences != intent.preferences else IntentChange()


def _needs(plain: str) -> tuple[set[str], set[str]]:
    wanted: set[str] = set()
    refused: set[str] = set()
    for text in _CLAUSE.findall(plain):
        named = _named(text) if _ANY.search(text) else []
        clause = _clause(text) if named else None
        for id_, start, end in named:
            if _REFUSED.search(behind(text, start) + " ") or _REFUSED_AFTER.match(text[end:]):
                refused.add(id_)
            elif clause and _is_need(clause, id_, start):
                wanted.add(id_)
    return wanted, refused - wanted


@dataclass(frozen=True, slots=True)
class _Clause:
    """What the whole of a clause says, read once for all that it names."""

    text: str
    is_of_broken: bool
    asks: bool
    has_place: bool
    is_short: bool


def _clause(text: str) -> _Clause:
    return _Clause(
        text,
        is_of_broken=_BROKEN.search(text) is not None,
        asks=_ASKS.search(text) is not None,
        has_place=_PLACE.search(text) is not None,
        is_short=len(text.split()) <= 5,
    )


def _named(clause: str) -> list[tuple[str, int, int]]:
    """The features named, each stretch of words standing for one: "sea view" is no "sea"."""
    named: list[tuple[str, int, int]] = []
    taken = bytearray(len(clause))
    for id_, pattern in PATTERNS.items():
        for match in islice(pattern.finditer(clause), MAX_NAMED):
            start, end = match.span()
            if start < end and not any(taken[start:end]):
                named.append((id_, start, end))
                taken[start:end] = b"x" * (end - start)
    return named


def _is_need(clause: _Clause, id_: str, start: int) -> bool:
    before = behind(clause.text, start) + " "
    if clause.is_of_broken:
        return False
    if id_ == "pets" and not clause.asks and _COMPANION.search(before):
        return True
    if _WONDERS.search(before):
        return False
    if clause.asks:  # "do you have a pool?" asks about the place; "do you have rooms with a pool?" wants one
        place = _PLACE.search(before)
        return bool(place and _NEED.search(before[place.end() :]) and not _OF_ONE_PLACE.search(before))
    if id_ in _ADJECTIVES and clause.has_place:
        return True
    if "?" in clause.text and not _NEED.search(before):
        return False
    return (
        bool(_NEED.search(before))
        or clause.is_short
        or bool(
            re.search(
                r"\b(?:important|importante|required|needed|necessary|a must|would be|imprescindible|"
                r"wichtig|necessari[oa]|please|por favor|pls|plz|allowed|welcome|included|if possible|si es "
                r"posible|se possibile|wenn moglich|si possible)\b",
                clause.text[start:],
            )
        )
    )
