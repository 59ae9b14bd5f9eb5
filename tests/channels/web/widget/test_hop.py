"""Going on in another channel, what staff correct, and where the visitor came from, as the widget has them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import Visit, Widget
from tests.channels.web.widget.test_access import focused, overflow, violations

pytestmark = pytest.mark.browser
in_session = pytest.mark.asyncio(loop_scope="session")
LINK = "https://t.example/lobby?start=link_K7QM2R9T"


async def open_hop(widget: Widget, name: str = "Continue on Telegram") -> Locator:
    await widget.page.get_by_role("button", name=name).click()
    sheet = widget.by("hop")
    await sheet.wait_for()
    return sheet


# --- the other channel ----------------------------------------------------------------------------------------------


@in_session
async def test_without_another_channel_nothing_is_offered(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    assert await widget.page.get_by_role("button", name="Telegram").count() == 0


@in_session
async def test_hop_asks_for_consent_before_there_is_a_link(fake: FakeServer, visit: Visit) -> None:
    fake.hops = ["telegram"]
    widget = await visit()
    await widget.open()
    sheet = await open_hop(widget)
    await expect(sheet.get_by_role("heading", name="Continue on Telegram")).to_be_focused()
    await expect(sheet).to_contain_text("Your messages here and what we know of your trip go with you.")
    assert [frame for frame in fake.frames if frame["type"] == "link"] == []
    await sheet.get_by_role("button", name="Agree and continue").click()
    link = sheet.get_by_role("link", name="Open Telegram")
    await expect(link).to_have_attribute("href", LINK)
    await expect(link).to_be_focused()
    await expect(sheet).to_contain_text("K7QM 2R9T")
    await expect(sheet).to_contain_text("Valid for 14:")
    assert [frame["channel"] for frame in fake.frames if frame["type"] == "link"] == ["telegram"]


@in_session
async def test_hop_that_was_joined_can_be_undone(fake: FakeServer, visit: Visit) -> None:
    fake.hops = ["telegram"]
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    sheet = await open_hop(widget)
    await sheet.get_by_role("button", name="Agree and continue").click()
    await sheet.get_by_role("link").wait_for()
    [conversation] = fake.conversations.values()
    await fake.join(conversation, ["telegram"])
    await expect(sheet).to_contain_text("This chat continues on Telegram too.")
    await sheet.get_by_role("button", name="Back to the chat").click()
    await expect(widget.page.get_by_role("button", name="Continue on Telegram")).to_be_focused()

    await widget.page.reload()
    await widget.open()
    sheet = await open_hop(widget)
    await sheet.get_by_role("button", name="Disconnect Telegram").click()
    await expect(sheet.get_by_role("button", name="Agree and continue")).to_be_visible()
    assert conversation.linked == []


@in_session
async def test_hop_whose_code_has_lapsed_offers_a_new_one(fake: FakeServer, visit: Visit) -> None:
    fake.hops, fake.code_life = ["telegram"], timedelta(seconds=2)
    widget = await visit()
    await widget.open()
    sheet = await open_hop(widget)
    await sheet.get_by_role("button", name="Agree and continue").click()
    await expect(sheet).to_contain_text("Valid for 0:0")
    await expect(sheet.get_by_role("button", name="Agree and continue")).to_be_visible()
    await expect(sheet.get_by_role("link")).to_have_count(0)


@in_session
async def test_hop_without_a_connection_says_so(fake: FakeServer, visit: Visit) -> None:
    fake.hops = ["telegram"]
    widget = await visit()
    await widget.open()
    sheet = await open_hop(widget)
    fake.mute = True
    await fake.cut()
    await expect(widget.page.get_by_text("Connecting…").first).to_be_visible()
    await sheet.get_by_role("button", name="Agree and continue").click()
    await expect(sheet.get_by_role("alert")).to_contain_text("No connection.")


@in_session
async def test_hop_speaks_spanish(fake: FakeServer, visit: Visit) -> None:
    fake.hops = ["telegram"]
    widget = await visit("?locale=es")
    await widget.open()
    sheet = await open_hop(widget, "Continuar en Telegram")
    await expect(sheet).to_contain_text("Puedes desconectarlo cuando quieras.")
    await sheet.get_by_role("button", name="Aceptar y continuar").click()
    await expect(sheet.get_by_role("link", name="Abrir Telegram")).to_be_visible()
    await expect(sheet).to_contain_text("Válido durante 14:")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@in_session
async def test_hop_by_keyboard_on_a_small_screen_has_no_violations(
    fake: FakeServer, visit: Visit, phone: dict[str, int], scheme: str
) -> None:
    fake.hops = ["telegram"]
    widget = await visit("?locale=es")
    keyboard = widget.page.keyboard
    await widget.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await widget.page.set_viewport_size(phone)
    await widget.open()
    button = widget.page.get_by_role("button", name="Continuar en Telegram")
    await button.focus()
    await keyboard.press("Enter")
    assert await violations(widget) == []
    assert await overflow(widget) == 0
    await keyboard.press("Tab")
    assert await focused(widget) == "Aceptar y continuar"
    await keyboard.press("Enter")
    await expect(widget.by("hop").get_by_role("link")).to_be_focused()
    assert await violations(widget) == []
    assert await overflow(widget) == 0
    await keyboard.press("Escape")
    await expect(button).to_be_focused()


# --- corrections ------------------------------------------------------------------------------------------------------


@in_session
async def test_correction_replaces_and_deletion_removes_the_message(visit: Visit) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("correct it")
    lines = ["user: correct it", "staff: Open at 9"]
    await expect(widget.by("staff-message")).to_have_count(1)
    assert await widget.transcript() == lines
    assert await widget.by("staff-message").locator("strong").inner_text() == "9"
    await expect(widget.by("staff-message").locator(".author")).to_have_text("Ana")
    await widget.page.reload()  # the same from the ledger
    await widget.open()
    await expect(widget.by("staff-message")).to_have_count(1)
    assert await widget.transcript() == lines


@in_session
async def test_correction_is_heard_as_a_finished_sentence(visit: Visit) -> None:
    widget = await visit()
    await widget.page.evaluate(
        """() => {
            window.heard = [];
            const note = (changes) => changes.forEach((change) =>
                change.addedNodes.forEach((node) => heard.push(node.textContent)));
            for (const region of document.querySelector("lobby-chat").shadowRoot.querySelectorAll("[aria-live=polite]"))
                new MutationObserver(note).observe(region, {childList: true, subtree: true});
        }"""
    )
    await widget.open()
    await widget.say("correct it")
    await expect(widget.by("staff-message")).to_have_count(1)
    assert await widget.page.evaluate("heard") == [
        "Ana said: Open at 8", "Ana said: Wrong room", "Ana said: Open at 9", "A message was removed.",
    ]  # fmt: skip


# --- where the visitor came from --------------------------------------------------------------------------------------


@in_session
async def test_visit_is_told_once_in_a_browser_session(fake: FakeServer, visit: Visit) -> None:
    widget = await visit("?utm_source=mail&utm_campaign=spring&lang=en")
    await widget.by("public-chat-bubble").wait_for()
    await widget.page.reload()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    [told] = fake.visits
    assert (told["tenant_id"], told["utm"]) == ("demo", {"source": "mail", "campaign": "spring"})
    assert told["landing_page"].endswith("/?utm_source=mail&utm_campaign=spring&lang=en")
    assert set(told) == {"tenant_id", "utm", "landing_page", "referrer"}


@in_session
async def test_first_touch_stays_and_the_last_follows_the_latest_campaign(fake: FakeServer, visit: Visit) -> None:
    for query in ("?utm_source=mail", "?utm_source=ads", ""):
        widget = await visit(query)
        await widget.open()
        await widget.say("hello")
        await widget.reply()
        await widget.page.close()
    mail, ads = {"source": "mail"}, {"source": "ads"}
    assert [(hello["utm"], hello["last_utm"]) for hello in fake.hellos] == [(mail, mail), (mail, ads), (mail, ads)]
    assert [told["utm"] for told in fake.visits] == [mail, ads, ads]  # a session of the browser each
