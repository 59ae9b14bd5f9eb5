"""An alert as Block Kit: what happened, what is known, who takes care of it, and what can be pressed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.offers.labels import pair
from bot.offers.money import money
from bot.staff.values import Alert
from bot.types import JSON
from bot.words.regions import locale_of
from channels.slack.blocks import Blocks, Content, actions, button, context, fields, header, rich_text, section, spoken
from channels.slack.formats import language_name, party, stay, when, wishes
from channels.slack.reply import channel_name
from channels.slack.text import escape
from channels.slack.words import STAFF

TAKE_OVER, TRANSCRIPT, CONTACTED, HAND_BACK = (
    "lobby_take_over", "lobby_transcript", "lobby_contacted", "lobby_hand_back",
)  # fmt: skip
MAX_QUOTED_CHARS = 400  # of each of the last messages
ROLES = {"user": "guest", "assistant": "bot", "staff": "team"}


def alert_content(alert: Alert, post_id: int) -> Content:
    language = locale_of(alert.tenant)
    title = STAFF.say(f"alerts.{alert.alert}", language)
    blocks: Blocks = [header(f"{title} · {alert.tenant.name}")]
    if facts := fields(_facts(alert, language)):
        blocks.append(facts)
    if alert.reason:
        blocks.append(section(pair(f"*{STAFF.say('reason', language)}*", escape(alert.reason), language)))
    if alert.last_messages:
        said = [
            spoken(STAFF.say(ROLES[message.role], language), message.text, MAX_QUOTED_CHARS)
            for message in alert.last_messages
        ]
        blocks += [context(f"*{STAFF.say('last_messages', language)}*"), rich_text(*said)]
    blocks += _state(alert, post_id, language)
    guest = f" · {escape(alert.guest.name)}" if alert.guest else ""
    return Content(f"{title}{guest}", blocks)


def _state(alert: Alert, post_id: int, language: str) -> Blocks:
    """What changes: who holds the conversation, who contacted the guest, and what can be pressed now."""
    blocks: Blocks = []
    if alert.holder:
        blocks.append(context(f":bust_in_silhouette: {STAFF.say('held_by', language, name=escape(alert.holder))}"))
    if alert.contacted_by:
        text = STAFF.say("contacted_by", language, name=escape(alert.contacted_by))
        blocks.append(context(f":telephone_receiver: {text}"))
    if buttons := list(_buttons(alert, str(post_id), language)):
        blocks.append(actions(buttons))
    return blocks


def _facts(alert: Alert, language: str) -> Iterator[tuple[str, str]]:
    guest = alert.guest
    known: list[tuple[str, str | None]] = [
        ("guest", "\n".join(part for part in (guest.name, guest.email, guest.phone) if part) if guest else None),
        ("dates", stay(alert.check_in, alert.check_out, language) or when(alert.intent, language)),
        ("party", party(alert.adults, alert.children, alert.guests, language, about=alert.intent)),
        ("unit", alert.unit_name),
        ("wishes", wishes(alert.intent, language)),
        ("total", _total(alert, language)),
        ("reference", alert.reference),
        ("source", " / ".join(part for part in (alert.source, alert.campaign) if part) or None),
        ("channel", channel_name(alert.channel, language) if alert.channel else None),
        ("language", language_name(alert.language, language)),
    ]
    for label, value in known:
        if value:
            yield STAFF.say(label, language), value


def _total(alert: Alert, language: str) -> str | None:
    return None if alert.total is None else money(alert.total, alert.currency or alert.tenant.currency, language)


def _buttons(alert: Alert, post_id: str, language: str) -> Iterator[JSON]:
    if alert.session_id and not alert.holder:
        yield button(STAFF.say("take_over", language), TAKE_OVER, post_id, style="primary")
    if alert.session_id:
        yield button(STAFF.say("transcript", language), TRANSCRIPT, post_id)
    if not alert.contacted_by:
        yield button(STAFF.say("contacted", language), CONTACTED, post_id)
    if alert.session_id and alert.holder:
        yield button(STAFF.say("hand_back", language), HAND_BACK, post_id)
