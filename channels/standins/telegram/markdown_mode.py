"""parse_mode=MarkdownV2, with the escaping that Telegram insists on.

Source: https://core.telegram.org/bots/api#markdownv2-style; error texts and details as the open-source server
github.com/tdlib/telegram-bot-api gives them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels.standins.telegram.errors import bad_request
from channels.standins.telegram.links import link_entity
from channels.standins.telegram.text import Entity, Formatted, ordered, units

RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
SPACES = frozenset(" \t\r\n\v\0")
END = "\0"
NAMES = {  # as the server's error messages call them
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
CLOSERS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
EMOJI_LINK = re.compile(r"tg://emoji\?id=(\d+)$", re.IGNORECASE)
TIME_LINK = re.compile(r"tg://time\?unix=(\d+)(?:&format=(\w+))?$", re.IGNORECASE)


def parse_markdown(source: str) -> Formatted:
    """Raises ApiError "can't parse entities: …"."""
    return _Parser(source).parse()


@dataclass
class _Open:
    kind: str
    offset: int  # UTF-16, in the text without marks
    index: int  # in characters, likewise
    at: int  # in the source
    language: str = ""


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []
        self._line_begins = True  # a quote may begin here
        self._in_quote = False

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            character = self._peek()
            if character == "\\" and "\0" < self._peek(1) <= "~":
                self._put(self._peek(1))
                self._at += 2
            elif character not in self._reserved():
                self._put(character)
                self._at += 1
            elif self._closes(character):
                self._close(character)
            else:
                self._begin(character)
        self._finish_quote()
        if self._open:
            raise self._unclosed()
        return Formatted("".join(self._text), ordered(self._entities))

    def _reserved(self) -> frozenset[str]:
        return frozenset("`") if self._open and self._open[-1].kind in {"code", "pre"} else RESERVED

    def _put(self, character: str) -> None:
        self._text.append(character)
        self._offset += units(character)
        if character != "\r":
            self._line_begins = character == "\n"

    def _closes(self, character: str) -> bool:
        if not self._open:
            return False
        if self._in_quote and character == "\n" and self._peek(1) != ">":
            return True
        closer = CLOSERS.get(self._open[-1].kind)
        if closer == "_" and self._peek(1) == "_":
            return False
        return closer is not None and self._source.startswith(closer, self._at)

    def _begin(self, character: str) -> None:
        at = self._at
        match character:
            case "\n":
                self._put("\n")
                self._at += 1
            case ">" if self._line_begins:
                self._at += 1
                if not self._in_quote:
                    self._in_quote = True
                    self._push("blockquote", at)
            case "_" | "|" if self._peek(1) == character:
                self._at += 2
                self._push("underline" if character == "_" else "spoiler", at)
            case "_" | "*" | "~" | "[":
                self._at += 1
                self._push({"_": "italic", "*": "bold", "~": "strikethrough", "[": "text_link"}[character], at)
            case "!" if self._peek(1) == "[":
                self._at += 2
                self._push("custom_emoji", at)
            case "`":
                self._begin_code(at)
            case _:
                raise self._error(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _push(self, kind: str, at: int, language: str = "") -> None:
        self._open.append(_Open(kind, self._offset, len(self._text), at, language))

    def _begin_code(self, at: int) -> None:
        if not self._source.startswith("```", at):
            self._at += 1
            self._push("code", at)
            return
        self._at += 3
        end = self._at
        while self._char(end) not in SPACES and self._char(end) != "`":
            end += 1
        language = self._source[self._at : end] if self._char(end) not in {"`", END} else ""
        if language:
            self._at = end
        if (feed := self._peek()) in {"\n", "\r"}:  # the first line feed belongs to the fence
            self._at += 2 if self._peek(1) in {"\n", "\r"} and self._peek(1) != feed else 1
        self._push("pre", at, language)

    def _close(self, character: str) -> None:
        if character == "\n":
            self._end_quote_line()
            return
        entry = self._open.pop()
        self._at += len(CLOSERS[entry.kind])
        details: Entity | None = {}
        if entry.kind == "text_link":
            details = link_entity(self._url() if self._peek() == "(" else "".join(self._text[entry.index :]))
        elif entry.kind == "custom_emoji":
            details = self._special()
        elif entry.language:
            details = {"language": entry.language}
        if details is not None and self._offset > entry.offset:
            self._add(details.pop("type", entry.kind), entry.offset, details)

    def _add(self, kind: str, offset: int, details: Entity) -> None:
        self._entities.append({"type": kind, "offset": offset, "length": self._offset - offset, **details})

    def _url(self) -> str:
        self._at += 1
        begin = self._at
        url = []
        while self._peek() not in {")", END}:
            if self._peek() == "\\" and "\0" < self._peek(1) <= "~":
                self._at += 1
            url.append(self._peek())
            self._at += 1
        if self._peek() != ")":
            raise self._error("Can't find end of a URL", begin)
        self._at += 1
        return "".join(url)

    def _special(self) -> Entity:
        if self._peek() != "(":
            raise self._error("The entity must contain a tg://emoji or tg://time URL")
        url = self._url()
        if emoji := EMOJI_LINK.match(url):
            return {"custom_emoji_id": emoji[1]}
        if time := TIME_LINK.match(url):
            return {
                "type": "date_time",
                "unix_time": int(time[1]),
                **({"date_time_format": time[2]} if time[2] else {}),
            }
        raise self._error("Invalid tg://emoji or tg://time URL specified")

    def _end_quote_line(self) -> None:
        """A line feed not followed by ">" ends the quote; `||` just before it makes it expandable."""
        kind = self._quote_kind(self._at)
        self._put("\n")
        self._at += 1
        self._in_quote = False
        self._add(kind, self._open.pop().offset, {})

    def _finish_quote(self) -> None:
        if not self._in_quote:
            return
        kind = self._quote_kind(len(self._source))
        quote = self._open.pop()
        if self._offset > quote.offset:
            self._add(kind, quote.offset, {})

    def _quote_kind(self, end: int) -> str:
        """Leaves the quote on top of what is open."""
        top = self._open[-1]
        if top.kind == "spoiler" and self._source[top.at : end].rstrip("\r") == "||":
            self._open.pop()
            if self._open[-1].kind == "blockquote":
                return "expandable_blockquote"
        if self._open[-1].kind != "blockquote":
            raise self._unclosed()
        return "blockquote"

    def _unclosed(self) -> Exception:
        top = self._open[-1]
        name = "PreCode" if top.language else NAMES[top.kind]
        return self._error(f"Can't find end of {name} entity", top.at)

    def _peek(self, ahead: int = 0) -> str:
        return self._char(self._at + ahead)

    def _char(self, at: int) -> str:
        return self._source[at] if at < len(self._source) else END

    def _error(self, reason: str, at: int | None = None) -> Exception:
        if at is not None:
            reason += f" at byte offset {len(self._source[:at].encode())}"
        return bad_request(f"Can't parse entities: {reason}")
