"""Parts of a message as calls of the Bot API, each in a simpler form when Telegram refuses it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram import Message as TelegramMessage

from bot.errors import Permanent
from channels.telegram.buttons import Button, Keyboard
from channels.telegram.calls import Calls, Refused
from channels.telegram.metrics import REFUSED
from channels.telegram.photos import Photos
from channels.telegram.rendering import ALBUM_MIN, Album, Part, Photo, Text
from channels.telegram.text import Formatted

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TEXT, PICTURE = "t", "p"  # before a message's number in what `post` returns

log = logging.getLogger(__name__)


class Writer:
    def __init__(self, bot: Bot, calls: Calls, photos: Photos) -> None:
        self._bot = bot
        self._calls = calls
        self._photos = photos

    async def post(self, chat_id: int, part: Part, reply_to: int | None = None) -> list[str]:
        """Send a part; returns the messages that it became, as "t17" or "p18".

        Raises:
            Retryable, Permanent: as `Calls.call`.
        """
        if isinstance(part, Text):
            return [await self._text(chat_id, part, reply_to)]
        if isinstance(part, Photo):
            return [await self._photo(chat_id, part, reply_to)]
        return await self._album(chat_id, part)

    async def edit(self, chat_id: int, message_id: int, part: Text) -> bool:
        """Change a text that was sent. False: it is there no more, or too old.

        Raises:
            Retryable, Permanent: as `Calls.call`.
        """
        for body, keyboard in _forms(part):
            try:
                await self._edit_text(chat_id, message_id, body, keyboard)
            except Refused as refused:
                if "not modified" in refused.description:
                    return True
                if "not found" in refused.description or "can't be edited" in refused.description:
                    return False
                _note("text", refused)
            else:
                return True
        return False

    async def delete(self, chat_id: int, message_id: int) -> bool:
        """False: Telegram does not let it go any more.

        Raises:
            Retryable, Permanent: as `Calls.call`.
        """
        try:
            await self._calls.call(chat_id, lambda id_: self._bot.delete_message(id_, message_id))
        except Refused as refused:
            return "not found" in refused.description
        return True

    async def _text(self, chat_id: int, part: Text, reply_to: int | None) -> str:
        for body, keyboard in _forms(part):
            try:
                sent = await self._send_text(chat_id, body, keyboard, reply_to)
            except Refused as refused:
                _note("text", refused)
            else:
                return f"{TEXT}{sent.message_id}"
        raise Permanent("Telegram takes this text in no form")

    async def _photo(self, chat_id: int, part: Photo, reply_to: int | None) -> str:
        for read in (self._photos.source, self._photos.upload):
            picture = await read(part.url)
            if picture is None:
                continue
            try:
                sent = await self._send_photo(chat_id, picture, part, reply_to)
            except Refused as refused:
                _note("photo", refused)
            else:
                self._remember(part.url, sent)
                return f"{PICTURE}{sent.message_id}"
        return await self._text(chat_id, Text(part.caption, part.keyboard), reply_to)

    async def _album(self, chat_id: int, part: Album) -> list[str]:
        """Empty when no two pictures can be sent: what follows says it in words."""
        for read in (self._photos.source, self._photos.upload):
            read_all = [(url, await read(url), caption) for url, caption in part.pictures]
            found = [(url, picture, caption) for url, picture, caption in read_all if picture is not None]
            if len(found) < ALBUM_MIN:
                continue
            media = [
                InputMediaPhoto(picture, caption.text or None, caption_entities=entities(caption) or None)
                for _, picture, caption in found
            ]
            try:
                sent = await self._send_album(chat_id, media)
            except Refused as refused:
                _note("album", refused)
                continue
            for (url, _, _), message in zip(found, sent, strict=False):
                self._remember(url, message)
            return [f"{PICTURE}{message.message_id}" for message in sent]
        return []

    # --- one call each: Retryable, Permanent, Refused ---------------------------------------------------------------

    async def _send_text(
        self, chat_id: int, body: Formatted, keyboard: Keyboard, reply_to: int | None
    ) -> TelegramMessage:
        return await self._calls.call(
            chat_id,
            lambda id_: self._bot.send_message(
                id_,
                body.text,
                entities=entities(body),
                reply_markup=markup(keyboard),
                link_preview_options=NO_PREVIEW,
                reply_parameters=_replying(reply_to),
            ),
        )

    async def _edit_text(self, chat_id: int, message_id: int, body: Formatted, keyboard: Keyboard) -> None:
        await self._calls.call(
            chat_id,
            lambda id_: self._bot.edit_message_text(
                body.text,
                id_,
                message_id,
                entities=entities(body),
                reply_markup=markup(keyboard),
                link_preview_options=NO_PREVIEW,
            ),
        )

    async def _send_photo(
        self, chat_id: int, picture: str | bytes, part: Photo, reply_to: int | None
    ) -> TelegramMessage:
        return await self._calls.call(
            chat_id,
            lambda id_: self._bot.send_photo(
                id_,
                picture,
                part.caption.text,
                caption_entities=entities(part.caption),
                reply_markup=markup(part.keyboard),
                reply_parameters=_replying(reply_to),
            ),
        )

    async def _send_album(self, chat_id: int, media: list[InputMediaPhoto]) -> Sequence[TelegramMessage]:
        cost = float(len(media)) if chat_id < 0 else 1.0  # a group's minute counts every picture
        return await self._calls.call(chat_id, lambda id_: self._bot.send_media_group(id_, media), cost)

    def _remember(self, url: str, sent: TelegramMessage) -> None:
        if sent.photo:
            self._photos.remember(url, sent.photo[-1].file_id)


def entities(body: Formatted) -> list[MessageEntity]:
    return [MessageEntity(e.type, e.offset, e.length, url=e.url, language=e.language) for e in body.entities]


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(b.label, url=b.url, callback_data=b.data) for b in row] for row in keyboard]
    return InlineKeyboardMarkup(rows) if rows else None


def _forms(part: Text) -> Iterator[tuple[Formatted, Keyboard]]:
    """As it is; then without what Telegram could refuse; then the bare words."""
    yield part.body, part.keyboard
    bare = Formatted(part.body.text)
    yield bare, tuple(row for row in (_without_urls(row) for row in part.keyboard) if row)
    yield bare, ()


def _without_urls(row: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(button for button in row if button.url is None)


def _replying(message_id: int | None) -> ReplyParameters | None:
    return ReplyParameters(message_id, allow_sending_without_reply=True) if message_id else None


def _note(part: str, refused: Refused) -> None:
    REFUSED.labels(part).inc()
    log.warning("a part goes out in a simpler form: %s", refused, extra={"part": part})
