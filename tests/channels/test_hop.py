"""From the website to Telegram and back, with nothing between them replaced but Telegram itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import BrowserContext, expect
from pydantic import SecretStr

from bot.settings import Secrets
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.players import User
from tests.channels.web.conftest import browser, context
from tests.channels.web.widget.pages import Widget
from tests.conftest import TestDatabase
from tests.support.web import ECHO, Site, Visitor, website

pytestmark = pytest.mark.slow  # at a platform's pace

__all__ = ["browser", "context"]  # fixtures

PLUGINS = (ECHO, "plugins.understanding", "plugins.commands")
STAY = "a house for 4 people from August 10, 2031 to August 17, 2031"
JOINED = "Our conversation goes on in both places"


@dataclass
class Town:
    """A business that is on the website and on Telegram."""

    db: TestDatabase
    site: Site
    telegram: TelegramStandin

    @asynccontextmanager
    async def visitor(self, **hello: Any) -> AsyncIterator[Visitor]:
        """A visitor who has said where they want to stay."""
        async with self.site.visitor(**hello) as visitor:
            await visitor.ask(STAY)
            yield visitor


@asynccontextmanager
async def town(db: TestDatabase) -> AsyncIterator[Town]:
    db.add_tenant(locale="en")
    telegram = TelegramStandin()
    secrets = Secrets(telegram_bot_token=SecretStr(telegram.token))
    async with telegram.serving() as url:
        channels = {"telegram": {"base_url": url, "poll_timeout_s": 1}}
        async with website(db, plugins=PLUGINS, secrets=secrets, channels=channels) as site:
            while not await _offers(site):
                await asyncio.sleep(0.05)
            yield Town(db, site, telegram)


async def _offers(site: Site) -> bool:
    """Whether the bot knows its own name by now."""
    async with site.visitor() as visitor:
        return visitor.welcome["hops"] == ["telegram"]


async def asked_to_go_on(visitor: Visitor) -> dict[str, Any]:
    """The link that the visitor gets on consenting."""
    await visitor.send(type="link", id=str(uuid4()), channel="telegram")
    return await visitor.until("link")


async def joined(town: Town, visitor: Visitor, **names: Any) -> User:
    """A person on Telegram who has opened the visitor's link."""
    link = await asked_to_go_on(visitor)
    person = town.telegram.user(**names)
    await person.start(link["url"].partition("?start=")[2])
    await visitor.until("linked", channels=["telegram"])
    await person.chat.wait_for(1)
    return person


async def says(person: User, text: str) -> str:
    """What the bot answers to a message on Telegram."""
    before = len(person.chat.from_bot)
    await person.send(text)
    return str((await person.chat.wait_for(before + 1))[before].text)


def on_the_website(tab: Visitor) -> list[str]:
    """What a tab that only looks on has shown, as "role: text"."""
    frames = [*tab.welcome["messages"], *(frame for frame in tab.frames if frame["type"] == "message")]
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    return [f"{frame['role']}: {frame['text']}" for frame in frames]


def on_telegram(person: User) -> list[str]:
    """The same, as the chat shows it."""
    return [f"{'assistant' if message.from_bot else 'user'}: {message.text}" for message in person.chat.messages]


async def test_conversation_goes_on_in_both_places_in_one_order(db: TestDatabase) -> None:
    async with town(db) as here, here.visitor() as visitor, here.site.visitor(token=visitor.token) as tab:
        ana = await joined(here, visitor, language_code="en")
        assert "Aug 10 – 17, 2031, 4 people" in ana.chat.texts[0].replace("\u2009", " ")
        assert await says(ana, "with a pool") == "echo: with a pool"
        await visitor.ask("and near the sea")
        await ana.chat.wait_for(lambda chat: "echo: and near the sea" in chat.texts)
        assert await says(ana, "thank you") == "echo: thank you"
        await tab.until("message", text="echo: thank you")
        async with here.site.visitor(token=visitor.token) as reloaded:
            assert on_the_website(reloaded) == on_the_website(tab)
    *before, joining, greeting, pool, pool_echo, sea, sea_echo, thanks, thanks_echo = on_the_website(tab)
    assert before == [f"user: {STAY}", f"assistant: echo: {STAY}"]
    assert joining == "user: Continue on Telegram"
    assert greeting.startswith(f"assistant: {JOINED}")
    assert [pool, pool_echo] == ["user: with a pool", "assistant: echo: with a pool"]
    assert [sea, sea_echo] == ["user: and near the sea", "assistant: echo: and near the sea"]
    copy = "assistant: You (website): and near the sea"
    assert on_telegram(ana)[2:] == [pool, pool_echo, copy, sea_echo, thanks, thanks_echo]


@pytest.mark.parametrize(("language", "words"), [("en", "Continue on Telegram"), ("es", "Continuar en Telegram")])
async def test_visitor_reads_words_and_neither_code_nor_command(db: TestDatabase, language: str, words: str) -> None:
    async with town(db) as here, here.visitor() as visitor, here.site.visitor(token=visitor.token) as tab:
        await joined(here, visitor, language_code=language)
        await tab.until("message", role="assistant")
        shown = on_the_website(tab)
        code = next(frame["code"] for frame in visitor.frames if frame["type"] == "link")
    assert shown[2] == f"user: {words}"
    assert shown[3].startswith(f"assistant: {JOINED}")  # in the language of the conversation, whatever the phone's
    assert "/start" not in "".join(shown)
    assert code not in "".join(shown)


@pytest.mark.parametrize("written", ["/link {0}-{1}", "/link {0} {1}", "/link {0}{1}", "{0} {1}", "{0}{1}", "{0}-{1}"])
async def test_code_may_be_typed(db: TestDatabase, written: str) -> None:
    async with town(db) as here, here.visitor() as visitor:
        code = (await asked_to_go_on(visitor))["code"]
        ana = here.telegram.user()
        assert (await says(ana, written.format(code[:4], code[4:]).lower())).startswith(JOINED)
        await visitor.until("linked", channels=["telegram"])


async def test_code_that_was_used_is_refused_with_a_sentence(db: TestDatabase) -> None:
    async with town(db) as here, here.visitor() as visitor, here.site.visitor(token=visitor.token) as tab:
        ana = await joined(here, visitor)
        code = next(frame["code"] for frame in visitor.frames if frame["type"] == "link")
        thief = here.telegram.user(language_code="es")
        await thief.start(f"link_{code}")
        [refusal] = await thief.chat.wait_for(1)
        assert refusal.text.startswith("Ese código ya se ha usado")
        assert await says(thief, f"/link {code}") == refusal.text
        assert await says(thief, code.lower()) == refusal.text
        await says(thief, "what do they say?")
        assert await says(ana, "are we alone?") == "echo: are we alone?"
        await tab.until("message", text="echo: are we alone?")
        assert "what do they say?" not in "".join(on_the_website(tab))
        assert "are we alone?" not in "".join(thief.chat.texts)


async def test_unlink_on_telegram_restores_both_and_is_told_at_once(db: TestDatabase) -> None:
    async with town(db) as here, here.visitor() as visitor, website(db, plugins=PLUGINS) as other_node:
        ana = here.telegram.user(language_code="en")
        assert await says(ana, "before") == "echo: before"
        code = (await asked_to_go_on(visitor))["code"]
        assert (await says(ana, code)).startswith(JOINED)
        await visitor.until("linked", channels=["telegram"])
        async with other_node.visitor(token=visitor.token) as elsewhere:
            assert elsewhere.welcome["linked"] == ["telegram"]
            assert (await says(ana, "/unlink")).startswith("Done.")
            for shown in (visitor, elsewhere):
                await shown.until("linked", channels=[])
        assert (await visitor.ask("only here"))["text"] == "echo: only here"
        assert await says(ana, "only there") == "echo: only there"
        assert await says(ana, "/unlink") == "Nothing is linked to this conversation."
        async with here.site.visitor(token=visitor.token) as tab:
            assert on_the_website(tab)[-2:] == ["user: only here", "assistant: echo: only here"]
        assert "only here" not in "".join(on_telegram(ana))
        assert (await says(ana, code)).startswith("That code has been used already")


async def test_visitor_who_disconnects_is_alone_in_every_tab(db: TestDatabase) -> None:
    async with town(db) as here, here.visitor() as visitor:
        ana = await joined(here, visitor)
        async with here.site.visitor(token=visitor.token) as tab:
            await visitor.send(type="unlink", id=str(uuid4()))
            for shown in (visitor, tab):
                await shown.until("linked", channels=[])
        await visitor.ask("only here")
        assert await says(ana, "only there") == "echo: only there"
        assert "only here" not in "".join(on_telegram(ana))


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_visitor_goes_on_in_telegram_and_comes_back(db: TestDatabase, context: BrowserContext) -> None:
    async with town(db) as here:
        page = await context.new_page()
        await page.goto(here.site.url)
        widget = Widget(page, [])
        await widget.open()
        await widget.say(STAY)
        await widget.reply()
        await page.get_by_role("button", name="Continue on Telegram").click()
        sheet = widget.by("hop")
        await sheet.get_by_role("button", name="Agree and continue").click()
        address = await sheet.get_by_role("link", name="Open Telegram").get_attribute("href")
        assert address
        ana = here.telegram.user(language_code="en")
        await ana.start(address.partition("?start=")[2])
        await ana.chat.wait_for(1)
        await expect(sheet).to_contain_text("This chat continues on Telegram too.")
        await sheet.get_by_role("button", name="Back to the chat").click()
        assert await says(ana, "with a pool") == "echo: with a pool"
        await expect(widget.by("assistant-message")).to_have_count(3)
        shown = await widget.transcript()
        await widget.page.get_by_role("button", name="Continue on Telegram").click()
        await says(ana, "/unlink")
        await expect(sheet.get_by_role("button", name="Agree and continue")).to_be_visible()
        await page.close()
    assert shown[0] == f"user: {STAY}"
    assert shown[2] == "user: Continue on Telegram"
    assert shown[3].startswith(f"assistant: {JOINED}")
    assert shown[4:] == ["user: with a pool", "assistant: echo: with a pool"]
