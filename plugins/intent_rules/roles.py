"""Which of the days that a message mentions is the arrival, and which the departure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.types import Intent
from plugins.intent_rules.mentions import Mention
from plugins.intent_rules.ordinals import RANGE_WORDS
from plugins.intent_rules.resolve import Calendar

DATES = frozenset({"check_in", "check_out"})
_FILLER = r"(?:NIGHT|TIMEOFDAY|TIME|,|please|early|late|ON THE|ON|THES?|OF THE|OF|AGE|\)|\()"
_RANGE = re.compile(rf"(?: ?{_FILLER}){{0,6}} ?{RANGE_WORDS}(?: {_FILLER}){{0,6}} ?")
_BETWEEN_AND = re.compile(rf"(?: ?{_FILLER}){{0,6}} ?AND(?: {_FILLER}){{0,6}} ?")
_OR = re.compile(rf"(?: ?{_FILLER}){{0,6}} ?OR(?: {_FILLER}){{0,6}} ?")
_CUES = re.compile(r"\b(?:ARRIVE|LEAVE|FROM|UNTIL|MOVE)\b")
_ADJACENT = re.compile(rf"\b(?P<cue>FROM|UNTIL)(?: (?:{_FILLER}|FROM|AND)){{0,6}}$")


@dataclass(frozen=True, slots=True)
class Context:
    """What a message is read against. `asked`: the fields the bot has just asked for."""

    calendar: Calendar
    asked: frozenset[str]
    intent: Intent
    length_stated: bool = False  # an earlier message of the guest counted nights
    units_shown: int = 0  # that an ordinal may choose from


def roles_of(text: str, mentions: list[Mention], context: Context) -> list[tuple[str, Mention]]:
    """Which mention is the arrival, which the departure. Those that are neither are left out."""
    roles: list[tuple[str, Mention]] = []
    dated = [mention for mention in mentions if mention.kind != "vague" or mention.ordinal]
    index = 0
    while index < len(dated):
        mention = dated[index]
        following = dated[index + 1] if index + 1 < len(dated) else None
        left = text[dated[index - 1].end if index else 0 : mention.start].rstrip()
        if following and _joins(left, text[mention.end : following.start]):
            roles += _range_roles(left, mention, following)
            index += 2
            continue
        if following and _OR.fullmatch(text[mention.end : following.start]):
            roles += [("alternative", mention), ("alternative", following)]
            index += 2
            continue
        if index and _BETWEEN_AND.fullmatch(text[dated[index - 1].end : mention.start]):
            index += 1
            continue  # "Friday the 5th and Saturday the 6th": two nights or one? The departure is not said
        right = text[mention.end : following.start if following else len(text)]
        roles.append((_role(left, right, context, followed=following is not None), mention))
        index += 1
    return _settle(roles, context)


def _joins(left: str, between: str) -> bool:
    if _RANGE.fullmatch(between):
        return True
    return bool(re.search(r"\bBETWEEN(?: THE| ON){0,6}$", left) and _BETWEEN_AND.fullmatch(between))


def _range_roles(left: str, first: Mention, second: Mention) -> list[tuple[str, Mention]]:
    """Two ends of a stay; or, after "change the departure from A to B", one new date."""
    moved = re.search(r"\b(?:CHANGE|MOVE)\b", left) and re.search(
        r"\b(?P<role>ARRIVE|LEAVE)\b[^.;!?:]*\bFROM(?: THE| ON){0,6}$", left
    )
    if moved:
        return [("check_in" if moved["role"] == "ARRIVE" else "check_out", second)]
    return [("check_in", first), ("check_out", second)]


def _role(left: str, right: str, context: Context, *, followed: bool) -> str:
    """From the words before the mention, else from those after it unless they belong to the mention that follows."""
    adjacent = _ADJACENT.search(left)
    if adjacent:
        return "check_in" if adjacent["cue"] == "FROM" else "check_out"
    cues = [match.group(0) for match in _CUES.finditer(_last_sentence(left))]
    if cues:
        return {"LEAVE": "check_out", "UNTIL": "check_out"}.get(
            cues[-1], "named_check_in" if cues[-1] == "ARRIVE" else "check_in"
        )
    after = re.match(r"[^.;!?]*?\b(ARRIVE|LEAVE)\b", right)
    if (
        after
        and not (followed and not re.search(r"[.;,!?]", right[after.end() :]))
        and not re.search(r"\bAND\b|,|-", right[: after.end()])
    ):
        return "named_check_in" if after[1] == "ARRIVE" else "check_out"
    asked = context.asked & DATES
    return next(iter(asked)) if len(asked) == 1 else "unknown"


def _last_sentence(left: str) -> str:
    return re.split(r"[.;!?](?= )", left)[-1] if re.search(r"[.;!?] \S+.* ", left) else left


def _settle(roles: list[tuple[str, Mention]], context: Context) -> list[tuple[str, Mention]]:
    """A date without a role is the arrival, or the departure when the arrival is already named."""
    taken = {role.removeprefix("named_") for role, _ in roles}
    settled: list[tuple[str, Mention]] = []
    for role, mention in roles:
        name = role
        if role == "unknown":
            if "check_in" not in taken:
                name = "check_in"
            elif "check_out" not in taken and (context.asked & DATES or mention.kind != "weekday"):
                name = "check_out"
            else:
                continue
            taken.add(name)
        settled.append((name, mention))
    return settled
