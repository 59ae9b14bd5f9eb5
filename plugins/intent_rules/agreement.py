"""Answers that point at the bot's own words: a yes to what it proposed ("Check in on March 9th?" — "Yes, that works")
states it, and a month chooses between the dates it named ("5 June or 6 May?" — "June")."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.types import IntentChange
from plugins.intent_rules.mentions import find
from plugins.intent_rules.party import read_party
from plugins.intent_rules.roles import Context
from plugins.intent_rules.stay import read_stay
from plugins.intent_rules.topic import OTHER_WORDS

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|ya|sure|ok|okay|correct|right|perfect|great|fine|good|indeed|absolutely|exactly|of course|"
    r"certainly|sounds?|works|it is|(?:that|this|it) ?(?:'s| is| would be|'ll| will|)? ?"
    r"(?:works?|correct|right|fine|good|great|ok|okay|perfect|it|sounds|seems)|"
    r"si|claro|vale|perfecto|correcto|exacto|de acuerdo|genial|eso es|oui|d'accord|parfait|exact|ca "
    r"marche|c'est (?:bon|ca)|"
    r"ja|genau|passt|richtig|gerne|stimmt|in ordnung|certo|esatto|perfetto|va bene|giusto|sim|isso|"
    r"combinado|perfeito)\b"
)
_BUT = re.compile(r"\b(?:NOT|CHANGE|INSTEADOF|but|pero|aber|mais|ma|mas)\b")
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*")
_OPEN_QUESTION = re.compile(r"\b(?:WHEN|HOWLONG|HOWMANY)\b")
_ALTERNATIVES = re.compile(r"\bOR\b")
_PROPOSES = re.compile(r"\?|^\W*(?:is|are|do|will|would|should|shall|could|can|want|BOOK|so|confirm|please) ")
_VAGUE_TODAY = re.compile(r"^(?!.*\b(?:CHECK|ARRIVE|FROM|UNTIL|LEAVE)\b).*\b(?:TODAY|TONIGHT)\b")
_CONFIRM = re.compile(r"\b(?:confirm\w*|correct|right|verify|confirma\w*|correcto|stimmt|richtig|exact|esatto|certo)\b")
_ABOUT_STAY = re.compile(r"\b(?:CHECK|ARRIVE|LEAVE|STAY|BOOK|HOTEL|ROOM|M\d\d)\b")


def agreed(text: str, question: str, context: Context) -> IntentChange:
    """What the bot's message (canonical) proposed and the guest's message accepts: dates, and the party if unknown."""
    if not _YES.match(text.lower()) or _BUT.search(text) or OTHER_WORDS.search(question):
        return IntentChange()
    change = IntentChange()
    confirming = _CONFIRM.search(question) is not None
    unprompted = replace(context, asked=frozenset())
    for sentence in _SENTENCE.findall(question):
        proposal = _OPEN_QUESTION.split(sentence)[0]
        if not (confirming or _PROPOSES.search(sentence)) or not _ABOUT_STAY.search(proposal):
            continue
        if _VAGUE_TODAY.search(proposal) or _ALTERNATIVES.search(proposal):
            continue
        stay, _, _ = read_stay(proposal, unprompted)
        if stay.get("check_in"):
            change.setdefault("check_in", stay["check_in"])
        if stay.get("check_out"):
            change.setdefault("check_out", stay["check_out"])
        if context.intent.guests is None:
            change |= read_party(proposal, frozenset(), context.intent)
    return change


def chosen(text: str, question: str, context: Context) -> IntentChange:
    """The one date of the bot's message (canonical) that lies in the month the guest's message names."""
    calendar = context.calendar
    months = {mention.month for mention in find(text, calendar.language) if mention.kind == "vague" and mention.month}
    days = [calendar.resolve(mention) for mention in find(question, calendar.language) if mention.kind == "date"]
    dates = {day.date for day in days if day and day.date and day.date.month in months}
    if len(dates) != 1 or len(months) != 1:
        return IntentChange()
    departs = "LEAVE" in question.split() and "ARRIVE" not in question.split()
    return IntentChange(check_out=dates.pop()) if departs else IntentChange(check_in=dates.pop())
