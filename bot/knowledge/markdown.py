"""Questions and answers out of Markdown: a heading is a question, what stands under it its answer.

    ---
    language: es
    title: Guía de la casa
    ---
    ## ¿Hay wifi?
    ## ¿Cuál es la contraseña? {#wifi topic=wifi}
    Está en la pegatina debajo del router …

Headings in a row, without words between them, are wordings of one question; the last one's marks count. The first level
(`# …`) names the part of the guide; a deeper heading without words of its own only groups those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.catalog.fields import shown
from bot.catalog.reading import RawRow, Rejected

SUFFIXES = {".md", ".markdown"}
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_MARKS = re.compile(r"\{([^{}]*)\}[ \t]*$")
_MARK = re.compile(r"""#(?P<key>\S+)|(?P<name>\w+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>\S+))""")
_SETTING = re.compile(r"(\w+)[ \t]*:[ \t]*(.*?)[ \t]*$")
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•]|\d+[.)])[ \t]")  # an item of a list stays a line
_ATTRIBUTES = ("lang", "language", "unit", "topic", "title")
_SETTINGS = ("language", "lang", "title", "unit")


@dataclass(slots=True)
class _Part:
    """A heading and the lines under it."""

    line: int
    level: int
    heading: str
    lines: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(line.strip() for line in self.lines)


def markdown_rows(text: str) -> Iterator[RawRow | Rejected]:
    """Each question with its answer and marks, or why not."""
    lines = text.splitlines()
    settings, start, problems = _front_matter(lines)
    yield from problems
    parts = _parts(lines, start)
    wordings = list[str]()  # of the question whose answer is still to come
    for index, part in enumerate(parts):
        if part.level == 0:
            if not part.is_empty:
                yield Rejected(part.line, None, "the text stands above the first question")
        elif part.level == 1:
            if part.heading and "title" not in settings:
                settings = {**settings, "section": part.heading}
            if not part.is_empty:
                yield Rejected(part.line, None, "the text stands under no question: questions are headings from ## on")
        elif part.is_empty and index + 1 < len(parts) and parts[index + 1].level == part.level:
            wordings.append(_marked(part.heading)[0])
        elif not (part.is_empty and index + 1 < len(parts) and parts[index + 1].level > part.level):
            yield _row(part, settings, wordings)
            wordings = []


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int, list[Rejected]]:
    """Settings between two lines of dashes at the very beginning, and where the rest begins."""
    if not lines or lines[0].strip() != "---":
        return {}, 0, []
    end = next((number for number in range(1, len(lines)) if lines[number].strip() == "---"), None)
    if end is None:
        return {}, 1, [Rejected(1, None, "the settings between --- and --- do not end")]
    settings, problems = dict[str, str](), list[Rejected]()
    for number in range(1, end):
        found = _SETTING.match(lines[number].strip())
        if found and found[1] in _SETTINGS:
            settings[found[1]] = found[2].strip("\"'")
        elif lines[number].strip():
            problems.append(Rejected(number + 1, None, f"no setting of the file: {shown(lines[number].strip())}"))
    return settings, end + 1, problems


def _parts(lines: list[str], start: int) -> list[_Part]:
    parts = [_Part(start + 1, 0, "")]
    for number in range(start, len(lines)):
        if heading := _HEADING.match(lines[number]):
            parts.append(_Part(number + 1, len(heading[1]), heading[2]))
        else:
            parts[-1].lines.append(lines[number])
    return parts


def _row(part: _Part, settings: dict[str, str], wordings: list[str]) -> RawRow | Rejected:
    question, marks, problem = _marked(part.heading)
    if problem:
        return Rejected(part.line, None, problem)
    file_wide = {name: value for name, value in settings.items() if name != "section"}
    title = {"title": settings["section"]} if "section" in settings else {}
    told = {"question": question, "also": list(wordings), "answer": _flowing(part.lines)}
    return RawRow(part.line, {**title, **file_wide, **marks, **told})


def _marked(heading: str) -> tuple[str, dict[str, str], str | None]:
    """The question, what stands in braces behind it, and what is wrong with that."""
    found = _MARKS.search(heading)
    if found is None:
        return heading, {}, None
    marks: dict[str, str] = {}
    for mark in _MARK.finditer(found[1]):
        name = "id" if mark["key"] else mark["name"]
        if name != "id" and name not in _ATTRIBUTES:
            return heading, {}, f"{shown(name)} is no mark of a question: {', '.join(_ATTRIBUTES)} are"
        marks[name] = mark["key"] or mark["quoted"] or mark["plain"] or ""
    if left := _MARK.sub("", found[1]).strip():
        return heading, {}, f"the mark {shown(left)} cannot be read: write {{#key lang=en}}"
    return heading[: found.start()].strip(), marks, None


def _flowing(lines: list[str]) -> str:
    """Lines of one paragraph as one line; lists stay lists."""
    text = ""
    for line in lines:
        if not line.strip():
            text = text.rstrip() + "\n\n"
        elif _OWN_LINE.match(line) and text.strip():
            text = text.rstrip(" ") + ("" if text.endswith("\n") else "\n") + line.strip()
        else:
            text += ("" if not text or text.endswith("\n") else " ") + line.strip()
    return text.strip()
