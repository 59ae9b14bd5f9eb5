"""Takeover in an alert's thread, over real sockets: what reaches the guest, what does not, and what staff see of it."""

from __future__ import annotations

import asyncio

import pytest

from bot.staff.values import Hold
from bot.types import Action
from bot.types import Message as GuestMessage
from channels.standins.slack import Message
from tests.channels.slack.scene import Desk, desk, until
from tests.conftest import TestDatabase

pytestmark = pytest.mark.slow  # at a platform's pace


async def test_take_over_is_shown_and_explained(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, line = await d.taken()
        await d.room.wait_for(lambda m: m is alert and "Held by *ana.ruiz*" in m.shown)
        assert alert.buttons == ["Transcript", "Mark contacted", "Hand back"]
        assert line.thread_ts == alert.ts
        assert line.buttons == ["Reply to guest", "Live mode on", "Hand back"]


async def test_only_marked_text_reaches_the_guest(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "an awful guest", alert)
        await d.ana.say(d.room, "> Hello, this is *Ana* :-)", alert)
        await d.ana.say(d.room, "more gossip", alert)
        assert await d.heard(1) == ["Hello, this is **Ana** :-)"]
        await d.room.wait_for("Sent to the guest")
        await d.slack.settled()
        assert await d.staff_texts() == ["Hello, this is **Ana** :-)"]


async def test_guests_answers_appear_in_the_thread(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        await write(d, "Is there a pool? <!channel>")
        line = await d.room.wait_for(lambda m: m.thread_ts == alert.ts and "Is there a pool?" in m.shown)
        assert "<!channel>" not in line.text
        assert line.blocks[0]["type"] == "rich_text"


async def test_second_member_of_staff_is_told_who_has_it(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        await d.ben.press(alert, "Transcript")  # that is for everybody
        assert (await d.ben.view()).shown
        await d.ben.say(d.room, "> I know better", alert)
        assert "ana.ruiz" in await d.hint(d.ben, "Nothing was sent")
        assert await d.staff_texts() == []


async def test_two_who_press_at_once_are_one_and_another(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        await asyncio.gather(d.ana.press(alert, "Take over"), d.ben.press(alert, "Take over"))
        await d.room.wait_for("has taken over")
        await d.room.wait_for(lambda m: m.ephemeral_to is not None and "has it already" in m.shown)
        assert sum("has taken over" in line for line in d.lines(alert)) == 1


async def test_pressing_twice_explains_once(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        stale = Message(d.room, alert.ts, alert.user, alert.text, list(alert.blocks), by_bot=True)
        await d.ana.press(alert, "Take over")
        await d.ana.press(stale, "Take over")
        await d.slack.settled()
        await d.ana.say(d.room, "> Hello", alert)
        await d.room.wait_for("Sent to the guest")
        assert sum("has taken over" in line for line in d.lines(alert)) == 1


async def test_nobody_can_answer_before_somebody_takes_over(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        await until(lambda: d.node.core.desk.post_at("slack", f"{d.room.id}:{alert.ts}"), bool)
        await d.ana.say(d.room, "> Hello", alert)
        await d.hint(d.ana, "nobody has taken this conversation over")
        assert await d.staff_texts() == []


async def test_slips_are_pointed_out_and_not_sent(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "> Is there a pool?\nwhat do we say?", alert)
        await d.hint(d.ana, "goes on without it")
        await d.ana.say(d.room, ">", alert)
        await d.hint(d.ana, "no text after")
        assert await d.staff_texts() == []


async def test_reply_can_be_undone(db: TestDatabase) -> None:
    async with desk(db, undo_s=30) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "> Wrong chat", alert)
        line = await d.room.wait_for("Goes to the guest in 30 s")
        assert line.thread_ts == alert.ts
        await d.ana.press(line, "Undo")
        await d.room.wait_for(lambda m: m is line and "Undone" in m.shown)
        assert line.buttons == []
        assert await d.staff_texts() == []


async def test_undo_comes_too_late(db: TestDatabase) -> None:
    async with desk(db, undo_s=30) as d:
        alert, _ = await d.taken()
        await d.ana.say(d.room, "> Hello", alert)
        line = await d.room.wait_for("Goes to the guest")
        shown = Message(line.channel, line.ts, line.user, line.text, list(line.blocks), thread_ts=line.thread_ts)
        await d.node.core.desk.hand_back(d.tenant_id, d.guest.session_id, (await hold_of(d)).staff)  # sends what waits
        await d.room.wait_for(lambda m: m is line and "Sent" in m.shown)
        await d.ana.press(shown, "Undo")  # as a client that is behind shows it
        await d.hint(d.ana, "Too late")
        assert await d.staff_texts() == ["Hello"]


async def hold_of(d: Desk) -> Hold:
    assert d.guest.session_id is not None
    hold = await d.node.core.desk.hold(d.tenant_id, d.guest.session_id)
    assert hold is not None
    return hold


async def test_edit_is_mirrored_before_and_after_sending(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "> Helo", alert)
        await d.heard(1)
        await d.ana.edit(message, "> Hello")
        await until(d.staff_texts, lambda texts: texts == ["Hello"])
        await d.room.wait_for("Corrected for the guest")


async def test_edit_while_it_waits_changes_what_is_sent(db: TestDatabase) -> None:
    async with desk(db, undo_s=1.5) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "> Helo", alert)
        await d.room.wait_for("Goes to the guest")
        await d.ana.edit(message, "> Hello")
        assert await d.heard(1) == ["Hello"]


async def test_text_without_its_mark_is_taken_back(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "> Hello", alert)
        await d.heard(1)
        await d.ana.edit(message, "Hello, internally")
        await until(d.staff_texts, lambda texts: texts == [])
        await d.hint(d.ana, "taken back")
        await d.room.wait_for("Taken back from the guest")


async def test_edit_sends_nothing_that_was_internal(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "gossip", alert)
        await d.slack.settled()
        await d.ana.edit(message, "> gossip")
        await d.ana.say(d.room, "> the end", alert)
        assert await d.heard(1) == ["the end"]


async def test_deleted_text_is_taken_back(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "> Hello", alert)
        await d.heard(1)
        await d.ana.delete(message)
        await until(d.staff_texts, lambda texts: texts == [])
        await d.room.wait_for("Taken back from the guest")


async def test_text_deleted_in_time_is_never_sent(db: TestDatabase) -> None:
    async with desk(db, undo_s=30) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "> Hello", alert)
        await d.room.wait_for("Goes to the guest")
        await d.ana.delete(message)
        await d.room.wait_for("Undone")
        assert await d.staff_texts() == []


async def test_links_preview_is_no_edit(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, _ = await d.taken()
        message = await d.ana.say(d.room, "> See https://stay.example/pool", alert)
        await d.heard(1)
        d.slack.unfurl(message)
        await d.slack.settled()
        assert not any(m.content.edited for m in await d.ledger() if m.role == "staff")


async def test_modal_sends_what_it_was_given(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, line = await d.taken()
        await d.ana.press(line, "Reply to guest")
        done = await d.ana.submit(await d.ana.view(), {"Your reply": "Hello\nfrom the modal"})
        assert done.errors == {}
        assert await d.heard(1) == ["Hello\nfrom the modal"]
        shown = await d.room.wait_for(lambda m: "from the modal" in m.shown and "Sent" in m.shown)
        assert shown.thread_ts == alert.ts


async def test_modal_is_for_the_holder_only(db: TestDatabase) -> None:
    async with desk(db) as d:
        _, line = await d.taken()
        await d.ben.press(line, "Reply to guest")
        await d.hint(d.ben, "Nothing was sent")
        assert d.ben.views == []
        await d.ana.press(line, "Reply to guest")
        view = await d.ana.view()
        await d.node.core.desk.hand_back(d.tenant_id, d.guest.session_id, (await hold_of(d)).staff)
        done = await d.ana.submit(view, {"Your reply": "Too late"})
        assert "nobody has taken" in next(iter(done.errors.values()))
        assert await d.staff_texts() == []


async def test_live_mode_sends_the_holders_texts_and_nobody_elses(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, line = await d.taken()
        await d.ana.say(d.room, "before", alert)
        await d.ana.press(line, "Live mode on")
        await d.room.wait_for("Live mode is on")
        await d.ben.say(d.room, "Ben's gossip", alert)
        await d.ana.say(d.room, "Hello", alert)
        await d.ana.say(d.room, "> Hello again", alert)
        await d.heard(2)
        await d.room.wait_for(lambda m: m is line and "Live mode off" in m.buttons)
        await d.ana.press(line, "Live mode off")
        await d.room.wait_for("Live mode is off")
        await d.ana.say(d.room, "after", alert)
        await d.ana.say(d.room, "> the end", alert)
        assert await d.heard(3) == ["Hello", "Hello again", "the end"]


async def test_edit_in_live_mode_is_mirrored_and_afterwards_held_back(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, line = await d.taken()
        await d.ana.press(line, "Live mode on")
        await d.room.wait_for("Live mode is on")
        message = await d.ana.say(d.room, "Helo", alert)
        await d.heard(1)
        await d.ana.edit(message, "Hello")
        await until(d.staff_texts, lambda texts: texts == ["Hello"])
        await d.room.wait_for(lambda m: m is line and "Live mode off" in m.buttons)
        await d.ana.press(line, "Live mode off")
        await d.room.wait_for("Live mode is off")
        await d.ana.edit(message, "Hello, you fool")
        await d.hint(d.ana, "was not passed on")
        assert await d.staff_texts() == ["Hello"]


async def test_text_from_before_live_mode_stays_internal_however_late_it_comes(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, line = await d.taken()
        d.slack.hold()
        await d.ana.say(d.room, "gossip", alert)
        await d.ana.press(line, "Live mode on")
        await d.room.wait_for("Live mode is on")
        await d.ana.say(d.room, "Hello", alert)
        d.slack.release()
        assert await d.heard(1) == ["Hello"]
        await d.slack.settled()
        assert await d.staff_texts() == ["Hello"]


async def test_hand_back_ends_it_and_sums_it_up(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert, line = await d.taken()
        await d.ana.say(d.room, "> Hello", alert)
        await d.heard(1)
        await d.ana.press(alert, "Hand back")
        summary = await d.room.wait_for("has handed the conversation back")
        assert "messages to the guest: 1" in summary.shown
        assert summary.thread_ts == alert.ts
        await d.room.wait_for(lambda m: m is alert and "Take over" in m.buttons)
        await d.ana.say(d.room, "> anybody?", alert)
        await d.hint(d.ana, "nobody has taken this conversation over")
        await d.ana.press(line, "Hand back")
        await d.hint(d.ana, "The bot has this conversation already")
        assert (await d.guest.say("Thanks")).role == "assistant"


async def test_transcript_and_contacted(db: TestDatabase) -> None:
    async with desk(db) as d:
        alert = await d.alert()
        await d.ana.press(alert, "Transcript")
        assert "Guest: Is anybody there?" in (await d.ana.view()).shown
        await d.ben.press(alert, "Mark contacted")
        await d.room.wait_for(lambda m: m is alert and "Contacted by *ben.ode*" in m.shown)
        assert "Mark contacted" not in alert.buttons


async def test_spanish_tenants_read_spanish(db: TestDatabase) -> None:
    async with desk(db, tenant={"locale": "es-CO"}) as d:
        await d.guest.say("¿Hay alguien?", Action("human"))
        alert = await d.room.wait_for("Un huésped pide hablar con una persona")
        await d.ana.press(alert, "Tomar el chat")
        await d.room.wait_for("ha tomado el chat")


async def write(d: Desk, text: str) -> None:
    """The guest writes while staff hold the conversation: no answer comes from the bot."""
    await d.node.core.turns.accept(GuestMessage(d.tenant_id, "test", d.guest.user, f"late-{text}", text))
