"""parse_mode=HTML: a real parser of the tags that Telegram allows; everything else is an error with its byte offset.

Source: https://core.telegram.org/bots/api#html-style; error texts and details (which spaces, quotes and entities are
read how) as the open-source server github.com/tdlib/telegram-bot-api gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

from channels.standins.telegram.errors import bad_request
from channels.standins.telegram.links import link_entity
from channels.standins.telegram.text import Entity, Formatted, ordered, units

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",  # only with class="tg-spoiler"
}
TAGS = frozenset({*SIMPLE, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}  # "all numerical HTML entities" and only these named ones
SPACES = frozenset(" \t\r\n\v\0")
END = "\0"


def parse_html(source: str) -> Formatted:
    """Raises ApiError "can't parse entities: …"."""
    return _Parser(source).parse()


@dataclass
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int  # UTF-16, in the text without tags
    index: int  # in characters, likewise


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0  # UTF-16 length of _text
        self._open: list[_Tag] = []
        self._entities: list[Entity] = []

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            if self._peek() == "<":
                self._end_tag() if self._peek(1) == "/" else self._start_tag()
            else:
                self._put(self._character())
        if self._open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return Formatted(self._join_surrogates(), ordered(self._entities))

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        name = self._until(">").lower()
        if self._peek() == END:
            raise self._error("Unclosed start tag", begin)
        if name not in TAGS:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        self._at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Tag(name, attributes, self._offset, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                return found
            name = self._until("=>/\"'")
            if not name:
                if self._peek() == END:
                    raise self._error(f'Unclosed start tag "{tag}"', begin)
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            if self._peek() == "=":
                self._at += 1
                self._skip_spaces()
                found[name] = self._value(tag, begin)
            elif self._peek() == END:
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            else:
                found[name] = ""

    def _value(self, tag: str, begin: int) -> str:
        quote = self._peek()
        if quote == END:
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted(quote) if quote in {'"', "'"} else self._token()
        if self._peek() == END:
            raise self._error("Unclosed start tag", begin)
        return value

    def _quoted(self, quote: str) -> str:
        self._at += 1
        value = []
        while self._peek() not in {quote, END}:
            value.append(self._character())
        self._at += self._peek() == quote
        return "".join(value)

    def _token(self) -> str:
        begin = self._at
        while self._peek().isascii() and (self._peek().isalnum() or self._peek() in ".-"):
            self._at += 1
        if self._peek() not in SPACES and self._peek() != ">":
            raise self._error("Unexpected end of name token", begin)
        return self._source[begin : self._at].lower()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        self._at += 2
        name = self._until(">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self._at += 1
        tag = self._open[-1]
        if name and name != tag.name:
            found = f'expected "</{tag.name}>", found "</{name}>"'
            raise self._error("Unmatched end tag", begin, found)
        if self._offset > tag.offset:
            self._close(tag)
        self._open.pop()

    def _close(self, tag: _Tag) -> None:
        """Note the entity of a tag that has text inside."""
        match tag.name:
            case "a":
                entity = link_entity(tag.attributes.get("href") or "".join(self._text[tag.index :]))
            case "tg-emoji":
                entity = _custom_emoji(tag)
            case "tg-time":
                entity = _date_time(tag)
            case "blockquote":
                entity = {"type": "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"}
            case "pre" | "code":
                entity = self._code(tag)
            case name:
                entity = {"type": SIMPLE[name]}
        if entity is not None:
            length = self._offset - tag.offset
            self._entities.append({"type": entity.pop("type"), "offset": tag.offset, "length": length, **entity})

    def _code(self, tag: _Tag) -> Entity | None:
        """`pre` around exactly one `code` with a language (or the reverse) is one entity."""
        language = tag.attributes.get("class", "") if tag.name == "code" else ""
        language = language.removeprefix("language-") if language.startswith("language-") else ""
        last = self._entities[-1] if self._entities else {}
        whole = (last.get("offset"), last.get("length")) == (tag.offset, self._offset - tag.offset)
        if whole and tag.name == "pre" and last.get("type") == "code" and last.get("language"):
            last["type"] = "pre"
            return None
        if whole and tag.name == "code" and last.get("type") == "pre" and language:
            last["language"] = language
            return None
        return {"type": tag.name, **({"language": language} if language else {})}

    def _character(self) -> str:
        """The next character; a character reference counts as one, an unknown one as its literal text."""
        character = self._peek()
        if character == "&":
            decoded, end = decode_reference(self._source, self._at)
            if decoded:
                self._at = end
                return decoded
        self._at += 1
        return character

    def _put(self, character: str) -> None:
        self._text.append(character)
        self._offset += units(character)

    def _join_surrogates(self) -> str:
        """Halves written as two character references are one character for the reader, but an error to the server."""
        text = "".join(self._text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise self._error(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            )
        return text

    def _until(self, ends: str) -> str:
        begin = self._at
        while self._peek() not in SPACES and self._peek() not in ends:
            self._at += 1
        return self._source[begin : self._at]

    def _skip_spaces(self) -> None:
        while self._peek() in SPACES and self._peek() != END:
            self._at += 1

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._source[at] if at < len(self._source) else END

    def _error(self, reason: str, at: int | None = None, more: str = "") -> Exception:
        if at is not None:
            reason += f" at byte offset {len(self._source[:at].encode())}"
        return bad_request(f"Can't parse entities: {reason}{', ' + more if more else ''}")


def decode_reference(source: str, at: int) -> tuple[str, int]:
    """(character, index after it) of the reference that begins at `at`; ("", at) when it is none."""
    end = at + 1
    if source[end : end + 1] == "#":
        base, digits = (16, "0123456789abcdefABCDEF") if source[end + 1 : end + 2] == "x" else (10, "0123456789")
        end = start = end + (2 if base == 16 else 1)
        while source[end : end + 1] and source[end] in digits:
            end += 1
        code = int(source[start:end] or "0", base)
        if code == 0 or code >= 0x10FFFF or end - at >= 10:
            return "", at
        decoded = chr(code)
    else:
        while source[end : end + 1].isascii() and source[end : end + 1].isalpha():
            end += 1
        decoded = NAMED.get(source[at + 1 : end], "")
        if not decoded:
            return "", at
    return decoded, end + (source[end : end + 1] == ";")


def _custom_emoji(tag: _Tag) -> Entity:
    identifier = tag.attributes.get("emoji-id", "")
    if not identifier.isdecimal() or int(identifier) == 0:
        raise bad_request("Can't parse entities: Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _date_time(tag: _Tag) -> Entity | None:
    """A tag without a valid time leaves its text unmarked."""
    moment = tag.attributes.get("unix", "")
    if not moment.isdecimal() or int(moment) == 0:
        return None
    form = tag.attributes.get("format", "")
    return {"type": "date_time", "unix_time": int(moment), **({"date_time_format": form} if form else {})}
