"""A yes to a date that the bot proposed ("Check in on March 9th?" — "Yes, that works") states that date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from plugins.intent_rules.mentions import find
from plugins.intent_rules.stay import Context

_YES = re.compile(
    r"(?:yes|yeah|yep|yup|ya|sure|ok|okay|correct|right|perfect|great|fine|good|indeed|absolutely|exactly|of course|certainly|"
    r"sounds?|that works|that ?(?:'s| is| would be|'ll| will)? ?(?:work|correct|right|fine|good|great|ok|okay|perfect|it)|it is|works|"
    r"si|claro|vale|perfecto|correcto|exacto|de acuerdo|genial|eso es|oui|d'accord|parfait|exact|ca marche|c'est (?:bon|ca)|"
    r"ja|genau|passt|richtig|gerne|stimmt|in ordnung|certo|esatto|perfetto|va bene|giusto|sim|isso|claro|combinado|perfeito)\b"
)
_CUE = re.compile(r"\b(ARRIVE|LEAVE|UNTIL|FROM)\b")
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*")
_PROPOSED = re.compile(r"\b(?:WHEN|HOWLONG|HOWMANY|OR)\b")


def agreed_dates(text: str, question: str, context: Context) -> dict[str, date]:
    """Role → date for what the bot's message (canonical) proposed and the guest's message accepts."""
    if not _YES.match(text.lower().replace("of course", "of course").lstrip(" ,.!")) or re.search(
        r"\b(?:NOT|CHANGE|but)\b", text
    ):
        return {}
    agreed: dict[str, date] = {}
    for sentence in _SENTENCE.findall(question):
        if "?" not in sentence or _PROPOSED.search(sentence):
            continue
        for mention in find(sentence, context.calendar.language):
            cues = _CUE.findall(sentence[: mention.start]) or _CUE.findall(sentence[mention.end :])[:1]
            role = {"LEAVE": "check_out", "UNTIL": "check_out"}.get(cues[-1], "check_in") if cues else "check_in"
            floor = (
                context.intent.check_in + timedelta(days=1) if role == "check_out" and context.intent.check_in else None
            )
            day = context.calendar.resolve(mention, floor)
            if day and day.date and day.until is None and mention.kind != "vague":
                agreed.setdefault(role, day.date)
    return agreed
