"""Files of questions and answers: Markdown with headings, CSV and JSON lines, with the line of what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.catalog.fields import Fields, shown
from bot.catalog.reading import Columns, RawRow, Rejected, read_rows
from bot.errors import InvalidInput
from bot.knowledge.markdown import SUFFIXES, markdown_rows
from bot.knowledge.topics import TOPICS

MAX_FILE_BYTES = 5_000_000
MAX_ENTRIES = 2_000  # of a tenant, all sources together: a search compares each
MAX_QUESTION_CHARS, MAX_ANSWER_CHARS = 300, 2_000
MAX_KEY_CHARS, MAX_TITLE_CHARS, MAX_SOURCE_CHARS, MAX_UNIT_CHARS = 100, 120, 200, 200
MAX_WORD_CHARS = 80
MAX_WORDINGS = 20  # of one question
COLUMNS = Columns(
    frozenset("id key language lang unit topic question also answer title".split()), "question,answer,language,unit"
)
_OTHER_NAMES = {"key": "id", "lang": "language"}


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A valid row: an answer as the business wrote it."""

    line: int
    question: str
    answer: str
    language: str
    title: str
    key: str | None = None
    unit: str | None = None  # the unit's id in the owner's own listings
    topic: str | None = None

    @property
    def name(self) -> tuple[str, str, str]:
        """What makes it another entry than the others of its file."""
        return (self.unit or "", self.language, self.question.casefold())


def source_of(path: Path) -> str:
    """What an import of the file replaces: everything that came from a file of this name."""
    return path.name[:MAX_SOURCE_CHARS]


def read_entries(path: Path, language: str) -> Iterator[SourceEntry | Rejected]:
    """Every entry of the file, or why not: one for each wording of a question. Of the same wordings the first counts.

    Args:
        language: ISO 639-1, of entries that say none.

    Raises:
        InvalidInput: the file cannot be read at all: missing, of an unknown kind, too large, without usable columns.
    """
    first_line: dict[tuple[str, str, str], int] = {}
    for row in _rows(path):
        for entry in [row] if isinstance(row, Rejected) else _parsed(row, path, language):
            if isinstance(entry, SourceEntry) and entry.name in first_line:
                reason = f"the same question is answered in line {first_line[entry.name]} already"
                yield Rejected(entry.line, entry.key, reason)
                continue
            if isinstance(entry, SourceEntry):
                first_line[entry.name] = entry.line
            yield entry


def _rows(path: Path) -> Iterator[RawRow | Rejected]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InvalidInput(f"{path.name} is larger than {MAX_FILE_BYTES} bytes: give it in parts")
        if path.suffix.lower() not in SUFFIXES:
            yield from read_rows(path, COLUMNS)
            return
        written = path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read: {error.strerror}") from error
    yield from markdown_rows(written)


def _parsed(row: RawRow, path: Path, language: str) -> Iterator[SourceEntry | Rejected]:
    """An entry for each wording, or what is wrong with the row."""
    fields = Fields({_OTHER_NAMES.get(name, name): value for name, value in row.values.items()})
    entry = SourceEntry(
        line=row.line,
        question=fields.text("question", MAX_QUESTION_CHARS, required=True) or "",
        answer=fields.text("answer", MAX_ANSWER_CHARS, required=True, lines=True) or "",
        language=_language(fields) or language,
        title=fields.text("title", MAX_TITLE_CHARS) or _title(path),
        key=fields.text("id", MAX_KEY_CHARS),
        unit=fields.text("unit", MAX_UNIT_CHARS),
        topic=_topic(fields),
    )
    also = fields.words("also", MAX_WORDINGS, MAX_QUESTION_CHARS)
    if fields.problems:
        yield Rejected(row.line, entry.key, "; ".join(dict.fromkeys(fields.problems)))
        return
    yield entry
    yield from (replace(entry, question=wording) for wording in also if wording.casefold() != entry.name[-1])


def _title(path: Path) -> str:
    """A file's name as people would say it."""
    words = path.stem.replace("_", " ").replace("-", " ").strip() or path.name
    return (words[0].upper() + words[1:])[:MAX_TITLE_CHARS]


def _language(fields: Fields) -> str | None:
    given = fields.text("language", MAX_WORD_CHARS)
    code = (given or "").split("-")[0].lower()
    if given and not _is_language(code):
        fields.problem("language", f"must be a code like es, en or de, not {shown(given)}")
    return code or None


def _is_language(code: str) -> bool:
    try:
        return len(code) == 2 and code.isascii() and bool(Locale(code))
    except UnknownLocaleError:
        return False


def _topic(fields: Fields) -> str | None:
    topic = fields.text("topic", MAX_WORD_CHARS)
    if topic and topic not in TOPICS:
        near = get_close_matches(topic, TOPICS, n=1)
        fields.problem("topic", f"is unknown: {shown(topic)}" + (f"; did you mean {near[0]}?" if near else ""))
    return topic
