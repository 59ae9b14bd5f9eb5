"""The concierge in the house's own words: six languages, this house's entries, and what nobody had written down."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.lies import turn_about, units
from bot.knowledge.gaps import Gaps
from bot.knowledge.importing import import_entries
from bot.knowledge.publishing import publish_entries
from bot.knowledge.reading import read_entries
from bot.offers import wire
from bot.types import LedgerMessage
from bot.words.languages import ANSWERED
from plugins.responder_openai.prompt import MAX_ENTRIES, lines
from tests.plugins.conftest import Demo
from tests.support.guest import cards, names

KEYS = "Las llaves están en una cajita con código junto a la puerta."
RUBBISH = {
    "es": "¿dónde tiro la basura?",
    "en": "where do I put the rubbish?",
    "pt": "onde ponho o lixo?",
    "fr": "où jeter les déchets ?",
    "de": "Wohin mit dem Müll?",
    "it": "dove si butta la spazzatura?",
}
LEADS = {
    "en": "This is what the house says about it, in Spanish:",
    "pt": "Isto é o que a casa diz, em espanhol:",
    "fr": "Voici ce que nous indiquons à ce sujet, en espagnol\u00a0:",
    "de": "Unser Haus schreibt dazu auf Spanisch:",
    "it": "Ecco che cosa dice la struttura, in spagnolo:",
}


def entries_of(answer: LedgerMessage) -> list[str]:
    """The questions of the entries that an answer quotes."""
    return [source.name for source in answer.content.sources if not source.is_unit]


BINS = {
    "es": "La basura se saca por la noche",
    "en": "Take the rubbish to the containers",
    "pt": "O lixo leva-se à noite",
    "fr": "On sort les poubelles le soir",
    "de": "Den Müll bringt man abends",
    "it": "I rifiuti si portano la sera",
}


async def publish(demo: Demo, file: Path, language: str) -> None:
    """Add a file to what the demo tells its guests."""
    embedder = demo.core.embedders.preferred
    assert embedder
    async with demo.core.database.tenant(demo.tenant_id) as conn:
        await import_entries(conn, demo.tenant_id, file.name, read_entries(file, language))
    await publish_entries(
        lambda: demo.core.database.tenant(demo.tenant_id), demo.tenant_id, embedder, demo.core.act_readers.preferred
    )


@pytest.mark.parametrize("language", ANSWERED)
async def test_question_in_each_language_gets_the_houses_words_in_it_alone(demo: Demo, language: str) -> None:
    answer = await demo.guest(language).say(RUBBISH[language])
    assert answer.text.startswith(BINS[language])
    assert answer.text.endswith("(Guía de Casas de Menorca)")
    assert len(entries_of(answer)) == 1
    assert not cards(answer)


@pytest.mark.parametrize("language", LEADS)
async def test_entry_in_another_language_comes_as_it_is_behind_a_sentence_that_says_so(
    demo: Demo, tmp_path: Path, language: str
) -> None:
    (tmp_path / "more.md").write_text("## ¿Alquiláis hamacas para la playa?\nSí, a tres euros.\n", "utf-8")
    await publish(demo, tmp_path / "more.md", "es")
    asked = {
        "en": "do you rent out sunbeds for the beach?", "pt": "alugam espreguiçadeiras para a praia?",
        "fr": "louez-vous des transats pour la plage ?", "de": "Verleihen Sie Liegestühle für den Strand?",
        "it": "noleggiate sdraio per la spiaggia?",
    }[language]  # fmt: skip
    answer = await demo.guest(language).say(asked)
    assert answer.text.startswith(LEADS[language])
    assert "Sí, a tres euros." in answer.text


async def test_entry_is_told_in_the_guests_language_where_it_was_written_in_it(demo: Demo) -> None:
    answer = await demo.guest("en").say("what's the wifi password?")
    assert "The password is on the sticker under the router." in answer.text
    assert "in Spanish" not in answer.text


async def test_what_the_house_lends_is_told_alone_whatever_a_row_lists(demo: Demo) -> None:
    guest = demo.guest("en")
    await guest.say("photos of Villa Petita")
    assert (await guest.say("does it have a cot?")).text.startswith("Yes, free of charge")


async def test_row_comes_first_where_it_answers(demo: Demo) -> None:
    guest = demo.guest("en")
    await guest.say("photos of Villa Petita")
    answer = await guest.say("is there parking?")
    assert answer.text.index("has parking") < answer.text.index("Parking at the house")


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("es", "¿La Villa Petita tiene calefacción?", "Sí, **Villa Petita, Ciutadella** tiene calefacción."),
        ("it", "La Villa Petita ha la lavatrice?", "Sì, **Villa Petita, Ciutadella** ha la lavatrice."),
        ("de", "Hat die Villa Petita eine Klimaanlage?", "Ja, **Villa Petita, Ciutadella** hat eine Klimaanlage."),
    ],
)
async def test_how_a_thing_is_used_is_not_told_where_it_is_asked_whether_it_is_there(
    demo: Demo, language: str, question: str, told: str
) -> None:
    answer = await demo.guest(language).say(question)
    assert answer.text == told
    assert entries_of(answer) == []


async def test_what_the_house_does_not_say_is_not_made_up(demo: Demo) -> None:
    """The demo says nothing of these: not even entries that are near answer them."""
    for language, question in (
        ("es", "¿hay que dejar fianza?"), ("de", "Wie hoch ist die Kaution?"), ("pt", "posso fazer uma festa?"),
        ("it", "quanto costa la tassa di soggiorno?"), ("fr", "vous faites une remise pour un mois ?"),
    ):  # fmt: skip
        answer = await demo.guest(language).say(question)
        assert entries_of(answer) == [], question


async def test_gap_is_noted_for_the_team_without_who_asked_and_goes_with_the_guest(demo: Demo) -> None:
    guest = demo.guest("en")
    await guest.say("My name is Ana López. Is a damage deposit charged? Write to ana@example.com")
    gaps = Gaps(demo.core.database)
    [asked] = [gap for gap in await gaps.asked(demo.tenant_id, 7) if gap.topic == "deposit"]
    assert (asked.language, "deposit" in asked.question) == ("en", True)
    assert not {"Ana", "López", "ana@example.com"} & set(asked.question.split())
    assert ("gap", {"topic": "deposit", "language": "en"}) in demo.rows("SELECT kind, details FROM events")
    await demo.core.privacy.erase(demo.tenant_id, "test", guest.user)
    assert await gaps.asked(demo.tenant_id, 7) == []
    assert [(topic.topic, topic.count) for topic in await gaps.topics(demo.tenant_id, 7)] == [("deposit", 1)]


async def test_answered_question_is_no_gap(demo: Demo) -> None:
    await demo.guest("en").say(RUBBISH["en"])
    assert await Gaps(demo.core.database).asked(demo.tenant_id, 7) == []


async def test_entry_about_a_home_is_told_to_those_who_speak_of_it(demo: Demo) -> None:
    guest = demo.guest("en")
    asked = "where do we park?"
    assert "old town and cars" not in (await guest.say(asked)).text
    await guest.say("Tell me about Casa Vella, old town house in Ciutadella")
    answer = await guest.say(asked)
    assert "**Casa Vella, old town house in Ciutadella**: The house is in the old town" in answer.text
    other = demo.guest("en")
    await other.say("Tell me about Villa Petita, Ciutadella")
    assert "old town and cars" not in (await other.say(asked)).text


async def test_question_beside_a_trip_is_answered_before_the_homes(demo: Demo) -> None:
    answer = await demo.guest("en").say("A house with a pool for 4 people in May. Where do we put the rubbish?")
    assert BINS["en"] in answer.text
    assert names(answer)


async def test_answer_of_the_house_passes_the_fact_gate_whatever_it_says(demo: Demo, tmp_path: Path) -> None:
    told = "Yes: 3 for 12.50 € a day, free on Sundays until 31 March; call +34 971 000 111 or write to a@b.example."
    (tmp_path / "more.md").write_text(f"## Do you rent sunbeds?\n{told}\n", "utf-8")
    await publish(demo, tmp_path / "more.md", "en")
    answer = await demo.guest("en").say("can we rent sunbeds from you?")
    assert told in answer.text
    assert demo.rows("SELECT * FROM reply_checks") == []


async def test_model_is_told_what_was_found_as_facts_of_the_business() -> None:
    home = next(unit for unit in units() if unit.pricing)
    turn = turn_about(home, [], "en", "how do we pay, and may the dog come?")
    first = replace(turn.knowledge[0], entry=replace(turn.knowledge[0].entry, unit_id=home.unit_id))
    turn.knowledge = (first, *turn.knowledge[1:])
    system, *_, marked, _ = await lines(turn)
    assert "policies" not in system.content
    assert '"house_says"' in system.content  # what the model is to do with it
    said = json.loads(marked.content.splitlines()[2])["house_says"]
    assert len(said) == MAX_ENTRIES
    assert said[0] == {
        "question": first.entry.question, "answer": first.entry.answer, "language": first.entry.language,
        "from": "Guía de Casas de Menorca", "only_about": home.name,
    }  # fmt: skip
    turn.knowledge = ()
    assert "house_says" not in (await lines(turn))[-2].content


async def test_entries_are_sources_of_the_answer_on_the_wire_and_no_units(demo: Demo) -> None:
    answer = await demo.guest("es").say("¿cómo se recogen las llaves?")
    assert answer.text.startswith(KEYS)
    [source] = wire.answer_json(answer.content)["sources"]
    assert (source["table"], source["name"]) == ("knowledge_entries", "¿Cómo se recogen las llaves?")
    assert source["content"].startswith(KEYS)
    assert source["similarity"] > 0.9
