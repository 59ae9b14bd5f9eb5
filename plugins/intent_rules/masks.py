"""Numbers that are neither dates nor counts of guests and nights: times of day, phones, ages, stars, rooms.

Each is replaced by a token that no rule reads as a number.
"""

from __future__ import annotations

import re

_DAYPART = (
    r"(?:in (?:the )?|de la |da |de |del |di |du |am |la |a |alla )?(?:early |late )?"
    r"(?:morning|afternoon|evening|night(?!s)|noon|manana|tarde|noche|madrugada|manha|noite|matin|soir|mattina|sera|"
    r"pomeriggio|morgens|vormittags|nachmittags|abends)\b"
)
_AMPM = r"[ap]\.? ?m\b\.?"
_NOT_A_DAY = r"(?![#~\w/.,-]| (?:of )?M\d\d|-)"
_TIMES = (
    rf"\b(?:quarter|half|\d{{1,2}}) (?:past|to) \d{{1,2}}(?: ?{_AMPM}| {_DAYPART})",
    r"\b(?:at|around|by|before|after|about|since|for) (?:quarter|half|\d{1,2}) (?:past|to) \d{1,2}(?: "
    r"?[ap]\.? ?m\b\.?)?(?![\w#~/-]| (?:of )?M\d\d)",
    r"\b(?:quarter|half) (?:past|to) \d{1,2}",
    rf"\b\d{{1,2}}(?: ?[:h] ?| )[0-5]\d ?(?:{_AMPM}| {_DAYPART})",
    r"\b\d{1,2} ?[:h] ?[0-5]\d(?: ?(?:h|hrs?|uhr|horas?))?\b",
    r"\b(?:at|since|for|to|until|till) \d{1,2} [0-5]\d(?![\w#~/.-]| (?:M\d\d|people|persons|guests|adults|nights))",
    rf"\b\d{{1,2}}(?:[.,]\d\d)? ?(?:{_AMPM}|o'?clock\b|hrs?\b|uhr\b|h\b|heures?\b|horas\b)",
    rf"\b\d{{1,2}} (?!night|noche|noite|noon|manana|sera\b){_DAYPART}",
    r"\b\d{1,3} (?:hours?|minutes?|mins?|horas?|minutos?|heures?|stunden?|minuten?|or[ae]|minut[oi])\b",
    rf"\bat (?:around |about )?\d{{1,2}}{_NOT_A_DAY}(?! (?:pounds|euros?|dollars|gbp|usd|eur|a night|per|the))",
    rf"\b(?:later|earlier) than \d{{1,2}}{_NOT_A_DAY}",
    r"\ba las? \d{1,2}(?: y media| y cuarto| menos cuarto)?(?![\w/-])",
    r"\b(?:alle|verso le|dopo le) (?:ore )?\d{1,2}\b",
    r"\bas \d{1,2}(?: e meia)?\b(?! (?:de )?M\d\d)",
    r"\b(?:um|gegen|nach) \d{1,2}(?![\w#.])(?= ?(?:$|[,;!?]|an\b|ein|aus))",
)
_TIME = re.compile("|".join(_TIMES))
_CONTACT = re.compile(
    r"(?<!\S)\S+@\S+|https?://\S+|www\.\S+|\+\d[\d ().-]{6,}\d|\b\d{3}[ .-]\d{3}[ .-]\d{2,4}\b|\b\d{7,}\b|"
    r"\b0\d{2,4}[ -]\d{5,}\b"
)
_LIST = r"\d{1,2}(?:(?: ?, ?| ?& ?| (?:and|y|et|und|e|ed|or|o) )\d{1,2}){0,6}"
_AGE = re.compile(
    rf"\b(?:aged?|ages)(?: of)? {_LIST}|\({_LIST} ?(?:anos|ans|jahre|anni)?\)"
    rf"|(?:\b(?:de|di|von|ages?) )?\b{_LIST}[ -]?(?:years?|yrs?|yo|y/o|months?|meses|mesi|mois|"
    rf"monate?)[ -](?:of age|olds?)\b"
    rf"|(?:\b(?:de|di|von|ages? de|von|im alter von) )?\b{_LIST} (?:anos?(?: de (?:edad|idade))?|ans|"
    rf"jahren?(?: alt)?|anni|yo)\b"
)
_STARS = re.compile(
    r"\b\d(?:[.,]\d)? ?-? ?(?:stars?|estrellas?|etoiles?|sterne?|stell[ae]|estrelas?)\b"
    r"|\b(?:rated|rating(?: of| is)?|stars? (?:rating )?of|stars? is|review of|score of)(?: at least)? \d[\d.]*"
    r"|\b\d\.\d(?: or (?:higher|more|better|above))"
)
_BEDS = (
    r"(?:bed(?:room)?s?|bath(?:room)?s?|dormitorios?|schlafzimmern?|camas?|banos?|lits?|betten|lett[oi]|bedded|"
    r"rooms?|habitacion(?:es)?|chambres?|camer[ae]|stanz[ae]|quartos?|aposentos?|(?:doppel|einzel|"
    r"familien)?zimmern?|apartments?|units?|"
    r"houses?|flats?|apartamentos?)"
)
_ROOMS = re.compile(
    rf"\b(?:\d{{1,2}}|one|an?)(?: |-)(?:(?!(?:of|to|and|or|for|en|de|y|et|und|e|people|persons?|"
    rf"guests?|adults?|nights?|kids|for)\b)"
    rf"[a-z]+ ){{0,2}}{_BEDS}\b"
    r"|\b(?:room|table|habitacion|zimmer|chambre|camera|quarto) (?:number |no\.? |num\.? |nr\.? )\d{1,4}\b"
    r"|\b(?:room|habitacion|zimmer|chambre|camera|quarto) \d{3,4}\b"
)


def masked_before_names(plain: str) -> str:
    """Hide contacts, ages and stars in folded text."""
    return _STARS.sub(" STAR ", _AGE.sub(" AGE ", _CONTACT.sub(" ", plain)))


def masked_after_names(plain: str) -> str:
    """Hide times of day and numbers of rooms, once month names are tokens ("10 to 20 M08" is no time)."""
    return _ROOMS.sub(" ROOM ", _TIME.sub(" TIME ", plain))
