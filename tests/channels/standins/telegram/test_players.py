"""People for tests: what the bot is told about what they do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Message

from channels.standins.telegram import TelegramStandin
from tests.channels.standins.telegram.conftest import Line


async def last(line: Line) -> Message:
    *_, update = await line.bot.get_updates()
    assert update.message is not None
    return update.message


async def test_start_with_a_payload(line: Line) -> None:
    user = line.standin.user(first_name="Ana", language_code="es")
    await user.start("link_K7QM2R9T")
    message = await last(line)
    assert message.text == "/start link_K7QM2R9T"
    assert message.from_user is not None
    assert (message.from_user.first_name, message.from_user.language_code) == ("Ana", "es")
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/start"}
    for payload in ("x" * 65, "a b", "ñ"):
        with pytest.raises(ValueError, match="deep link"):
            await user.start(payload)


async def test_every_kind_of_message(line: Line) -> None:
    user = line.standin.user()
    await user.send_photo("look")
    message = await last(line)
    assert (message.caption, len(message.photo)) == ("look", 1)
    assert (await (await line.bot.get_file(message.photo[0].file_id)).download_as_bytearray())[:4] == b"\x89PNG"
    await user.send_contact("+34600000000")
    contact = (await last(line)).contact
    assert contact is not None
    assert (contact.phone_number, contact.user_id) == ("+34600000000", user.id)
    await user.send_location(36.5, -4.9)
    location = (await last(line)).location
    assert location is not None
    assert (location.latitude, location.longitude) == (36.5, -4.9)
    await user.send_sticker("😀")
    sticker = (await last(line)).sticker
    assert sticker is not None
    assert sticker.emoji == "😀"
    await user.send_voice(7)
    voice = (await last(line)).voice
    assert voice is not None
    assert voice.duration == timedelta(seconds=7)
    await user.send_document("plan.pdf", b"%PDF")
    document = (await last(line)).document
    assert document is not None
    assert document.file_name == "plan.pdf"


async def test_edit_and_delete(line: Line) -> None:
    user = line.standin.user()
    message = await user.send("two nights")
    await user.edit(message, "three nights")
    _, update = await line.bot.get_updates()
    assert update.edited_message is not None
    assert (update.edited_message.text, update.edited_message.message_id) == ("three nights", message.message_id)
    assert update.edited_message.edit_date is not None
    await user.delete(message)
    assert user.chat.messages == []
    assert len(await line.bot.get_updates()) == 2


async def test_update_shows_the_message_as_it_was(line: Line) -> None:
    """An update that was queued does not change when the message does."""
    user = line.standin.user()
    message = await user.send("one")
    await user.edit(message, "two")
    first, second = await line.bot.get_updates()
    assert first.message is not None
    assert second.edited_message is not None
    assert (first.message.text, second.edited_message.text) == ("one", "two")


async def test_block_and_unblock(line: Line) -> None:
    user = line.standin.user()
    await user.start()
    await user.block()
    await user.block()
    await user.start()
    updates = await line.bot.get_updates()
    changes = [
        (update.my_chat_member.old_chat_member.status, update.my_chat_member.new_chat_member.status)
        for update in updates
        if update.my_chat_member
    ]
    assert changes == [("member", "kicked"), ("kicked", "member")]


async def test_privacy_mode_hides_what_does_not_concern_the_bot(line: Line) -> None:
    ana, ben = line.user(first_name="Ana"), line.user(first_name="Ben")
    group = line.standin.group(ana, ben, title="Trip")
    bots = await line.bot.send_message(group.id, "hello")
    await ana.send_in(group, "what do you think, Ben?")
    await ben.send_in(group, "/help@other_bot")
    await ana.send_in(group, "@lobby_demo_bot two nights?")
    await ben.send_in(group, "/help")
    await ana.send_in(group, "yes", reply_to=group.chat.find(bots.message_id))
    seen = [update.message.text for update in await line.bot.get_updates() if update.message]
    assert seen == ["@lobby_demo_bot two nights?", "/help", "yes"]
    assert len(group.chat.messages) == 6
    stranger = line.standin.user()
    with pytest.raises(LookupError):
        await stranger.send_in(group, "hi")


async def test_without_privacy_mode_the_bot_reads_everything() -> None:
    standin = TelegramStandin(privacy_mode=False)
    user = standin.user()
    group = standin.group(user)
    message = await user.send_in(group, "hi all")
    assert message.update_id is not None


async def test_bot_is_told_that_it_joined(line: Line) -> None:
    user = line.standin.user()
    group = line.standin.group(user)
    group.chat.bot_status = "left"
    await group.add_bot(user)
    await group.join(line.standin.user(first_name="Eva"))
    joined, service, other = await line.bot.get_updates()
    assert joined.my_chat_member is not None
    assert (joined.my_chat_member.chat.id, joined.my_chat_member.new_chat_member.status) == (group.id, "member")
    assert service.message is not None
    assert service.message.new_chat_members[0].id == line.bot.id
    assert other.message is not None
    assert other.message.new_chat_members[0].first_name == "Eva"


async def test_waiting_in_vain_says_what_is_there(line: Line) -> None:
    user = line.user()
    await line.bot.send_message(user.id, "only this")
    assert [message.text for message in await user.chat.wait_for(1)] == ["only this"]
    assert await user.chat.wait_for(lambda chat: chat.texts) == ["only this"]
    with pytest.raises(TimeoutError, match="only this"):
        await user.chat.wait_for(2, timeout=0.05)


def test_same_id_is_the_same_person() -> None:
    standin = TelegramStandin()
    first = standin.user(7, first_name="Ana")
    assert standin.user(7, language_code="pt") is first
    assert (first.account.first_name, first.account.language_code) == ("Ana", "pt")
    assert standin.user().id != standin.user().id
