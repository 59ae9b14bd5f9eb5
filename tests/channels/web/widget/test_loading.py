"""What a page fetches and when, and what the visitor sees where that fails."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, Request, Route, expect

from bot.words.phrases import Phrases, for_guests
from channels.standins.serving import serving
from channels.web.pages.joining import join
from channels.web.pages.widget import SOURCES, Widget, build
from tests.channels.web.pages.test_widget import MAX_BEFORE_OPENING, MAX_UNTIL_ANSWER
from tests.channels.web.widget import pages
from tests.channels.web.widget.fake_server import FakeServer
from tests.channels.web.widget.pages import Visit, hotel_page
from tests.channels.web.widget.test_access import violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
CONVERSATION = "**/widget/conversation.*"
EVERY_PART = "**/widget/*"
RETRYING = "The chat could not be loaded. Trying again…"
FAILED = "The chat could not be loaded. Please check your connection."
LONG_MS = 30_000  # the tries of a visitor's whole patience


class Fetched:
    """The files of the widget that a tab has got, with the bytes that went over the wire."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self._requests: list[Request] = []
        page.on("requestfinished", lambda request: self._requests.append(request))

    async def names(self) -> list[str]:
        """Without their hashes, in order of arrival."""
        found = []
        for request in self._requests:
            path = request.url.split("/", 3)[3].split("?")[0]
            if path == "widget.js" or path.startswith("widget/"):
                found.append(path.split("/")[-1].split(".")[0])
                self.bytes[path] = (await request.sizes())["responseBodySize"]
        return found


def fail(times: int) -> tuple[list[str], Callable[[Route], Awaitable[None]]]:
    """A handler that breaks the first so many requests, and the addresses that were asked for."""
    asked: list[str] = []

    async def handle(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= times:
            await route.abort("connectionreset")
        else:
            await route.continue_()

    return asked, handle


@pytest.fixture
def next_release(tmp_path: Path) -> Widget:
    """Every part of it is another one."""
    sources = shutil.copytree(SOURCES, tmp_path / "widget")
    for file, old, new in (
        ("conversation/conversation.css", "18px", "17px"),
        ("launcher/launcher.css", "60px", "61px"),
    ):
        source = (sources / file).read_text("utf-8")
        (sources / file).write_text(source.replace(old, new), "utf-8")
    tables = copy.deepcopy(for_guests("widget").tables())
    tables["en"]["conversation"]["here"] = "Glad to help"
    return build(sources, Phrases(tables))


# --- what is fetched --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "texts"), [("en", []), ("es", ["launcher-es"])])
async def test_page_fetches_the_launcher_and_an_opened_chat_its_own_language(
    context: BrowserContext, hotel: str, language: str, texts: list[str]
) -> None:
    page = await context.new_page()
    fetched = Fetched(page)
    await page.goto(f"{hotel}/?lang={language}")
    tab = pages.Widget(page, [])
    await tab.by("public-chat-bubble").wait_for()
    await page.wait_for_load_state("networkidle")
    assert await fetched.names() == ["widget", *texts]
    assert sum(fetched.bytes.values()) <= MAX_BEFORE_OPENING
    await tab.open()
    await tab.say("hello")
    await tab.reply()
    assert sorted(await fetched.names()) == sorted(["widget", *texts, "conversation", language])
    assert sum(fetched.bytes.values()) <= MAX_UNTIL_ANSWER


async def test_visitor_who_comes_back_sees_what_is_unread_with_the_launcher_alone(
    visit: Visit, context: BrowserContext, fake: FakeServer, hotel: str
) -> None:
    first = await visit()
    await first.open()
    await first.say("hello")
    await first.reply()
    await first.page.close()
    [conversation] = fake.conversations.values()
    conversation.append("staff", "Wrong", author="Ana")
    conversation.append("staff", "", author="Ana", edits=3, deleted=True)
    conversation.append("staff", "One more thing", author="Ana")
    page = await context.new_page()
    fetched = Fetched(page)
    await page.goto(hotel)
    tab = pages.Widget(page, [])
    await expect(tab.by("public-chat-bubble")).to_have_accessible_name("Open chat (1 unread)")
    await conversation.push(conversation.append("staff", "And another", author="Ana"))
    await expect(tab.by("public-chat-bubble")).to_have_accessible_name("Open chat (2 unread)")
    assert await fetched.names() == ["widget"]
    sockets = len(fake.hellos)
    await tab.open()
    await expect(tab.by("staff-message")).to_have_count(2)
    assert (await tab.transcript())[-2:] == ["staff: One more thing", "staff: And another"]
    assert len(fake.hellos) == sockets, "the conversation goes on with the launcher's socket"


async def test_message_that_an_earlier_page_could_not_send_goes_out_unopened(visit: Visit, fake: FakeServer) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    fake.mute = True
    await widget.say("not sent yet")
    fake.mute = False
    await widget.page.reload()
    await expect(widget.by("public-chat-bubble")).to_have_accessible_name("Open chat (1 unread)")
    await expect(widget.by("public-chat-interface")).to_be_hidden()
    await widget.open()
    assert (await widget.transcript())[2:] == ["user: not sent yet", "assistant: You said: not sent yet"]


async def test_two_tabs_opened_at_once_share_one_conversation(visit: Visit, fake: FakeServer) -> None:
    first, second = await visit(), await visit()
    await first.by("public-chat-bubble").dispatch_event("click")
    await second.by("public-chat-bubble").dispatch_event("click")
    for tab in (first, second):
        await tab.page.get_by_text("Hello! Where are you going?").wait_for()
    token = "() => JSON.parse(localStorage['lobby:demo']).token"
    conversation = fake.conversations[await first.page.evaluate(token)]
    await expect_eventually(lambda: len(conversation.lines) == 2, first.page)
    await first.say("hello")
    await first.reply()
    await second.reply()
    assert await first.transcript() == await second.transcript()


async def expect_eventually(is_so: Callable[[], bool], page: Page) -> None:
    for _ in range(200):
        if is_so():
            return
        await page.wait_for_timeout(50)
    raise AssertionError("it never came to be")


async def test_page_keeps_its_globals(context: BrowserContext, visit: Visit) -> None:
    await context.add_init_script("sessionStorage.before = JSON.stringify(Reflect.ownKeys(window).map(String))")
    widget = await visit()
    await widget.open()
    await widget.say("cards")
    await widget.reply()
    added = """() => {
        const before = JSON.parse(sessionStorage.before);
        return Reflect.ownKeys(window).map(String).filter((key) => !before.includes(key));
    }"""
    assert await widget.page.evaluate(added) == []


async def test_no_name_of_a_part_hides_one_of_the_browser(visit: Visit) -> None:
    """Joined modules share a scope: a name of one would hide a global that another means."""
    launcher = join(SOURCES / "launcher" / "main.js")
    conversation = join(SOURCES / "conversation" / "main.js", launcher.exports)
    names = sorted(launcher.declared | conversation.declared | {"parts", "phrases", "style", "shared", "texts"})
    hidden = "(names) => names.filter((name) => name in window)"
    assert await (await visit()).page.evaluate(hidden, names) == []


# --- policies of the page ---------------------------------------------------------------------------------------------

SOCKETS = "connect-src {host} {socket}; img-src {host}; base-uri 'none'; default-src 'none'"
POLICIES = {
    "of the host": "script-src {host}; " + SOCKETS,
    "of the host's files": "script-src {host}/widget.js {host}/widget/; " + SOCKETS,
    "of a nonce": "script-src 'nonce-n0nce'; " + SOCKETS,
    "of a nonce and its heirs": "script-src 'nonce-n0nce' 'strict-dynamic'; " + SOCKETS,
    "without its Trusted Types": "script-src {host}; require-trusted-types-for 'script'; trusted-types none; "
    + SOCKETS,
}


@pytest.mark.parametrize("policy", POLICIES)
async def test_widget_answers_under_a_strict_policy(context: BrowserContext, fake: FakeServer, policy: str) -> None:
    given = POLICIES[policy].format(host=fake.origin, socket=fake.origin.replace("http", "ws"))
    async with serving(hotel_page(fake.origin, given)) as origin:
        page = await context.new_page()
        broken: list[str] = []
        page.on("console", lambda line: "script-src" in line.text and broken.append(line.text))
        await page.goto(origin)
        tab = pages.Widget(page, [])
        await tab.open()
        await tab.say("hello")
        await expect(await tab.reply()).to_have_text("You said: hello")
        await page.close()
    assert broken == []


# --- a bad connection -----------------------------------------------------------------------------------------------


async def test_launcher_without_its_language_speaks_english_until_it_is_opened(
    context: BrowserContext, hotel: str
) -> None:
    page = await context.new_page()
    await page.route("**/widget/launcher-es.*", lambda route: route.abort())
    await page.goto(f"{hotel}/?lang=es")
    tab = pages.Widget(page, [])
    await expect(tab.by("public-chat-bubble")).to_have_accessible_name("Open chat")
    await tab.open()
    await expect(tab.by("public-chat-bubble")).to_have_accessible_name("Cerrar el chat")
    await page.close()


@pytest.mark.parametrize("part", [CONVERSATION, "**/widget/en.*"])
async def test_part_that_fails_once_is_fetched_again_and_the_visitor_told(visit: Visit, part: str) -> None:
    widget = await visit()
    asked, handle = fail(1)
    await widget.page.route(part, handle)
    await widget.by("public-chat-bubble").click()
    await expect(widget.by("chat-loading").get_by_role("status")).to_have_text(RETRYING)
    await widget.by("public-chat-interface").wait_for()
    await expect(widget.by("chat-loading")).to_be_hidden()
    await expect(widget.by("chat-input")).to_be_focused()
    await widget.say("hello")
    await expect(await widget.reply()).to_have_text("You said: hello")
    scripts = [url for url in asked if not url.endswith("?1")]
    assert asked[-1] == f"{scripts[0]}?1", "browsers remember the address of a failed import"


async def test_part_that_keeps_failing_can_be_asked_for_again(visit: Visit, phone: dict[str, int]) -> None:
    widget = await visit("?lang=es")
    await expect(widget.by("public-chat-bubble")).to_have_accessible_name("Abrir el chat")
    _, handle = fail(10_000)
    await widget.page.route(EVERY_PART, handle)
    await widget.by("public-chat-bubble").click()
    again = widget.page.get_by_role("button", name="Intentar de nuevo")
    await again.wait_for(timeout=LONG_MS)
    await expect(widget.by("chat-loading")).to_contain_text("No se ha podido cargar el chat. Comprueba tu conexión.")
    await widget.page.set_viewport_size(phone)
    assert await violations(widget) == []
    await widget.page.unroute(EVERY_PART)
    await again.click()
    await widget.by("public-chat-interface").wait_for()
    await widget.say("hola")
    await widget.reply()
    await expect(widget.by("chat-loading")).to_be_hidden()


async def test_chat_that_could_not_be_loaded_opens_when_the_network_is_back(visit: Visit) -> None:
    widget = await visit()
    await widget.page.context.set_offline(True)
    await widget.by("public-chat-bubble").click()
    await expect(widget.by("chat-loading")).to_contain_text(FAILED, timeout=LONG_MS)
    await widget.page.context.set_offline(False)
    await widget.by("public-chat-interface").wait_for()
    await expect(widget.by("chat-loading")).to_be_hidden()


async def test_chat_that_loads_slowly_leaves_the_focus_where_the_visitor_went_on(visit: Visit) -> None:
    widget = await visit()
    asked, handle = fail(1)
    await widget.page.route(CONVERSATION, handle)
    await widget.by("public-chat-bubble").click()
    link = widget.page.get_by_role("link", name="Ask us")
    await link.focus()
    await widget.by("public-chat-interface").wait_for()
    await expect(link).to_be_focused()
    assert len(asked) >= 2


# --- releases --------------------------------------------------------------------------------------------------------


async def test_page_from_before_a_deployment_opens_the_new_release(
    visit: Visit, fake: FakeServer, next_release: Widget
) -> None:
    widget = await visit("?utm_source=mail")
    fake.release = next_release
    await widget.by("public-chat-bubble").click()
    await widget.by("public-chat-interface").wait_for()
    await expect(widget.page.get_by_text("Glad to help")).to_be_visible()
    assert await widget.page.locator("lobby-chat").count() == 1
    await expect(widget.by("chat-input")).to_be_focused()
    await widget.say("hello")
    await expect(await widget.reply()).to_have_text("You said: hello")
    assert await widget.transcript() == ["user: hello", "assistant: You said: hello"]
    assert len(fake.visits) == 1
    await widget.page.keyboard.press("Escape")
    await widget.page.get_by_role("link", name="Ask us").click()
    await expect(widget.by("public-chat-interface")).to_be_visible()
    assert [len(conversation.lines) for conversation in fake.conversations.values()].count(1) == 1


async def test_open_conversation_outlives_a_deployment(visit: Visit, fake: FakeServer, next_release: Widget) -> None:
    widget = await visit()
    await widget.open()
    await widget.say("hello")
    await widget.reply()
    fake.release = next_release
    await fake.cut()
    await widget.say("still here")
    await widget.reply(2)
    assert len(await widget.transcript()) == 4


async def test_nodes_of_two_releases_end_in_one_of_them(visit: Visit, fake: FakeServer, next_release: Widget) -> None:
    """A load balancer during a rolling deployment: the page came from one node, its parts are asked of the other."""
    widget = await visit()
    older = fake.release

    async def other_node(route: Route) -> None:
        name = route.request.url.split("?")[0].rsplit("/", 1)[1]
        fake.release = older if name in next_release.parts and len(asked) < 6 else next_release
        asked.append(name)
        await route.continue_()

    asked: list[str] = []
    await widget.page.route(EVERY_PART, other_node)
    await widget.by("public-chat-bubble").click()
    await widget.by("public-chat-interface").wait_for(timeout=LONG_MS)
    await expect(widget.page.get_by_text("Glad to help")).to_be_visible()
    assert await widget.page.locator("lobby-chat").count() == 1
    assert len(asked) > 2


async def test_release_that_is_nowhere_to_be_had_ends_in_a_sentence(visit: Visit, fake: FakeServer) -> None:
    widget, whole = await visit(), fake.release
    fake.release = Widget(whole.launcher, {})
    await widget.by("public-chat-bubble").click()
    again = widget.page.get_by_role("button", name="Try again")
    await again.wait_for(timeout=2 * LONG_MS)
    assert await widget.page.locator("lobby-chat").count() == 1
    fake.release = whole
    await again.click()
    await widget.by("public-chat-interface").wait_for()
