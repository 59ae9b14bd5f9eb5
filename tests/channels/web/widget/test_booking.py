"""Cards, the trip so far, and asking for a booking."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from tests.channels.web.widget.fake_server import UNIT_ID, FakeServer
from tests.channels.web.widget.pages import Visit, Widget

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def shown_cards(visit: Visit, query: str = "") -> tuple[Widget, Locator]:
    widget = await visit(query)
    await widget.open()
    await widget.say("cards")
    return widget, await widget.reply()


async def opened_form(visit: Visit) -> tuple[Widget, Locator]:
    widget, reply = await shown_cards(visit)
    await reply.get_by_role("button", name="Book: Casa Blava").click()
    return widget, widget.by("booking-form")


async def test_cards_show_quote_or_price_from(visit: Visit) -> None:
    _, reply = await shown_cards(visit)
    quoted, unquoted = reply.get_by_role("region", name="Casa Blava"), reply.get_by_role("region", name="Casa Verda")
    await expect(quoted.locator(".price")).to_have_text("€570.50 · 3 nights")
    await expect(quoted).to_contain_text("Minimum stay: 5 nights")
    await quoted.get_by_text("Price details").click()
    lines = [
        "2 nights × €180.00 (High)",
        "€360.00",
        "1 night × €150.50",
        "€150.50",
        "Cleaning",
        "€60.00",
        "Total",
        "€570.50",
    ]
    await expect(quoted.locator("dt, dd")).to_have_text(lines)
    await expect(unquoted.locator(".price")).to_have_text("from €150.00 a night")


async def test_carousel_moves_by_buttons_and_wraps(visit: Visit) -> None:
    _, reply = await shown_cards(visit)
    photos = reply.get_by_test_id("photo-carousel").first
    await expect(photos.get_by_test_id("carousel-photo")).to_have_count(3)
    await expect(photos.get_by_test_id("carousel-photo").first).to_have_attribute("alt", "Casa Blava, view 1")
    await photos.get_by_role("button", name="Next photo").click()
    await expect(photos.locator(".count")).to_have_text("2 / 3")
    await photos.get_by_role("button", name="Previous photo").click()
    await expect(photos.locator(".count")).to_have_text("1 / 3")
    await photos.get_by_role("button", name="Previous photo").click()
    await expect(photos.locator(".count")).to_have_text("3 / 3")
    await expect(reply.get_by_test_id("photo-carousel").nth(1).get_by_role("button")).to_have_count(0)


async def test_trip_is_summed_up_with_its_availability_link(visit: Visit) -> None:
    widget, _ = await shown_cards(visit)
    items = widget.by("intent-summary").get_by_role("listitem")
    await expect(items).to_have_text(["12 – 15 Jul 2027", "3 nights", "4 guests", "House", "up to €200 / night"])
    link = widget.by("availability-cta")
    await expect(link).to_have_attribute("href", "https://example.com/book?in=2027-07-12")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_action_button_sends_its_unit(visit: Visit, fake: FakeServer) -> None:
    widget, reply = await shown_cards(visit)
    await reply.get_by_role("button", name="Ask about it").first.click()
    await widget.reply(2)
    action = next(frame for frame in fake.frames if frame["type"] == "action")
    assert (action["action"], action["unit_id"]) == ("ask", UNIT_ID)


async def test_booking_form_is_prefilled_and_sends_the_request(visit: Visit, fake: FakeServer) -> None:
    widget, form = await opened_form(visit)
    await expect(form.get_by_label("Arrival")).to_have_value("2027-07-12")
    await expect(form.get_by_label("Departure")).to_have_value("2027-07-15")
    await expect(form.get_by_label("Guests")).to_have_value("4")
    await expect(form).to_contain_text("Total: €570.50 · 3 nights")
    await form.get_by_label("Name").fill("Ada Guest")
    await form.get_by_label("Email").fill("ada@example.com")
    await form.get_by_role("button", name="Send booking request").click()
    await expect(widget.by("booking-done")).to_contain_text("LOBBY-1")
    await expect(widget.page.get_by_role("heading", name="Request received")).to_be_focused()
    booking = next(frame for frame in fake.frames if frame["type"] == "booking")
    assert booking | {"id": ""} == {
        "type": "booking",
        "id": "",
        "unit_id": UNIT_ID,
        "check_in": "2027-07-12",
        "check_out": "2027-07-15",
        "guests": 4,
        "guest": {"name": "Ada Guest", "email": "ada@example.com", "phone": None},
    }


async def test_booking_form_names_each_mistake_and_sends_nothing(visit: Visit, fake: FakeServer) -> None:
    _, form = await opened_form(visit)
    await form.get_by_label("Departure").fill("2027-07-12")
    await form.get_by_label("Guests").fill("9")
    await form.get_by_label("Email").fill("ada@")
    await form.get_by_role("button", name="Send booking request").click()
    for label, sentence in (
        ("Departure", "Please choose a departure date after the arrival."),
        ("Guests", "Please enter the number of guests, from 1 to 6."),
        ("Name", "Please enter your name."),
        ("Email", "Please enter an email address such as ana@example.com."),
    ):
        await expect(form.get_by_label(label)).to_have_attribute("aria-invalid", "true")
        await expect(form.get_by_label(label)).to_have_accessible_description(sentence)
    await expect(form.get_by_label("Departure")).to_be_focused()
    assert [frame for frame in fake.frames if frame["type"] == "booking"] == []


async def test_booking_refused_says_why_beside_the_form(visit: Visit) -> None:
    widget, form = await opened_form(visit)
    await form.get_by_label("Name").fill("Nobody")
    await form.get_by_label("Email").fill("ada@example.com")
    await form.get_by_role("button", name="Send booking request").click()
    await expect(form.get_by_role("alert")).to_have_text("These dates are taken.")
    await expect(form.get_by_label("Name")).to_have_value("Nobody")
    await form.get_by_label("Name").fill("Ada Guest")
    await form.get_by_role("button", name="Send booking request").click()
    await expect(widget.by("booking-done")).to_be_visible()


async def test_booking_over_a_cut_socket_arrives(visit: Visit, fake: FakeServer) -> None:
    widget, form = await opened_form(visit)
    await form.get_by_label("Name").fill("Ada Guest")
    await form.get_by_label("Email").fill("ada@example.com")
    await fake.cut()
    await form.get_by_role("button", name="Send booking request").click()
    await expect(widget.by("booking-done")).to_contain_text("LOBBY-1")
