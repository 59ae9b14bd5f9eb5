"""python-telegram-bot's own Application against the stand-in: polling and webhook, from update to answer."""

from __future__ import annotations

from typing import Any

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from channels.standins.telegram import TelegramStandin
from tests.channels.standins.telegram.conftest import client_of
from tests.channels.standins.telegram.test_receiving import webhook_bot

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    assert update.message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Two nights", callback_data="2")]])
    await update.message.reply_html(f"Welcome <b>{(context.args or ['?'])[0]}</b>", reply_markup=keyboard)


async def pressed(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("noted")
    await update.callback_query.edit_message_text("Two nights it is")


async def echo(update: Update, context: Context) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text, reply_markup=ForceReply())


def application(standin: TelegramStandin, url: str, *, polling: bool) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(standin.token).base_url(url + "/bot").base_file_url(url + "/file/bot")
    app = (builder if polling else builder.updater(None)).build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(pressed))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    return app


async def converse(standin: TelegramStandin) -> None:
    user = standin.user(first_name="Ana")
    await user.start("ref_42")
    [welcome] = await user.chat.wait_for(1)
    assert (welcome.text, welcome.entity_texts("bold")) == ("Welcome ref_42", ["ref_42"])
    query = await user.press(welcome, "Two nights")
    await user.chat.wait_for(lambda chat: chat.texts == ["Two nights it is"])
    assert (await query.wait()).text == "noted"
    await user.send("in August")
    await user.chat.wait_for(2)
    assert user.chat.texts == ["Two nights it is", "in August"]


async def test_polling(standin: TelegramStandin) -> None:
    async with standin.serving() as url:
        app = application(standin, url, polling=True)
        async with app:
            assert app.updater is not None
            await app.start()
            await app.updater.start_polling(timeout=2)
            await converse(standin)
            await standin.wait_confirmed(3)
            await app.updater.stop()
            await app.stop()
    assert standin.confirmed == standin.world.updates.delivered


async def test_webhook(standin: TelegramStandin) -> None:
    async with standin.serving() as url, webhook_bot() as hook:
        app = application(standin, url, polling=False)
        hook.taken = lambda update: app.update_queue.put(Update.de_json(update, app.bot))
        async with app:
            await app.start()
            await app.bot.set_webhook(hook.url, secret_token="secret")
            await converse(standin)
            await standin.wait_confirmed(3)
            await app.stop()
    assert set(hook.secrets) == {"secret"}


async def test_stand_in_that_was_down_has_kept_everything(standin: TelegramStandin) -> None:
    """As a bot sees an outage of Telegram: refused connections, then all as it was."""
    user = standin.user()
    async with webhook_bot() as hook:
        async with standin.serving() as url, client_of(standin.token, url) as bot:
            await bot.set_webhook(hook.url)
            await user.send("before")
            await standin.wait_confirmed(1)
        await user.send("meanwhile")
        assert len(standin.confirmed) == 1
        async with standin.serving(port=int(url.rpartition(":")[2])) as again:
            assert again == url
            await standin.wait_confirmed(2)
    assert hook.texts == ["before", "meanwhile"]
