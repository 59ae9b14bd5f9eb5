"""What is said in the place of a sentence that may not be said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from plugins.fact_gate.sentence import Objection

INSTEAD = {
    "en": "I'd rather not say that without being sure: our team can confirm it.",
    "es": "Prefiero no afirmarlo sin estar seguro: nuestro equipo te lo puede confirmar.",
    "pt": "Prefiro não o afirmar sem ter a certeza: a nossa equipa pode confirmá-lo.",
    "fr": "Je préfère ne pas l'affirmer sans en être sûr : notre équipe peut vous le confirmer.",
    "de": "Das möchte ich nicht sagen, ohne sicher zu sein: Unser Team kann es Ihnen bestätigen.",
    "it": "Preferisco non affermarlo senza esserne sicuro: il nostro team può confermarlo.",
}


def instead(language: str) -> str:
    return INSTEAD.get(language, INSTEAD["en"])


def is_instead(text: str) -> bool:
    """Whether a text says it already."""
    return any(sentence in text for sentence in INSTEAD.values())


def repaired(sentence: str, objections: Sequence[Objection], language: str) -> str | None:
    """The sentence with the right numbers in it; None when one cannot be repaired."""
    if any(objection.repair is None or objection.number is None for objection in objections):
        return None
    for objection in sorted(objections, key=lambda o: o.number or (0, 0), reverse=True):
        assert objection.number is not None and objection.repair is not None  # noqa: S101, PT018  # see above
        start, end = objection.number
        sentence = sentence[:start] + _written(objection.repair, objection.currency, language) + sentence[end:]
    return sentence


def replaced(sentence: str, said: str, language: str) -> str:
    """The neutral sentence, once a reply; a list's mark and the white space at the end are kept."""
    mark = re.match(r"\s*(?:[-*•]\s+|\d+[.)]\s+)?", sentence)
    end = sentence[len(sentence.rstrip()) :]
    if is_instead(said):
        return end if "\n" in end else ""
    return f"{mark.group() if mark else ''}{instead(language)}{end or ' '}"


def _written(value: Decimal, currency: str | None, language: str) -> str:
    if currency:
        return str(format_currency(value, currency, locale=language))
    return str(format_decimal(value, locale=language))
