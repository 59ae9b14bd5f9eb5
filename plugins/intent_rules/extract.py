"""Reads the journey out of a guest's message: pure, no input or output.

The text is put into canonical form once (`text`), then each reader looks for its own part of the intent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.types import Clarification, Extraction, HistoryItem, Intent, IntentChange
from plugins.intent_rules.agreement import agreed, chosen
from plugins.intent_rules.language import guess_language, score_languages
from plugins.intent_rules.lodging import read_type
from plugins.intent_rules.money import read_budget
from plugins.intent_rules.nights import read_length
from plugins.intent_rules.party import read_party
from plugins.intent_rules.preferences import read_preferences
from plugins.intent_rules.resolve import Calendar
from plugins.intent_rules.roles import DATES, Context
from plugins.intent_rules.stay import read_stay
from plugins.intent_rules.text import LANGUAGES, canonical
from plugins.intent_rules.topic import about_stay, asked

MAX_TEXT_CHARS = 2000  # what a guest writes beyond this is not read
FAMILIARITY = 0.5  # evidence that the conversation's language has over others: "budget" makes no Italian
CONVERSATION_LENGTH = 8  # messages looked back at for the topic
CONVERSATION_CHARS = 4000  # of them all together


def extract(
    text: str,
    *,
    today: date,
    history: Sequence[HistoryItem] = (),
    locale: str | None = None,
    language: str | None = None,
    intent: Intent | None = None,
    reply: str = "",
) -> Extraction:
    """What `text` states, resolved against `intent` (what is known before it).

    Args:
        today: in the accommodation's time zone; no date before it is ever read.
        history: the session's messages before `text`, oldest first.
        locale: BCP 47; its region decides how "5/6" is read in English.
        reply: what the bot answered, when a conversation is read again; it tells what a bare date was about.
        language: ISO 639-1, of the conversation so far; decides for texts too short to tell.
    """
    text = text[:MAX_TEXT_CHARS]
    known = intent or Intent()
    read_as = _language_to_read(text, language, locale)
    conversation = [(item.role, canonical(said, read_as)) for item, said in _looked_back_at(history)]
    whole = canonical(text, read_as)
    stay_text = about_stay(whole, conversation, canonical(reply[:MAX_TEXT_CHARS], read_as))
    question = conversation[-1][1] if conversation and conversation[-1][0] != "user" else ""
    fields = asked(question)
    calendar = Calendar(today, read_as, _region(locale))
    context = Context(calendar, fields, known, _length_stated(conversation), _units_shown(history, fields))
    change, clarifications, plain = read_stay(stay_text, context)
    proposal = about_stay(question, conversation[:-1])
    accepted = agreed(whole, proposal, context) | chosen(whole, proposal, context)  # the bot has named these
    certain = plain | ((accepted.keys() & DATES) - change.keys())
    change = accepted | change | read_party(stay_text, fields, known)
    change |= _answered_nights(stay_text, fields, change)
    change |= read_type(text)
    change |= read_budget(whole, fields, read_as)
    change |= read_preferences(text, known)
    asked_back = tuple(_in_own_words(clarification, text) for clarification in clarifications)
    return Extraction(change, asked_back, guess_language(text, language), certain)


def _looked_back_at(history: Sequence[HistoryItem]) -> list[tuple[HistoryItem, str]]:
    """The last messages, oldest first, each with what of it is read: its end, where a question stands."""
    looked_at: list[tuple[HistoryItem, str]] = []
    left = CONVERSATION_CHARS
    for item in reversed(history[-CONVERSATION_LENGTH:]):
        said = item.content[-min(left, MAX_TEXT_CHARS) :] if left else ""
        looked_at.append((item, said))
        left -= len(said)
    return looked_at[::-1]


def _in_own_words(clarification: Clarification, text: str) -> Clarification:
    """Quote the guest only literally: the canonical text is nothing to show."""
    quoted = clarification.text is not None and clarification.text.lower() in text.lower()
    return clarification if quoted else replace(clarification, text=None)


def _language_to_read(text: str, language: str | None, locale: str | None) -> str:
    """The language with most evidence; where words are shared or missing, the conversation's, then the locale's."""
    expected = [language, (locale or "")[:2].lower()]
    scores = score_languages(text)
    preference = [code for code in (*expected, *LANGUAGES) if code in LANGUAGES]
    return max(preference, key=lambda code: (scores[code] + FAMILIARITY * (code == language), -preference.index(code)))


def _region(locale: str | None) -> str | None:
    """The region of a BCP 47 tag: "en-US" → "US", "zh-Hant-TW" → "TW"."""
    for part in (locale or "").replace("_", "-").split("-")[1:]:
        if len(part) == 2 and part.isalpha():
            return part.upper()
    return None


def _length_stated(conversation: Sequence[tuple[str, str]]) -> bool:
    return any(role == "user" and read_length(text).nights for role, text in conversation)


def _units_shown(history: Sequence[HistoryItem], fields: frozenset[str]) -> int:
    """How many units an ordinal may choose from; asked for dates, only those shown beside that question count."""
    messages = history[-1:] if fields & DATES else history[-CONVERSATION_LENGTH:]
    return max((len(message.sources) for message in messages), default=0)


def _answered_nights(text: str, fields: frozenset[str], change: IntentChange) -> IntentChange:
    """A bare number answers "how many nights?"."""
    if "nights" not in fields or change or fields & {"guests", "adults", "children"}:
        return IntentChange()
    words = text.strip(" .,!").split()
    numbers = [word for word in words if word.isdecimal()]
    if len(numbers) != 1 or len(words) > 4 or not 0 < int(numbers[0]) <= 60 or "TIME" in words:
        return IntentChange()
    return IntentChange(nights=int(numbers[0]))
