"""What a guest answers when the bot has asked whether a feature is wanted: "yes", or the cars that it is for."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Message, Span
from plugins.understanding.things.cars import tells_cars
from plugins.understanding.things.words import named

LIKELY = 0.5  # probability of an assent
BEHIND = 3  # words between a feature and "important"


def answered(message: Message, context: Context) -> str | None:
    """The feature that the bot's last question asks about and the guest wants."""
    asked = _asked(context.question) if context.question else []
    if len(asked) != 1:
        return None
    first = message.spans[0] if message.spans else None
    acts = first.acts if first else ()
    is_yes = bool(acts) and acts[0].act == "agree" and acts[0].confidence >= LIKELY
    is_no = bool(acts) and acts[0].label == "no"
    tells = asked[0] == "parking" and not is_no and tells_cars(message)
    return asked[0] if tells or (is_yes and _is_alone(message, asked[0])) else None


def _is_alone(message: Message, feature: str) -> bool:
    """Whether an assent is not taken back in the same breath: by a denial, or by what it says of the feature."""
    places = range(len(message.tagged.tokens))
    return not any(message.tagged.at(index, "thing_no", "thing_drop", "feature") for index in places)


def _asked(question: Message) -> list[str]:
    """Features that a message asks whether they are needed."""
    found = [item.value for span in question.spans for item in _needed(question, span)]
    return list(dict.fromkeys(found))


def _needed(question: Message, span: Span) -> Iterator[Item]:
    tagged = question.tagged
    for item in named(question, span.start, span.end, "feature"):
        asks = any(token.text == "?" for token in tagged.tokens[item.end : span.end])
        behind = range(item.end, min(span.end, item.end + BEHIND))
        if asks and (_is_led(question, item.start) or any(tagged.at(at, "feature_asked") for at in behind)):
            yield item


def _is_led(question: Message, index: int) -> bool:
    for _ in range(BEHIND):
        if question.tagged.before(index, "feature_asked"):
            return True
        fill = question.tagged.before(index, "thing_fill", "people_the")
        if fill is None:
            return False
        index = fill.start
    return False
