"""What a person types becomes Slack's `text` (escaped; mentions and links in brackets) and a rich_text block.

Source: https://docs.slack.dev/messaging/formatting-message-text#escaping and
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block (October 2026)
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator

from channels.standins.slack.refusal import JSON

EMOJI_NAMES = {"👍": "+1", "👎": "-1", "❤": "heart", "🙏": "pray", "😀": "grinning", "🙂": "slightly_smiling_face"}
QUOTE = ">"
STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
VARIATION = "\ufe0f"
PIECES = re.compile(
    r"(?P<link>https?://[^\s<>|]+[^\s<>|.,;:!?)'\"])"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>@\w+)"
    r"|(?P<emoji>:[a-z0-9_+'-]+:)"
    r"|(?P<styled>(?<![\w*_~`])(?P<mark>[*_~`])(?=\S)(?P<inner>[^\n]*?\S)(?P=mark)(?![\w*_~`]))"
)

Find = Callable[[str], str | None]  # a person's name → the id, None: nobody is called so


def escape(text: str) -> str:
    """The three characters that have a meaning; nothing else is escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return html.unescape(text)


def typed(text: str, find: Find) -> tuple[str, list[JSON]]:
    """The `text` and the `blocks` of a message that a person sends from a Slack client."""
    text = _named_emoji(text)
    lines, sections = text.split("\n"), list[JSON]()
    wire = []
    for quoted, group in _runs(lines):
        elements = list(_elements("\n".join(group), find))
        sections.append({"type": "rich_text_quote" if quoted else "rich_text_section", "elements": elements})
        written = "".join(_text(element) for element in elements)
        wire += [f"&gt; {line}" if quoted else line for line in written.split("\n")]
    return "\n".join(wire), [rich_text(sections)]


def plain(text: str) -> list[JSON]:
    """The rich_text block that Slack derives from a message an app posts with `text` only."""
    return [rich_text([{"type": "rich_text_section", "elements": [{"type": "text", "text": unescape(text)}]}])]


def rich_text(sections: list[JSON]) -> JSON:
    return {"type": "rich_text", "elements": sections}


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Lines beside each other that are quoted, or that are not."""
    run: list[str] = []
    was_quoted = False
    for line in lines:
        quoted = line.startswith(QUOTE)
        if run and quoted != was_quoted:
            yield was_quoted, run
            run = []
        was_quoted = quoted
        run.append(line[1:].removeprefix(" ") if quoted else line)
    yield was_quoted, run


def _elements(text: str, find: Find) -> Iterator[JSON]:
    end = 0
    for match in PIECES.finditer(text):
        element = _element(match, find)
        if element is None:
            continue
        if match.start() > end:
            yield {"type": "text", "text": text[end : match.start()]}
        yield element
        end = match.end()
    if end < len(text) or not text:
        yield {"type": "text", "text": text[end:]}


def _element(match: re.Match[str], find: Find) -> JSON | None:
    found = match.group()
    if match.lastgroup == "link" or match["link"]:
        return {"type": "link", "url": found}
    if match["mail"]:
        return {"type": "link", "url": f"mailto:{found}", "text": found}
    if match["mention"]:
        user = find(found[1:])
        return {"type": "user", "user_id": user} if user else None
    if match["emoji"]:
        return {"type": "emoji", "name": found.strip(":")}
    return {"type": "text", "text": match["inner"], "style": {STYLES[match["mark"]]: True}}


def _text(element: JSON) -> str:
    if element["type"] == "link":
        label = element.get("text")
        return f"<{escape(element['url'])}|{escape(label)}>" if label else f"<{escape(element['url'])}>"
    if element["type"] == "user":
        return f"<@{element['user_id']}>"
    if element["type"] == "emoji":
        return f":{element['name']}:"
    mark = next((mark for mark, name in STYLES.items() if element.get("style", {}).get(name)), "")
    return f"{mark}{escape(element['text'])}{mark}"


def _named_emoji(text: str) -> str:
    """Slack sends the emoji that a person types by name, `:bellhop_bell:`."""
    return "".join(map(_emoji_name, text.replace(VARIATION, "")))


def _emoji_name(char: str) -> str:
    if char not in EMOJI_NAMES and not ("\u2600" <= char <= "\u27bf" or char >= "\U0001f300"):
        return char
    name = EMOJI_NAMES.get(char) or unicodedata.name(char, "").lower().replace(" ", "_").replace("-", "_")
    return f":{name}:" if name else char
