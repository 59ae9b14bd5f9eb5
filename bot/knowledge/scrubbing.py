"""Takes out of a guest's words what tells who they are, before staff keep them as a question."""

from __future__ import annotations

import re

MAX_CHARS = 300
LEFT_OUT = "…"
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<!\S)\S*@\S*")  # e-mail addresses, and names on platforms
_TOKEN = re.compile(r"[\w-]{5,}")
_DIGITS = re.compile(r"\+?\d(?:[\d ().\u00a0/-]*\d){4,}")  # telephones, cards, passports; "3 to 9" and 2027 are none
# After these words there is a name, however it is written: up to three words, or to the next "and".
_NAMED = re.compile(
    r"\b(my name(?:'s| is)|i['’]?m called|me llamo|mi nombre es|meu nome é|chamo-me|me chamo|je m['’]appelle"
    r"|mon nom est|ich hei(?:ß|ss)e|mein name ist|mi chiamo|il mio nome è)"
    r"(?:\s+(?!(?:and|y|e|et|und|que|che)\b)[\w'’.-]+){1,3}",
    re.IGNORECASE,
)
# After these only where it is written like one.
_MAYBE_NAMED = re.compile(
    r"\b(?i:(this is|i['’]?m|soy|sou [oa]|je suis|ich bin|sono|aqui é [oa]|hier ist|c['’]est|habla|qui è))"
    r"(?:\s+(?:(?:de|da|del|della|di|von|van|la|le)\s+)?[A-ZÀ-ÖØ-Þ][\w'’-]+){2,4}"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Sr|Sra|Srta|Sig|Herr|Frau|Monsieur|Madame|M|Mme|Dr|Don|Doña|Dona)\b\.?(?:\s+[A-ZÀ-ÖØ-Þ][\w'’-]+)+"
)
_BLANKS = re.compile(r"\s+")


def scrubbed(text: str) -> str:
    """The text on one line, without links, addresses, telephone numbers, codes and names that are said to be names."""
    for pattern in (_LINK, _ADDRESS):
        text = pattern.sub(LEFT_OUT, text)
    text = _TOKEN.sub(lambda token: LEFT_OUT if _is_code(token[0]) else token[0], text)
    for pattern in (_DIGITS, _TITLED):
        text = pattern.sub(LEFT_OUT, text)
    for pattern in (_NAMED, _MAYBE_NAMED):
        text = pattern.sub(rf"\1 {LEFT_OUT}", text)
    return _BLANKS.sub(" ", text).strip()[:MAX_CHARS]


def _is_code(token: str) -> bool:
    """AB12cd, CM-4471: letters and digits together; "3-bedroom" is none."""
    has_letters = any(map(str.isupper, token)) if "-" in token else any(map(str.isalpha, token))
    return has_letters and any(map(str.isdigit, token))
