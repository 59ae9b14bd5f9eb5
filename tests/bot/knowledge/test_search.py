from __future__ import annotations

from uuid import UUID

import pytest

from bot.embedding import Embedders
from bot.knowledge.publishing import publish_entries
from bot.knowledge.search import Found, Question, Topic, answering, encoder_of, nearest, read_questions
from bot.store.database import Database
from bot.types import Entry
from tests.bot.knowledge.conftest import FirstLetters, Import
from tests.conftest import TestDatabase
from tests.support.encoder import WordEncoder

TEXT = """## where are the keys {#keys topic=check_in}
In the box.

## dónde están las llaves {#keys lang=es}
En la caja.

## is there wifi in the house
## what about the internet
Yes.

## how does the gate open {unit=villa}
By hand.
"""


class House:
    """A published house, asked by the tests' encoder and reader."""

    def __init__(self, database: Database, tenant: UUID, encoder: WordEncoder, reader: FirstLetters | None) -> None:
        self.database, self.tenant, self.encoder, self.reader = database, tenant, encoder, reader

    async def ask(self, text: str, language: str = "en", topics: tuple[str, ...] = (), *units: UUID) -> list[Found]:
        [question] = await read_questions([text], self.encoder, self.reader, [Topic(topics)])
        async with self.database.tenant(self.tenant) as conn:
            return await nearest(conn, self.tenant, question, language=language, units=units)

    async def told(self, text: str, language: str = "en", topics: tuple[str, ...] = ()) -> list[str]:
        [question] = await read_questions([text], self.encoder, self.reader, [Topic(topics)])
        async with self.database.tenant(self.tenant) as conn:
            found = await nearest(conn, self.tenant, question, language=language)
        return [each.entry.answer for each in answering(found, question)]


@pytest.fixture
async def villa(db: TestDatabase, tenant: UUID) -> UUID:
    with db.admin() as conn:
        row = conn.execute(
            "INSERT INTO accommodation_units (tenant_id, source_id, name, description)"
            " VALUES (%s, 'villa', 'Villa', 'x') RETURNING unit_id",
            (tenant,),
        ).fetchone()
    assert row
    return UUID(str(row[0]))


@pytest.fixture
async def house(
    import_text: Import, database: Database, tenant: UUID, villa: UUID, encoder: WordEncoder, reader: FirstLetters
) -> House:
    await import_text(tenant, TEXT)
    await publish_entries(lambda: database.tenant(tenant), tenant, encoder, reader)
    return House(database, tenant, encoder, reader)


async def test_nearest_is_the_entry_whose_question_is_alike(house: House) -> None:
    assert (await house.ask("is there wifi"))[0].entry.question == "is there wifi in the house"
    assert await house.told("is there wifi in the house") == ["Yes."]
    assert await house.told("zebra crossing") == []


async def test_wordings_of_one_question_are_one_answer(house: House) -> None:
    found = await house.ask("what about the internet")
    assert [each.entry.answer for each in found].count("Yes.") == 1
    assert (await house.told("what about the internet"))[0] == "Yes."


async def test_entry_is_told_in_the_guests_language_where_it_was_written_in_it(house: House) -> None:
    assert (await house.ask("where are the keys", "es"))[0].entry.answer == "En la caja."
    assert (await house.ask("dónde están las llaves", "en"))[0].entry.answer == "In the box."
    assert (await house.ask("where are the keys", "de"))[0].entry.language == "en"


async def test_entry_of_a_unit_is_found_only_where_the_unit_is_in_question(house: House, villa: UUID) -> None:
    assert "By hand." not in [each.entry.answer for each in await house.ask("how does the gate open")]
    assert (await house.ask("how does the gate open", "en", (), villa))[0].entry.unit_id == villa


async def test_entry_of_a_topic_answers_where_nothing_is_near(house: House) -> None:
    assert await house.told("are the keys ready", topics=("check_in",)) == ["In the box."]
    assert await house.told("are the keys ready", topics=("pets",)) == []
    assert await house.told("zebra crossing", topics=("check_in",)) == []


async def test_agreement_counts_beside_the_words(house: House) -> None:
    with_it = (await house.ask("where may I smoke"))[0]
    house.reader = None
    without = next(each for each in await house.ask("where may I smoke") if each.entry == with_it.entry)
    assert without.score == pytest.approx(without.similarity)
    assert with_it.score == pytest.approx(0.6 * with_it.similarity + 0.4)


async def test_acts_of_another_reader_are_not_compared(house: House) -> None:
    house.reader = FirstLetters("letters-2")
    found = (await house.ask("where are the keys"))[0]
    assert found.score == pytest.approx(found.similarity)


async def test_vectors_of_another_model_are_not_compared(house: House) -> None:
    house.encoder = WordEncoder(model="words-2")
    assert await house.ask("where are the keys") == []


async def test_encoder_is_the_one_that_encoded_the_entries(house: House) -> None:
    embedders = Embedders()
    embedders.add(WordEncoder(model="words-2"))
    async with house.database.tenant(house.tenant) as conn:
        assert await encoder_of(conn, house.tenant, embedders) is None
        embedders.add(house.encoder)
        assert await encoder_of(conn, house.tenant, embedders) is house.encoder


async def test_another_tenant_finds_nothing(house: House, db: TestDatabase) -> None:
    other = House(house.database, db.add_tenant("other"), house.encoder, house.reader)
    assert await other.ask("where are the keys") == []


async def test_visitor_sees_what_is_published_and_nothing_else(house: House, import_text: Import) -> None:
    await import_text(house.tenant, "## is there wifi\nA new answer.\n", "new.md")
    [question] = await read_questions(["is there wifi"], house.encoder, house.reader, [Topic()])
    async with house.database.visitor(house.tenant, UUID(int=1)) as conn:
        found = await nearest(conn, house.tenant, question, language="en")
        rows = await (
            await conn.execute("SELECT count(*) FROM knowledge_entries WHERE answer = 'A new answer.'")
        ).fetchall()
    assert found
    assert rows == [(0,)]


@pytest.mark.parametrize(
    ("score", "similarity", "by_topic", "confidence", "is_told"),
    [
        (0.49, 0.49, False, 1, True), (0.47, 0.47, False, 1, False), (0.58, 0.41, False, 1, True),
        (0.56, 0.5, False, 1, False), (0.7, 0.39, False, 1, False),
        (0.3, 0.32, True, 0.9, True), (0.3, 0.32, True, 0.6, False), (0.3, 0.39, True, 0.6, True),
        (0.3, 0.3, True, 0.9, False),
    ],
)  # fmt: skip
def test_answering_takes_what_is_near_else_what_is_of_the_topic(
    score: float, similarity: float, by_topic: bool, confidence: float, is_told: bool
) -> None:
    entry = Entry(UUID(int=1), "q", "a", "en", "guide.md", "Guide")
    question = Question((), "m", acts=(1.0,), about=Topic(("pets",), confidence))
    assert bool(answering([Found(entry, score, similarity, by_topic)], question)) is is_told
