"""The commands' words on turns of every kind; then through the whole core."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from bot import Tenant
from bot.conversation.turn import Turn
from bot.core import Core
from bot.store.database import Database
from bot.types import Action, GuestMessage, HistoryItem, Intent, Reply, Session
from bot.words.phrases import for_guests
from plugins.commands import respond
from plugins.commands.languages import code_of
from tests.conftest import AppFactory, TestDatabase
from tests.support.guest import GuestOnTest
from tests.support.reception import call, phone, until

SAID = for_guests("commands")
NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
TRIP = Intent(check_in=date(2030, 8, 10), check_out=date(2030, 8, 17), nights=7, guests=4)
TENANT = Tenant(UUID(int=1), "demo", "Casas", locale="es-ES", brand={"contact": {"phone": "+34 600 000 000"}})
SESSION = Session(UUID(int=2), UUID(int=1), "telegram")
EARLIER = (HistoryItem("user", "hello", NOW.isoformat()), HistoryItem("assistant", "Hello!", NOW.isoformat()))
BOTH = pytest.mark.parametrize("language", ["en", "es"])
NAMES = ("Español", "English", "Português", "Français", "Deutsch", "Italiano")
PLUGINS = ("plugins.concierge", "plugins.understanding", "plugins.commands")


def turn_of(
    *said: str | Action, language: str = "en", intent: Intent | None = None, tenant: Tenant = TENANT, **session: Any
) -> Turn:
    """A turn of texts and actions, the last of which is the newest. It has no database: commands need none."""
    messages = [
        GuestMessage(number, str(number), item, NOW)
        if isinstance(item, str)
        else GuestMessage(number, str(number), item.name, NOW, item)
        for number, item in enumerate(said, 1)
    ]
    no_database = Database("postgresql://", 1)
    session_ = replace(SESSION, **session)
    return Turn(tenant, session_, tuple(messages), NOW, intent or Intent(), language, no_database)


async def reply_to(*said: str | Action, **more: Any) -> Reply:
    reply = await respond(turn_of(*said, **more))
    assert isinstance(reply, Reply)
    return reply


def plain(text: str) -> str:
    """With ordinary spaces: babel puts thin ones around a dash."""
    return text.replace("\u2009", " ")


# --- which messages are commands ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["hello", "help", "I need /help", "/helpme", "/start", "/reset", "English", "de", "", "/"]
)
async def test_other_messages_are_left_to_the_concierge(text: str) -> None:
    assert await respond(turn_of(text)) is None


@pytest.mark.parametrize("action", ["book", "ask", "photos", "something_new"])
async def test_buttons_of_cards_are_left_to_the_concierge(action: str) -> None:
    assert await respond(turn_of(Action(action, UUID(int=7)))) is None


@pytest.mark.parametrize("name", ["help", "language", "human", "privacy"])
async def test_typed_command_word_is_answered_as_the_action(name: str) -> None:
    typed, acted = turn_of(f"  /{name.upper()} "), turn_of(Action(name))
    assert await respond(typed) == await respond(acted)


async def test_newest_message_counts() -> None:
    assert await respond(turn_of(Action("help"), "a house for four")) is None
    assert (await reply_to("a house for four", Action("help"))).text == SAID.say("help", "en")


async def test_request_for_a_person_is_not_lost_when_the_guest_writes_on() -> None:
    assert (await reply_to(Action("human"), "hello?")).handoff
    assert (await reply_to(Action("link", linked=True), "and now?")).text.startswith("Our conversation goes on")


# --- each command -------------------------------------------------------------------------------------------------


@BOTH
async def test_start_greets_in_the_words_of_the_brand_and_offers_first_questions(language: str) -> None:
    brand = {"greeting": {"en": "Ahoy!", "es": "¡Buenas!"}, "suggestions": {"en": ["Boats"], "es": ["Barcos"]}}
    reply = await reply_to(Action("start"), language=language, tenant=replace(TENANT, brand=brand))
    assert (reply.text, reply.suggestions) == {"en": ("Ahoy!", ("Boats",)), "es": ("¡Buenas!", ("Barcos",))}[language]


@BOTH
async def test_start_without_a_brand_names_the_tenant(language: str) -> None:
    reply = await reply_to(Action("start"), language=language)
    assert "**Casas**" in reply.text
    assert len(reply.suggestions) == 3


async def test_start_again_welcomes_back_with_what_is_known() -> None:
    reply = await reply_to(Action("start"), history=EARLIER, intent=TRIP)
    assert plain(reply.text) == ("Welcome back!\n\nYour trip so far: 10–17 Aug 2030, 4 people.\n\nHow can I help you?")
    again = await reply_to(Action("start"), history=EARLIER, language="es")
    assert again.text == "¡Hola de nuevo!\n\n¿En qué puedo ayudarte?"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
async def test_human_asks_for_the_team_in_the_words_of_the_concierge(language: str) -> None:
    reply = await reply_to(Action("human"), language=language)
    assert reply.handoff == "the guest asks for a person"
    assert {"en": "our team", "es": "nuestro equipo", "fr": "notre équipe"}[language] in reply.text
    assert "+34 600 000 000" in reply.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "in English"),
        ("es", "en español"),
        ("pt", "em português"),
        ("fr", "en français"),
        ("de", "auf Deutsch"),
        ("it", "in italiano"),
    ],
)
async def test_language_is_confirmed_in_that_language(language: str, said: str) -> None:
    turn = turn_of(Action("language", language=language), language="en" if language == "fr" else "fr")
    reply = await respond(turn)
    assert reply is not None
    assert said in reply.text
    assert turn.language == language


@pytest.mark.parametrize("language", ["zh", "klingon"])
async def test_unknown_language_changes_nothing(language: str) -> None:
    turn = turn_of(Action("language", language=language))
    reply = await respond(turn)
    assert reply is not None
    assert turn.language == "en"
    assert "don't know that language" in reply.text
    assert "Spanish, English, Portuguese, French, German and Italian" in reply.text
    assert reply.suggestions == NAMES


@pytest.mark.parametrize("text", ["Español", "español.", "Spanish, please", "es", "en español por favor", "ESPAGNOL"])
async def test_answer_to_which_language_is_understood(text: str) -> None:
    asked = await reply_to(Action("language"), state={"concierge": {"greeted": True}})
    assert asked.suggestions == NAMES
    assert asked.state is not None
    assert asked.state["concierge"] == {"greeted": True}
    turn = turn_of("", language="en", state=asked.state)
    turn.messages = (GuestMessage(3, "3", text, NOW),)
    reply = await respond(turn)
    assert reply is not None
    assert turn.language == "es"
    assert reply.state is None
    turn.messages = (GuestMessage(5, "5", text, NOW),)  # later the same words are not a command
    assert await respond(turn) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Português", "pt"),
        ("brasileiro", "pt"),
        ("en français s'il vous plaît", "fr"),
        ("Auf Deutsch bitte!", "de"),
        ("in italiano, per favore", "it"),
        ("castellano", "es"),
        ("anglais", "en"),
    ],
)
def test_names_of_languages_are_read_in_all_of_them(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["a house", "Paris", "de la casa", "", "en", "English house"])
def test_only_names_of_languages_are_read(text: str) -> None:
    assert code_of(text) == ("en" if text == "en" else None)


@pytest.mark.parametrize("written", ["/language es", "/language Spanish"])
async def test_language_may_be_typed_with_the_command(written: str) -> None:
    turn = turn_of(written)
    assert (await respond(turn)) is not None
    assert turn.language == "es"


async def test_link_says_what_is_known_and_how_to_undo() -> None:
    reply = await reply_to(Action("link", linked=True), intent=TRIP, history=EARLIER)
    assert "10–17 Aug 2030, 4 people" in plain(reply.text)
    assert reply.text.endswith("write /unlink in Telegram.")


async def test_link_in_a_turn_of_the_website_says_nothing_of_commands_there() -> None:
    turn = turn_of(Action("link", linked=True))
    turn.session = replace(turn.session, channel="web")
    reply = await respond(turn)
    assert reply is not None
    assert "/unlink" not in reply.text


@BOTH
@pytest.mark.parametrize("reason", ["unknown", "expired", "used", "too_many", "staff", "something_new"])
async def test_link_that_failed_says_what_to_do(language: str, reason: str) -> None:
    reply = await reply_to(Action("link", reason=reason), language=language)
    assert re.search(r"\b(código|code)\b", reply.text) or reason == "too_many"
    assert "/unlink" not in reply.text


@BOTH
async def test_unlink_says_whether_anything_was_linked(language: str) -> None:
    done = await reply_to(Action("unlink", unlinked=True), language=language)
    nothing = await reply_to(Action("unlink"), language=language)
    assert done.text.startswith(("Done.", "Hecho."))
    assert nothing.text != done.text


async def test_resume_bot_is_back_with_what_is_known() -> None:
    reply = await reply_to(Action("resume_bot"), intent=replace(TRIP, check_out=None, nights=None), language="es")
    assert reply.text.startswith(
        "¡Ya estoy de vuelta!\n\nTu viaje hasta ahora: desde el 10 de agosto de 2030, 4 personas."
    )


async def test_reset_begins_anew() -> None:
    assert (await reply_to(Action("reset"))).text.startswith("All right, let's start over.")


@BOTH
async def test_privacy_says_what_is_kept_how_long_and_how_to_erase(language: str) -> None:
    text = (await reply_to(Action("privacy"), language=language)).text
    assert {"7", "20"} <= set(re.findall(r"\d+", text))
    assert "+34 600 000 000" in text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("photo", "picture"),
        ("video_note", "video"),
        ("voice", "recordings"),
        ("sticker", "words"),
        ("venue", "locations"),
        ("document", "file"),
        ("poll", "only read text"),
        (None, "only read text"),
    ],
)
async def test_unsupported_content_is_declined_by_its_kind(kind: str | None, said: str) -> None:
    assert said in (await reply_to(Action("unsupported", kind=kind))).text


# --- through the core ---------------------------------------------------------------------------------------------


@pytest.fixture
async def core(make_app: AppFactory) -> AsyncIterator[Core]:
    async with make_app(plugins=PLUGINS) as core:
        yield core


async def test_language_chosen_by_its_name_stays(core: Core, db: TestDatabase) -> None:
    guest = GuestOnTest(core, db.add_tenant(locale="en"))
    assert (await guest.say("/start", Action("start"))).text.startswith("Hello! I'm the virtual concierge")
    asked = await guest.say("/language", Action("language"))
    assert asked.content.suggestions == NAMES
    assert "en español" in (await guest.say("Español")).text
    assert (await guest.say("/help")).text == SAID.say("help", "es")


async def test_command_leaves_what_the_concierge_remembers(core: Core, db: TestDatabase) -> None:
    guest = GuestOnTest(core, db.add_tenant(locale="en"))
    await guest.say("hello")
    await guest.say("/language")
    await guest.say("English")
    assert (await guest.say("hello")).text == "Hello again! How can I help you?"


async def test_human_is_a_handoff_in_the_ledger(core: Core, db: TestDatabase) -> None:
    await GuestOnTest(core, db.add_tenant(locale="en")).say("/human", Action("human"))
    with db.admin() as conn:
        kinds = [row[0] for row in conn.execute("SELECT kind FROM events ORDER BY event_id")]
    assert "handoff" in kinds


async def test_link_and_unlink_are_told_on_the_channel_that_joined(make_app: AppFactory, db: TestDatabase) -> None:
    plugins, tenant = ("plugins.concierge", "plugins.understanding", "plugins.commands"), db.add_tenant(locale="en")
    async with make_app(plugins=plugins, channels=("tests.support.reception",)) as core:
        website = GuestOnTest(core, tenant)
        await website.say("a house for 4 people from August 10, 2031 to August 17, 2031")
        assert website.session_id
        code = (await core.links.create(tenant, website.session_id)).code

        async def phone_says(action: Action) -> str:
            before = len(phone(core).sent)
            await call(core, tenant, "maria", f"/{action.name}", action)
            await until(lambda: len(phone(core).sent) > before and core.turns.running == 0)
            return plain(phone(core).sent[-1].message.text)

        assert "Aug 10 – 17, 2031, 4 people" in await phone_says(Action("link", code=code))
        assert (await phone_says(Action("unlink"))).startswith("Done.")
        assert (await phone_says(Action("unlink"))) == SAID.say("unlinked_nothing", "en")
        assert (await phone_says(Action("link", code=code))) == SAID.say("refused_link.used", "en")
        assert (await phone_says(Action("link", code="NONE"))) == SAID.say("refused_link.unknown", "en")
        assert (await phone_says(Action("reset"))) == SAID.say("reset", "en")
