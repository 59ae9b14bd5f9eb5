"""What the channel writes into an alert's thread: lines of the conversation, and how takeover stands. Pure."""

from __future__ import annotations

from bot.staff.values import HandBack, Line
from bot.types import JSON
from channels.slack.alert import HAND_BACK, ROLES
from channels.slack.blocks import Blocks, Content, actions, button, context, rich_text, section, spoken, words
from channels.slack.formats import journey
from channels.slack.reply import channel_name
from channels.slack.text import clipped, escape
from channels.slack.words import STAFF

REPLY, LIVE_ON, LIVE_OFF, UNDO = "lobby_reply", "lobby_live_on", "lobby_live_off", "lobby_undo"
MAX_LINE_CHARS = 2900


def line_content(line: Line, language: str) -> Content:
    """A line of the conversation. The text is literal: a guest can neither mention nor link anything here."""
    if line.role == "note":
        note = f"notes.{line.text}"
        text = f":information_source: {STAFF.say(note, language) if note in STAFF else escape(line.text)}"
        return Content(text, [context(text)])
    text = clipped(line.text, MAX_LINE_CHARS)
    who = line.author or STAFF.say(ROLES[line.role], language)
    if line.channel and line.role == "user":
        who = f"{who} ({channel_name(line.channel, language)})"
    return Content(f"*{escape(who)}*: {escape(text)}", [rich_text(spoken(who, text, MAX_LINE_CHARS))])


def taken_content(post_id: int, name: str, language: str, *, live: bool = False) -> Content:
    """How to answer, with the buttons for it."""
    text = STAFF.say("taken_over", language, name=escape(name))
    switch = (LIVE_OFF, "live_off") if live else (LIVE_ON, "live_on")
    buttons = [
        button(STAFF.say("reply", language), REPLY, str(post_id), style="primary"),
        button(STAFF.say(switch[1], language), switch[0], str(post_id)),
        button(STAFF.say("hand_back", language), HAND_BACK, str(post_id)),
    ]
    return Content(text, [section(text), actions(buttons)])


def live_content(name: str, language: str, *, on: bool) -> Content:
    text = STAFF.say("live_is_on" if on else "live_is_off", language, name=escape(name))
    return Content(text, [context(text)])


def reply_content(
    state: str, language: str, value: str, *, seconds: int = 0, text: str | None = None, author: str = ""
) -> Content:
    """The line below a reply: when it goes out, that it went, or that it was taken back.

    `text`: what was written where the thread does not show it (a modal). `value` names the reply for the Undo button.
    """
    status = STAFF.say(state, language, seconds=seconds)
    blocks: Blocks = []
    if text is not None:
        blocks.append(_quoted(author, text))
    blocks.append(context(status))
    if state == "goes":
        blocks.append(actions([button(STAFF.say("undo", language), UNDO, value)]))
    return Content(status, blocks)


def summary_content(name: str, back: HandBack, language: str) -> Content:
    """What was achieved, for whoever reads the thread later."""
    wanted = journey(back.intent, language)
    lines = [
        STAFF.say(
            "handed_back",
            language,
            name=escape(name),
            minutes=max(1, round(back.seconds / 60)),
            messages=back.messages,
        ),
        STAFF.say("journey", language, journey=escape(wanted)) if wanted else STAFF.say("no_journey", language),
    ]
    text = "\n".join(lines)
    return Content(text, [section(text)])


def _quoted(author: str, text: str) -> JSON:
    return rich_text(
        {"type": "rich_text_section", "elements": [words(f"{author}:", bold=True)]},
        {"type": "rich_text_quote", "elements": [words(clipped(text, MAX_LINE_CHARS))]},
    )
