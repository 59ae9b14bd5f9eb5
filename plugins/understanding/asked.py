"""What the bot's last message asked for."""

from __future__ import annotations

from plugins.understanding.message import Message

_ENDS = frozenset(".!…\n")


def asked(message: Message) -> frozenset[str]:
    """Fields of the intent. Of several questions the last one counts; words outside a question ask for nothing."""
    sequence = message.tagged.tokens
    marks = [index for index, token in enumerate(sequence) if token.text == "?"]
    if not marks:
        return frozenset()
    end = marks[-1]
    start = _begin(message, end)
    found = {item.value for index in range(start, end) if (item := message.tagged.at(index, "asks_for"))}
    if "party" in found:
        found |= {"guests", "adults", "children"}
    if "dates" in found and not found & {"check_in", "check_out"}:  # "when are you leaving?"
        found |= {"check_in", "check_out"}
    return frozenset(found - {"party", "dates"})


def _begin(message: Message, end: int) -> int:
    """Where the sentence begins that ends at token `end`."""
    sequence = message.tagged.tokens
    for index in range(end - 1, -1, -1):
        token = sequence[index]
        is_end = token.text in _ENDS and not (token.text == "." and sequence[index + 1].touches)
        if token.text in "?¿" or is_end or "\n" in message.text[token.end : sequence[index + 1].start]:
            return index + 1
    return 0
