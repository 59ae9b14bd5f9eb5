"""What is said besides finding and booking: greetings, thanks, help, questions back, and the way to a person."""

from __future__ import annotations

from datetime import date

from bot.types import Clarification, Reply
from plugins.concierge import lists, offers
from plugins.concierge.acts import COURTESY
from plugins.concierge.pressed import means
from plugins.concierge.talk import TEAM, TEAM_BUTTON, Talk
from plugins.concierge.wishes import wish

# Labels with a sentence of their own, the first that is done.
_SAID = {
    "abuse": "abuse",
    "past_stay_talk": "past_stay",
    "other_person_trip": "other_trip",
    "off_topic": "off_topic",
}
SURE_OF_OTHER = 0.8  # of an act, from which it outweighs how a message sounds
# What remarks are taken for.
_REMARKS_SOUND_LIKE = frozenset(
    "abuse off_topic other unclear thanks greet bye yes no complaint are_you_human past_stay_talk ask_human".split()
)
_HEARD = frozenset({"abuse", "past_stay_talk"})  # offered a person
TOLD = frozenset({"past_stay_talk", "other_person_trip"})  # of these no homes are shown


def courtesy(talk: Talk) -> Reply:
    """The answer to what is neither a question nor a trip."""
    acts, texts = talk.acts, talk.texts
    start = talk.buttons("weekend", "pool", "pets", "person")
    if "are_you_human" in acts:
        said = [texts.say("identity", tenant=talk.turn.tenant.name)]
        if talk.memory.handed:  # "hello? is anybody there?"
            return talk.reply([*said, texts.said("person_still")])
        return talk.reply(said, suggestions=talk.buttons("person"))
    if "abuse" in acts:
        return upset(talk)
    if label := next((label for label in _SAID if label in acts), None):
        return talk.reply(texts.said(_SAID[label]), suggestions=talk.buttons("person") if label in _HEARD else ())
    memory = talk.memory
    if acts.only("bye") and not (memory.greeted or memory.shown or memory.handed or memory.draft):
        return talk.reply(_greeting(talk), suggestions=start)  # "ciao" comes first
    if ("thanks" in acts or "bye" in acts) and not acts.missed:
        return talk.reply(texts.say("bye" if "bye" in acts else "thanks"))
    if "help" in acts:
        return talk.reply(texts.say("help"), suggestions=start)
    if "greet" in acts and not acts.missed:
        talk.opening = []
        return talk.reply(_greeting(talk), suggestions=start)
    question, buttons = offers.missing(talk)
    if talk.turn.captured and lists.is_answered(talk):  # said again
        return talk.reply([texts.say("as_known", wish=wish(talk)), question or texts.say("next")], suggestions=buttons)
    if acts.agrees:
        return talk.reply(f"{texts.say('good')} {question or texts.say('next')}", suggestions=buttons)
    if "no" in acts or COURTESY in acts:
        return talk.reply(texts.say("all_right"), suggestions=talk.buttons("more", "person"))
    return _which_meant(talk) or _not_understood(talk)


def small_talk(talk: Talk) -> Reply | None:
    """What is no question about homes: goodbyes, "I'll ask my husband", anger, "how are you?", "what's your name?"."""
    said = talk.acts.remarks
    if talk.changed or said & {"recommend", "sites"} or _is_serious(talk):
        return None
    if "outrage" in said:
        return upset(talk)
    if talk.acts.asks and not (said & {"name", "hello", "soon", "later"}):
        return None
    if "soon" in said:
        reason = f"the guest asks when somebody answers: {talk.question_text()}"
        return talk.reply(talk.texts.said("waiting"), handoff=reason)
    if "later" in said:
        return talk.reply(talk.texts.said("later"))
    if "done" in said:
        return talk.reply(talk.texts.say("bye"))
    if "name" in said:
        identity = talk.texts.say("identity", tenant=talk.turn.tenant.name)
        return talk.reply(identity, suggestions=talk.buttons("person"))
    if "hello" in said and talk.acts.does & {"greet", "other", "off_topic"}:
        talk.opening, talk.memory.greeted = [], True
        return talk.reply(talk.texts.said("hello"), suggestions=talk.buttons("weekend", "pool", "pets"))
    return None


def upset(talk: Talk) -> Reply:
    """Calm, and a person: a plain yes brings one."""
    talk.memory.offered, talk.memory.question = TEAM, f"an upset guest: {talk.question_text()}"
    return talk.reply(talk.texts.said("abuse"), suggestions=talk.buttons("ask_team", "no_thanks"))


def _is_serious(talk: Talk) -> bool:
    """Whether a clause surely asks for something else beside the remark: "that's ridiculous, is there parking?"."""
    remarked = talk.acts.remarks - {"later", "done"}
    return any(
        act.confidence >= SURE_OF_OTHER and act.label not in _REMARKS_SOUND_LIKE
        for said in talk.acts.said
        if not (remarked & {"soon"} and said.clause.remarks) and not {"later", "done"} & set(said.clause.remarks)
        for act in said.clause.acts[:1]
    )


def _not_understood(talk: Talk) -> Reply:
    """Says so, and what can be done; a question may be passed on as it is."""
    text = f"{talk.texts.say('did_not_understand')} {talk.texts.say('help')}"
    if not talk.acts.asks:
        return talk.reply(text, suggestions=talk.buttons("weekend", "pool", "pets", "person"))
    talk.memory.offered, talk.memory.question = TEAM_BUTTON, talk.question_text()
    return talk.reply(text, suggestions=talk.buttons("ask_team", "weekend", "pool"))


def _greeting(talk: Talk) -> str:
    greeted, talk.memory.greeted = talk.memory.greeted, True
    if greeted:
        return talk.texts.say("hello_again")
    return talk.texts.greeting(talk.turn.tenant, talk.turn.text)


def _which_meant(talk: Talk) -> Reply | None:
    """Ask which of the two likeliest is meant, where something was half understood; never twice the same."""
    if not talk.acts.choices or talk.acts.choices[0] not in means() or "unclear" in talk.acts.choices:
        return None
    choices = [label for label in talk.acts.choices if label in means()]
    if talk.memory.clarified == " ".join(choices):
        return None
    talk.memory.clarified = " ".join(choices)
    options = [talk.texts.means(label) for label in choices]
    listed = talk.texts.listing((talk.texts.say("quoted", words=option) for option in options), "or")
    return talk.reply(talk.texts.say("clarify_plain", options=listed), suggestions=[*options, *talk.buttons("person")])


def unasked(talk: Talk) -> Clarification | None:
    """What must be cleared up about the trip; None when it was asked in the last place already."""
    for question in talk.turn.clarifications:
        if _key(question) != talk.memory.clarified:
            return question
    return None


def clarify(talk: Talk, question: Clarification) -> Reply:
    """Ask which of several readings is meant; each is a quick answer."""
    talk.memory.clarified = _key(question)
    options = [_option(talk, question.about, option) for option in question.options]
    listed = talk.texts.listing(options, "or")
    if question.text:
        text = talk.texts.say("clarify", words=question.text, options=listed)
    else:
        text = talk.texts.say("clarify_plain", options=listed)
    return talk.reply(text, suggestions=options)


def _key(question: Clarification) -> str:
    return f"{question.about}: {' '.join(question.options)}"


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
