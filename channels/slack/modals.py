"""The two modals: the transcript, page by page, and the reply to a guest. Pure.

Source: https://docs.slack.dev/reference/views/modal-views (title and buttons 24 characters, 100 blocks, 3,000
characters of private metadata).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from bot.ledger.corrections import Correction
from bot.types import JSON, LedgerMessage, Tenant
from bot.words.languages import formats
from bot.words.regions import locale_of
from channels.slack.alert import ROLES
from channels.slack.blocks import Blocks, actions, button, context, plain, rich_text, spoken, words
from channels.slack.text import clipped, escape
from channels.slack.words import STAFF

PAGE = "lobby_page"
REPLY_VIEW, TRANSCRIPT_VIEW = "lobby_reply_view", "lobby_transcript_view"
REPLY_BLOCK, REPLY_INPUT = "lobby_reply_block", "lobby_reply_input"
MAX_TITLE_CHARS = 24
MESSAGES_ON_PAGE = 40  # two blocks each, and Slack takes 100
MAX_PAGE_CHARS = 40_000
MAX_CHECKS = 12
MAX_CHECK_CHARS = 300
MAX_MESSAGE_CHARS = 1800
MAX_REPLY_CHARS = 2000  # as the website allows its guests (ARCHITECTURE.md §6.1); Slack's input takes 3,000


def reply_view(private: JSON, language: str) -> JSON:
    """`private` comes back with the submission."""
    return {
        "type": "modal",
        "callback_id": REPLY_VIEW,
        "private_metadata": json.dumps(private),
        "title": plain(STAFF.say("reply", language), MAX_TITLE_CHARS),
        "submit": plain(STAFF.say("send", language), MAX_TITLE_CHARS),
        "close": plain(STAFF.say("close", language), MAX_TITLE_CHARS),
        "blocks": [
            {
                "type": "input",
                "block_id": REPLY_BLOCK,
                "label": plain(STAFF.say("your_reply", language), MAX_TITLE_CHARS),
                "element": {
                    "type": "plain_text_input",
                    "action_id": REPLY_INPUT,
                    "multiline": True,
                    "max_length": MAX_REPLY_CHARS,
                },
            }
        ],
    }


def transcript_view(
    messages: Sequence[LedgerMessage], private: JSON, page: int, tenant: Tenant, checks: Sequence[Correction] = ()
) -> JSON:
    """Page 0 ends with the newest message, and with what guards have changed in the bot's words (`checks`).

    `private` names the conversation for the buttons.
    """
    language = locale_of(tenant)
    pages = max(1, -(-len(messages) // MESSAGES_ON_PAGE))
    page = min(max(page, 0), pages - 1)
    end = len(messages) - page * MESSAGES_ON_PAGE
    blocks: Blocks = []
    size = 0
    for message in messages[max(0, end - MESSAGES_ON_PAGE) : end]:
        text = clipped(message.text, MAX_MESSAGE_CHARS if size < MAX_PAGE_CHARS else 200)
        size += len(text)
        blocks += _message(message, text, tenant, language)
    if not blocks:
        blocks = [rich_text({"type": "rich_text_section", "elements": [words("–")]})]
    if page == 0:
        blocks += [context(_corrected(check, language)) for check in checks[-MAX_CHECKS:]]
    turning = []
    if page < pages - 1:
        turning.append(button(STAFF.say("older", language), f"{PAGE}:{page + 1}", str(page + 1)))
    if page > 0:
        turning.append(button(STAFF.say("newer", language), f"{PAGE}:{page - 1}", str(page - 1)))
    if turning:
        blocks.append(actions(turning))
    return {
        "type": "modal",
        "callback_id": TRANSCRIPT_VIEW,
        "private_metadata": json.dumps(private),
        "title": plain(STAFF.say("transcript", language), MAX_TITLE_CHARS),
        "close": plain(STAFF.say("close", language), MAX_TITLE_CHARS),
        "blocks": blocks,
    }


def _corrected(check: Correction, language: str) -> str:
    """What the bot was about to say, what it said instead, and why."""
    values = {
        "sentence": escape(clipped(check.sentence, MAX_CHECK_CHARS)),
        "instead": escape(clipped(check.instead or "–", MAX_CHECK_CHARS)),
        "reasons": escape(", ".join(check.reasons)),
    }
    return STAFF.say("reworded", language, **values)


def _message(message: LedgerMessage, text: str, tenant: Tenant, language: str) -> Blocks:
    at = message.created_at.astimezone(ZoneInfo(tenant.time_zone))
    when = " ".join(format_skeleton(part, at, locale=formats(language)) for part in ("MMMEd", "Hm"))
    who = message.content.author if message.role == "staff" else None
    who = who or STAFF.say(ROLES[message.role], language)
    cards = ", ".join(card.name for card in message.content.cards)
    shown = f"{when} · {message.channel}" + (f" · {cards}" if cards else "")
    return [rich_text(spoken(who, text, MAX_MESSAGE_CHARS)), context(escape(shown))]
