"""`bot chat` as a program, over pipes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.bot.cli.conftest import Bot, environment, house, on_database, program
from tests.conftest import TestDatabase

__all__ = ["environment", "house", "on_database", "program"]  # fixtures

pytestmark = [pytest.mark.usefixtures("on_database"), pytest.mark.slow]


@pytest.fixture
def tenant(db: TestDatabase) -> UUID:
    return db.add_tenant("demo", brand={})


def texts(db: TestDatabase) -> list[list[str]]:
    """What was said in each session, oldest session first."""
    with db.admin() as conn:
        rows = conn.execute(
            "SELECT array_agg(m.content ORDER BY m.seq) FROM messages m JOIN prospective_sessions s USING (session_id)"
            " WHERE m.channel = 'terminal' GROUP BY s.session_id ORDER BY s.created_at"
        ).fetchall()
    return [row[0] for row in rows]


def test_chat_answers_each_line_in_order(program: Bot, db: TestDatabase, tenant: UUID) -> None:
    done = program("chat", input="hello\n\n  two homes  \nbye")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line.startswith("echo")] == [
        "echo: hello", "echo: two homes", "echo: bye",
    ]  # fmt: skip
    assert texts(db) == [["hello", "echo: hello", "two homes", "echo: two homes", "bye", "echo: bye"]]


def test_chat_number_picks_a_suggestion(program: Bot, db: TestDatabase, tenant: UUID) -> None:
    done = program("chat", input="hello\n2\n9\n")
    assert "[2] Talk to a person" in done.stdout
    assert texts(db) == [
        ["hello", "echo: hello", "Talk to a person", "echo: Talk to a person", "9", "echo: 9"],
    ]


def test_chat_goes_on_where_it_was_until_new(program: Bot, db: TestDatabase, tenant: UUID) -> None:
    program("chat", input="one\n")
    again = program("chat", input="two\n/new\nthree\n/quit\nnever said\n")
    assert "echo: one" not in again.stdout
    program("chat", "--new", input="four\n")
    assert texts(db) == [["one", "echo: one", "two", "echo: two"], ["three", "echo: three"], ["four", "echo: four"]]


def test_chat_in_json_gives_one_object_a_reply(program: Bot, tenant: UUID) -> None:
    done = program("chat", "--json", input="hello\nbye\n")
    replies: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["text"] for reply in replies] == ["echo: hello", "echo: bye"]
    assert replies[0]["suggestions"] == ["See homes", "Talk to a person"]


def test_chat_with_a_button_sends_its_action(program: Bot, db: TestDatabase, house: Path, tenant: UUID) -> None:
    (house / "greeting.py").write_text(
        "from uuid import UUID\n"
        "from bot import Card, CardAction, Reply, hookimpl\n"
        "CARD = Card(UUID(int=7), 'Casa', actions=(CardAction('book', 'Book'),))\n"
        "@hookimpl\n"
        "async def respond(turn):\n"
        "    return Reply(f'action: {turn.pressed} {turn.action and turn.action.unit_id}', cards=(CARD,))\n"
    )
    done = program("chat", input="hello\n1\n")
    assert f"action: book {UUID(int=7)}" in done.stdout
    assert texts(db)[0][2] == "Book"


def test_chat_locale_reaches_the_turn(program: Bot, house: Path, tenant: UUID) -> None:
    (house / "greeting.py").write_text(
        "from bot import Reply, hookimpl\n@hookimpl\nasync def respond(turn):\n    return Reply(turn.language)\n"
    )
    assert program("chat", "--locale", "es-CO", input="hola\n").stdout.split() == ["es"]


def test_chat_shows_cards_in_the_language_of_the_guest(program: Bot, house: Path, tenant: UUID) -> None:
    (house / "greeting.py").write_text(
        "from uuid import UUID\n"
        "from bot import Card, Extraction, Reply, hookimpl\n"
        "@hookimpl\n"
        "async def extract_intent(turn):\n"
        "    return Extraction(language='es')\n"
        "@hookimpl\n"
        "async def respond(turn):\n"
        "    return Reply('ok', cards=(Card(UUID(int=7), 'Azul', unit_type='house', max_guests=2),))\n"
    )
    assert "casa · hasta 2 personas" in program("chat", input="hola\n").stdout
    assert "house · up to 2 guests" in program("chat", "--locale", "en", input="hola\n").stdout


def test_chat_text_that_is_too_long_is_refused_and_the_next_answered(
    program: Bot, db: TestDatabase, tenant: UUID
) -> None:
    done = program("chat", input="x" * 2001 + "\nhello\n")
    assert "2000 characters at most" in done.stderr
    assert texts(db) == [["hello", "echo: hello"]]


def test_chat_with_an_unknown_tenant_fails_with_a_sentence(program: Bot) -> None:
    done = program("chat", "--tenant", "nobody", input="hello\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no tenant with that name" in done.stderr


def test_chat_with_bytes_that_are_no_text_goes_on(program: Bot, db: TestDatabase, tenant: UUID) -> None:
    done = program("chat", input="\udcff\udcfe hello\n\x00\x1b[2J\nbye\n")
    assert done.returncode == 0
    assert texts(db) == [["\ufffd\ufffd hello", "echo: \ufffd\ufffd hello", "[2J", "echo: [2J", "bye", "echo: bye"]]
