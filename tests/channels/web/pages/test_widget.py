"""The widget as it is served: small, whole, and each release for itself."""

from __future__ import annotations

import copy
import gzip
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.words.phrases import Phrases, for_guests
from channels.web.pages.joining import join
from channels.web.pages.widget import SOURCES, Widget, build, widget, widget_routes

MAX_BEFORE_OPENING = 6 * 1024  # bytes with gzip
MAX_UNTIL_ANSWER = 22 * 1024
MAX_LANGUAGE_IN_LAUNCHER = 20  # what each further language costs who does not speak it
TEXTS = for_guests("widget")
LANGUAGES = sorted(TEXTS.tables())
NESTED_TEMPLATE = re.compile(r"`[^`]*\$\{[^}`]*`")


def zipped(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def part(name: str, made: Widget | None = None) -> tuple[str, bytes]:
    """A part's file name and content."""
    return next((file, a.content) for file, a in (made or widget()).parts.items() if file.startswith(f"{name}."))


def reworded() -> Phrases:
    """The texts with one sentence changed."""
    tables = copy.deepcopy(TEXTS.tables())
    tables["en"]["conversation"]["here"] = "Glad to help"
    return Phrases(tables)


# --- sizes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_loads_fits_into_six_kilobytes(language: str) -> None:
    assert sum(map(zipped, before_opening(language))) <= MAX_BEFORE_OPENING


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_until_the_first_answer_fits_into_twenty_two_kilobytes(language: str) -> None:
    needed = (*before_opening(language), part("conversation")[1], part(language)[1])
    assert sum(map(zipped, needed)) <= MAX_UNTIL_ANSWER


def before_opening(language: str) -> list[bytes]:
    return [widget().launcher.content, *([] if language == "en" else [part(f"launcher-{language}")[1]])]


def test_further_language_costs_the_launcher_little() -> None:
    tables = TEXTS.tables()
    more = zipped(build(SOURCES, Phrases({**tables, "xx": tables["es"]})).launcher.content) - zipped(
        widget().launcher.content
    )
    assert 0 < more <= MAX_LANGUAGE_IN_LAUNCHER


# --- sources --------------------------------------------------------------------------------------------------------


def test_every_module_is_served() -> None:
    launcher = join(SOURCES / "launcher" / "main.js")
    conversation = join(SOURCES / "conversation" / "main.js", launcher.exports)
    assert {*launcher.exports, *conversation.exports} == {file.resolve() for file in SOURCES.rglob("*.js")}


@pytest.mark.parametrize("file", sorted(SOURCES.rglob("*.js")), ids=lambda file: file.name)
def test_module_has_nothing_that_minifying_could_change(file: Path) -> None:
    """rjsmin takes a template inside another's `${…}` for the end of the outer one, and its blanks for superfluous."""
    assert NESTED_TEMPLATE.search(file.read_text("utf-8")) is None


def test_every_text_is_said_somewhere() -> None:
    source = "".join(file.read_text("utf-8") for file in SOURCES.rglob("*.js"))
    english = TEXTS.tables()["en"]
    keys = {*english["launcher"], *english["conversation"]} - {"rate_limited", "unavailable", "types"}
    assert [key for key in sorted(keys) if not re.search(rf'"{key}"|\b{key}: ', source)] == []


def test_served_code_has_no_comments_and_its_texts_whole() -> None:
    for _, content in (("", widget().launcher.content), part("conversation")):
        assert b"/*" not in content
        assert b" // " not in content
    assert "Escribe un mensaje…".encode() in part("es")[1]
    assert b"Write a message" not in part("es")[1] + part("conversation")[1] + widget().launcher.content
    assert b"Abrir el chat" not in part("conversation")[1] + widget().launcher.content


# --- releases -------------------------------------------------------------------------------------------------------


def test_release_is_known_by_its_content() -> None:
    other = build(SOURCES, reworded())
    assert {*other.parts}.isdisjoint(widget().parts)
    assert {*build(SOURCES, TEXTS).parts} == {*widget().parts}, "equal sources make an equal release, on every node"


async def test_parts_are_kept_for_good_and_those_of_another_release_not_at_all() -> None:
    other = build(SOURCES, reworded())
    transport = httpx.ASGITransport(Starlette(routes=widget_routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        launcher = await client.get("/widget.js")
        ours = await client.get(f"/widget/{part('en')[0]}")
        theirs = await client.head(f"/widget/{part('en', other)[0]}")
        source = await client.get("/widget/launcher/main.js")
    assert launcher.headers["cache-control"] == "public, max-age=300"
    assert ours.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert ours.headers["content-type"] == "text/javascript; charset=utf-8"
    assert (theirs.status_code, theirs.headers["cache-control"]) == (404, "no-store")
    assert theirs.headers["access-control-allow-origin"] == "*", "the launcher must be able to read the status"
    assert source.status_code == 404
