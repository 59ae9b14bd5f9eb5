"""Which kind of accommodation the guest wants."""

from __future__ import annotations

import re

from bot.types import IntentChange
from bot.words.folding import fold

_ARTICLE = (
    r"(?:\b(?:an?|one|any|some|the|entire|whole|\d++|holiday|vacation|beach|private|big|small|large|"
    r"little|nice|cheap|cosy|cozy|"
    r"un[ao]?|unos|unas|alguna?|el|la|gran|bonit[ao]|um|uma|alguma?|o|a|une|des|la|le|l'|d'|grande?|"
    r"petite?|jolie|eine?[nrms]?|das|die|"
    r"ganze[ns]?|grosse[ns]?|kleine[ns]?|schone[ns]?|un'|uno|qualche|dell[ao]|delle|degli|bell[ao]|"
    r"rent|book|need|want|prefer|stay|reserve|like|find|for|alquilar|busco|buscamos|quiero|queremos|reservar|necesito|"
    r"preferi(?:mos|ria)|prefiero|mejor|alugar|procuro|quero|queremos|louer|cherch\w+|voudr\w+|"
    r"suche\w*|miete\w*|brauch\w*|affitt\w+|cerc\w+|"
    r"vorrei|vorremmo|in|de|di|per|por|para|pour|fur|or|o|oder|ou|y|e)[ -]?|(?:^|[,;:(])\W{0,8})"
)
# Most specific first: a studio apartment is a studio, a penthouse suite a penthouse.
_TYPES = (
    ("penthouse", r"penthouses?|aticos?|attic[oi]\b|coberturas?|dachgeschosswohnung|dachwohnung"),
    ("studio", r"studio(?:s| (?:flat|apartment)s?)?|estudios?|monolocal[ei]|einzimmerwohnung|loft|kitnet|t0"),
    ("suite", r"suites?|suiten"),
    (
        "cabin",
        r"(?:log )?cabins?|bungalows?|cabanas?|hutten?|blockhaus|bait[ae]|cabanes?|(?:mountain |ski "
        r")?lodges?|chalets?|chales?",
    ),
    (
        "apartment",
        r"apartments?|apartaments?|flats?|condos?|apartamentos?|departamentos?|depto|pisos?(?! \d)|"
        r"apartamento|appartements?|apparts?|"
        r"(?:ferien)?wohnung(?:en)?|fewo|appartament[oi]|bilocal[ei]|trilocal[ei]",
    ),
    (
        "house",
        r"(?:(?:holiday|vacation|beach|country|town|whole|entire|summer)[ -]?)?(?:houses?|homes?)(?! "
        r"?keep|warm)|villas?|cottages?|"
        r"townhouses?|casas?|casitas?|chalet|fincas?|masias?|vivendas?|moradias?|sitios? inteiro|maisons?|gites?|"
        r"(?:ferien|land|strand)?haus(?:er)?|villen|case vacanz[ae]|casa|casale|vill[ae]",
    ),
    (
        "room",
        r"(?:(?:single|double|twin|triple|quad|family|standard|superior|deluxe|king|queen|guest|private|"
        r"hotel|cheapest|free|nice|spare)[ -]?){0,6}rooms?|"
        r"habitacion(?:es)?|cuartos?|quartos?|chambres?|camer[ae]|stanz[ae]|(?:doppel|einzel|familien|"
        r"zweibett)?zimmern?|"
        r"(?:individual|doble|matrimonial|familiar)(?= ?(?:$|[.,!?]))",
    ),
)
_NOT_WANTED = (
    r"\b(?:not|no|don'?t want|instead of|rather than|sin|en vez de|en lugar de|pas|"
    r"kein(?:e[nrms]?)?|nicht|non|nao|em vez de|au lieu d['e]|statt|anziche|invece di)\s*+(?:an?|"
    r"the|in|una?|un'|de|d'|une|eine?[nrms]?|uma?|la|el)?\s*+"
)
_NOT_LODGING = (
    r"(?! ?(?:service|rate|price|key|number|temperature|cleaning|type|dinner|de banho|de bano|da "
    r"bagno|party|rules|food|music|at |"
    r"con desayuno gratis|del arbol|tipo))"
)
_PATTERNS = tuple(
    (
        kind,
        re.compile(rf"{_ARTICLE}(?:\w++ )?(?P<word>(?:{words}))\b{_NOT_LODGING}"),
        re.compile(rf"{_NOT_WANTED}(?:{words})\b"),
    )
    for kind, words in _TYPES
)
_ABOUT_MINE = re.compile(
    r"\b(?:my|our|the|mi|nuestra|meine?m?|ma|mia|minha|current|same|in|to|of|from) (?:room|habitacion|"
    r"zimmer|chambre|camera|quarto|house|casa|home)\b"
)
_GUEST_HOUSE = re.compile(
    r"\b(?:guest ?houses?|guest ?room|casas? (?:rural(?:es)? de)|open house|house ?keeping|at home|"
    r"go(?:ing)? home|home from|house of|casa de (?:mi|mis|un))\b"
)


def read_type(text: str) -> IntentChange:
    """The type that the message (as written) asks for; two different ones, or none, leave it open.

    "A room" counts only when no other kind is named: guests say it of anything with a bed.
    """
    plain = _ABOUT_MINE.sub(" ", _GUEST_HOUSE.sub(" ", fold(text)))
    kinds: list[str] = []
    for kind, wanted, refused in _PATTERNS:
        plain = refused.sub(" ", plain)
        if wanted.search(plain):
            kinds.append(kind)
            plain = re.sub(rf"\b(?:{dict(_TYPES)[kind]})\b(?: (?:apartment|flat|suite|room))?", " ", plain)
    if len(kinds) > 1 and "room" in kinds:
        kinds.remove("room")
    return IntentChange(accommodation_type=kinds[0]) if len(kinds) == 1 else IntentChange()
