"""A guest's words in canonical form: digits for number words, one token for each thing the rules know.

"Llegamos el quince de agosto, 2 adultos" becomes "ARRIVE THE 15 OF M08 , 2 ADULT": the rules are then written once
for all languages. Words that no table knows stay as they are, lowercase without accents.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module

from text_to_num import alpha2digit

from bot.words.folding import fold, spell
from plugins.intent_rules.masks import masked_after_names, masked_before_names
from plugins.intent_rules.month_names import tokens_for_names

LANGUAGES = ("en", "es", "pt", "fr", "de", "it")

# What text2num does not know or would misread; Portuguese weekdays are ordinals to it.
_RESPELL = {
    "en": {r"half a dozen": "6", r"a dozen": "12"},
    "es": {r"unos|unas": "aproximadamente", r"veintidos": "22", r"veintitres": "23", r"veintiseis": "26"},
    "fr": {r"huit jours": "1 semaine", r"quinze jours": "quinzaine"},
    "de": {
        r"(\d{1,2}|zwei|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht)[- ]?k(?:ö|oe)pfige[nrms]?": r"\1 personen",
        r"fuenf": "5",
        r"zwoelf": "12",
        r"fuenfzehn": "15",
    },
    "it": {},
    "pt": {
        r"(?<=\d )dez|(?<=\d de )dez|(?<=\d/)dez": "dezembro",
        r"quarto(?! de (?:jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez))": "aposento",
        r"segunda[- ]feira": "W0",
        r"ter[cç]a(?:[- ]feira)?": "W1",
        r"quarta[- ]feira": "W2",
        r"quinta[- ]feira": "W3",
        r"sexta[- ]feira": "W4",
        r"sexta(?! (?:semana|vez|noite))": "W4",
        # "a segunda" alone is the second one; on, of and until a day it is Monday
        r"(?:(?<=[nd]a )|(?<=at[eé] a )|(?<=W\d a )|(?<=s[aá]bado a )|(?<=domingo a ))segunda"
        r"(?! (?:semana|vez|quinzena))": "W0",
        r"(?<=[nd]a )quarta(?! (?:semana|vez))": "W2",
        r"(?<=[nd]a )quinta(?! (?:semana|vez))": "W3",
        r"(?<=[ée] )(?:à|a) (quarta|quinta)": "a W2",
        r"segunda(?= (?:a|à|até) (?:ter|qua|qui|sex|sáb|sab|dom|W))": "W0",
        r"segunda(?= (?:dia )?\d{1,2}\b(?! (?:noite|pessoa|adulto|dia)))": "W0",
        r"quarta(?= (?:dia )?\d{1,2}\b(?! (?:noite|pessoa|adulto|dia)))": "W2",
        r"quinta(?= (?:dia )?\d{1,2}\b(?! (?:noite|pessoa|adulto|dia)))": "W3",
        r"quarta(?= (?:a|à|até) (?:qui|sex|sáb|sab|dom|W))": "W2",
        r"quinta(?= (?:a|à|até) (?:sex|sáb|sab|dom|seg|W))": "W3",
    },
}
_SENTENCE_STARTS = "wir|ich|danke|das|es|und (?:wir|ich)|die|haben|gibt|bitte|mit|vom|am|ab|von"  # after "4." no day
# "15/8-20/8", "6.6.-9.6.": the hyphen joins two dates.
_DATES_TOUCHING = re.compile(r"\b(\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\.?\s*-\s*(?=\d{1,2}[/.]\d{1,2})")
# "10.-17.8.", "10-17/8": two days of one month.
_DAYS_OF_ONE_MONTH = re.compile(
    r"(?<![\d/.,-])(?<![\d/.,-] )\b(\d{1,2})\.?\s*[-–]\s*"
    r"(?=\d{1,2}[/.]\d{1,2}(?!\d)(?:[/.]\d{2,4})?(?!\d|[.,]\d| ?[€$£]))"
)
# "Guests: 3" as in a form.
_FORM_FIELD = re.compile(r"\b(PERSON|ADULT|CHILD|CHILDREN|NIGHT) ?: ?(\d{1,2})\b(?![/.-]\d)")
# Children without a number are counted only in the singular ("my son and my daughter").
_PLURAL = {
    "en": re.compile(r"s$|ren$|umans$"),
    "es": re.compile(r"s$"),
    "pt": re.compile(r"s$"),
    "fr": re.compile(r"(?<!fil)s$|x$"),
    "de": re.compile(r"kinder|babys|kids|jungs|sohne|tochtern|madchen|enkelkinder|jugendliche|kleinen?$|e$"),
    "it": re.compile(r"(?<!minor)(?<!minorenn)[ie]$"),
}


@lru_cache(maxsize=4096)
def canonical(text: str, language: str) -> str:
    """The canonical form of `text` read as `language` (one of LANGUAGES)."""
    plain = masked_before_names(_with_digits(text, language))
    plain = masked_after_names(re.sub(r"\bw([0-6])\b", r"W\1", tokens_for_names(plain, language)))
    pattern, tokens = _vocabulary(language)

    def token(match: re.Match[str]) -> str:
        name = tokens[int((match.lastgroup or "t0")[1:])]
        return " CHILDREN " if name == "CHILD" and _PLURAL[language].search(match.group(0)) else f" {name} "

    tokenised = pattern.sub(token, plain)
    spaced = " ".join(re.sub(r"(?<!\d)([.,;!?()])|([.,;!?()])(?!\d)", r" \1\2 ", tokenised).split())
    return _FORM_FIELD.sub(r"\2 \1", spaced)


def _with_digits(text: str, language: str) -> str:
    """Folded text with digits. Ordinals are marked: `#` written with a digit, a day when it stands where days stand,
    `~` spelled out, so perhaps no day ("the second one"), `^` feminine, which counts weeks and never days."""
    spelled = re.sub(r"\b(\d{1,2})(?: ?(?:st|nd|rd|th)\b|er\b|º|°)", r"\1#", spell(text))
    spelled = _DAYS_OF_ONE_MONTH.sub(r"\1# - ", _DATES_TOUCHING.sub(r"\1 - ", spelled))
    if language == "de":
        spelled = re.sub(r"\b(am|vom|zum|den|der|dem|ab|bis|und|-) (\d{1,2})\.(?! ?\d\d?\b)", r"\1 \2#", spelled)
        spelled = re.sub(rf"\b(\d{{1,2}})\.(?= ?(?:[a-zä-]|$))(?! (?:{_SENTENCE_STARTS})\b)", r"\1#", spelled)
    for word, plain in _RESPELL[language].items():
        spelled = re.sub(rf"\b(?:{word})\b", plain, spelled)
    digits = alpha2digit(spelled, language, threshold=0)
    digits = re.sub(r"\b(\d{1,2})(?:(?:st|nd|rd|th|[eè]me|er)\b|º|°)", r"\1~", digits)
    if language == "de":
        digits = re.sub(rf"\b(\d{{1,2}})\.(?= [a-zäw])(?! (?:{_SENTENCE_STARTS})\b)", r"\1~", digits)
    digits = re.sub(r"\b(\d{1,2})ª", r"\1^", digits)
    return fold(digits)


@cache
def _vocabulary(language: str) -> tuple[re.Pattern[str], list[str]]:
    table: str = import_module(f"plugins.intent_rules.words.{language}").TABLE
    tokens: list[str] = []
    groups: list[str] = []
    for line in table.strip().replace("\n|", " |").splitlines():
        token, _, phrases = line.partition(":")
        groups.append(f"(?P<t{len(tokens)}>{'|'.join(phrase.strip() for phrase in phrases.split(' | '))})")
        tokens.append(token.strip())
    # a digit may touch the word after it ("3nights"), an apostrophe ends a word ("l'11")
    return re.compile(rf"(?:\b|(?<=\d)(?=[a-z])|(?=[&+]))(?:{'|'.join(groups)})(?:(?<=['&+])|(?![A-Za-z_0-9]))"), tokens
