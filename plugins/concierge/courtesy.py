"""What is said besides finding and booking: greetings, thanks, help, questions back, and the way to a person."""

from __future__ import annotations

from datetime import date

from bot.types import Clarification, Reply
from bot.words import reception
from bot.words.phrases import for_guests
from plugins.concierge import offers
from plugins.concierge.talk import Talk

CORE = for_guests("core")


def courtesy(talk: Talk) -> Reply:
    acts, texts = talk.acts, talk.texts
    start = talk.buttons("weekend", "pool", "pets", "person")
    if "thanks" in acts or "bye" in acts:
        return talk.reply(texts.say("bye" if "bye" in acts else "thanks"))
    if "greet" in acts and acts.is_short:
        talk.opening = [_greeting(talk)]
        return talk.reply("", suggestions=start)
    if "help" in acts:
        return talk.reply(texts.say("help"), suggestions=start)
    if "cancel" in acts:
        said = CORE.say("converted", talk.turn.language) if talk.turn.session.converted else texts.say("all_right")
        return talk.reply(said, suggestions=talk.buttons("person"))
    question, buttons = offers.missing(talk)
    if "yes" in acts:
        going_on = question or texts.say("next")
        return talk.reply(f"{texts.say('good')} {going_on}", suggestions=buttons or talk.buttons("more"))
    if acts.asks:
        return talk.ask_team(texts.say("unknown"), "something else")
    return talk.reply([f"{texts.say('not_understood')} {texts.say('help')}", question], suggestions=start)


def _greeting(talk: Talk) -> str:
    greeted, talk.memory.greeted = talk.memory.greeted, True
    if greeted:
        return talk.texts.say("hello_again")
    return reception.greeting(talk.turn.tenant, talk.texts.language)


def clarify(talk: Talk, question: Clarification) -> Reply:
    """Ask which of several readings is meant; each is a quick answer."""
    options = [_option(talk, question.about, option) for option in question.options]
    listed = talk.texts.listing(options, "or")
    if question.text:
        text = talk.texts.say("clarify", words=question.text, options=listed)
    else:
        text = talk.texts.say("clarify_plain", options=listed)
    return talk.reply(text, suggestions=options)


def _option(talk: Talk, about: str, option: str) -> str:
    """A reading as a guest would say it."""
    try:
        return talk.texts.day(date.fromisoformat(option))
    except ValueError:
        pass
    if about in {"guests", "adults", "children", "nights"} and option.isdigit():
        return talk.texts.count("nights" if about == "nights" else "guests", int(option))
    if about == "accommodation_type":
        return talk.texts.unit_type(option)
    return talk.texts.feature(option) if about == "preferences" else option


def handoff(talk: Talk, reason: str) -> Reply:
    """Ask staff to take over."""
    return talk.reply(reception.handoff(talk.turn.tenant, talk.turn.language), handoff=reason)
