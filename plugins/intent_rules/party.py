"""Who travels: guests in all, adults and children, from counts and from company ("my wife and I and a baby")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.types import Intent, IntentChange
from plugins.intent_rules.behind import behind

MAX_GUESTS = 99
_N = r"(?:\d{1,2}|A)"
_SMALL = r"(?:SMALL ){0,6}"
_KIDS = r"(?:CHILD|CHILDREN)"
_OPTIONAL_PERSON = r"(?: PERSON)?"
_ADULTS = re.compile(rf"(?<![\w.,])(?P<n>{_N}) {_SMALL}(?:PERSON )?ADULT\b")
_CHILDREN = re.compile(rf"(?<![\w.,])(?P<n>{_N}) (?:OFTHEM (?:are |WEARE |son |is )?)?{_SMALL}{_KIDS}\b")
# "With a 3 year old": the mask leaves the number of those whose age it hides.
_OF_AGE = re.compile(rf"(?:(?<=WITH )|(?<=AND )|(?<=, ))(?P<n>{_N}) AGE(?= ?(?:$|[.,;!?]|AND\b|FOR\b|FROM\b|ON\b))")
_NO_CHILDREN = re.compile(rf"\b(?:NOT|WITHOUT|0)(?: A| OUR| MY| ANY)? {_SMALL}{_KIDS}\b")
_COUPLES = re.compile(rf"(?:(?<![\w.,])(?P<n>{_N}) |\b(?:FOR|IN|AS|WEARE|ROOM|THES?) |^)(?:(?!\d)\w+ )?COUPLE\b")
_PERSONS = re.compile(rf"(?<![\w.,$€£/-])(?<!PER )(?P<n>{_N}) {_SMALL}PERSON\b(?! (?:MORE|LESS))")
_EITHER = re.compile(
    rf"(?<![\w.,])\d{{1,2}} ?(?:OR|-|TO|/) ?\d{{1,2}} {_SMALL}(?:PERSON|ADULT|CHILD|CHILDREN|OFUS|KINS)\b"
)
_COUNT_ENDS = (
    r"(?= ?(?:$|[.,;:!?()-]|KINS|PERSON|OFUS|IN\b|in\b|(?:AND|FROM|FOR|ON|WITH|THE|OF|STAY|BOOK|"
    r"ARRIVE|NEXT|THIS|UNTIL|BETWEEN|DATES|INCLUDING|ME|WE|TO|W\d|TODAY|TOMORROW|TONIGHT|"
    r"WEEKEND|please|there|here|while|when|that|which|if|at|near|by|where|around|close|starting|"
    r"who|que|donde|cerca|looking|hoping|wanting|searching|travell?ing|coming|needing|qui|pres|vers|bei|mit|nahe|nel|vicino|perto|is|as)\b))"
)
_NOT_COUNT = rf"(?! ?(?:AND|OR|-|TO) ?{_N} (?:NIGHT|DAY|WEEK)| (?:OF )?M\d\d| ?[#/:]| TO \d| - \d|-\d| OF (?:THE )?M)"
_UNITS = (
    r"(?:NIGHT|DAY|WEEK|MONTH|YEAR|ROOM|HOTEL|OTHER|TIME|STAR|AGE|MORE|LESS|CHILD|CHILDREN|ADULT|OR|TO|\d|[€£$%]|"
    r"euros?|hours?|min\w*|km|miles?|blocks?|metr\w+)"
)
_FAMILY_OF = re.compile(
    rf"\b(?:PARTYOF|(?:FAMILY|GROUP|COUPLE) OF) (?P<n>\d{{1,2}})\b(?! ?-)(?! {_UNITS}\b| ?[/:#~€£$%])"
)
_WE_ARE = re.compile(
    rf"\b(?:WEARE|PARTYOF|FAMILY OF|GROUP OF|FAMILY WITH|we)(?: (?:ONLY|ABOUT|A|1|FAMILY|GROUP|PARTY|"
    rf"OF|OFUS|PARTYOF|IN|FOR|WITH|total)){{0,6}} (?P<n>\d{{1,2}}){_COUNT_ENDS}{_NOT_COUNT}"
)
_OF_US = re.compile(
    r"(?<![\w.,])(?<!~ )(?P<n>\d{1,2}) (?:PERSON )?(?:OFUS|IN total)\b|\bOFUS(?: ,| WEARE)? "
    r"(?P<m>\d{1,2})\b(?! (?:NIGHT|DAY|euros?|€))"
)
_IN_GERMAN_COUNTS = {"ZUZWEIT": 2, "ZUDRITT": 3, "ZUVIERT": 4, "ZUFUNFT": 5, "ZUSECHST": 6}
_FOR_N = re.compile(
    rf"(?<!pay )\bFOR (?:(?:ONLY|UPTO|ABOUT) )?(?P<n>\d{{1,2}}){_COUNT_ENDS}{_NOT_COUNT}(?! AND \d{{1,2}} (?:NIGHT|OF))"
)
_MORE = re.compile(
    rf"\b(?:EXTEND|MORE|another) (?P<a>{_N}) (?:MORE )?(?:PERSON|ADULT)\b|(?P<b>{_N}) (?:MORE|EXTEND) "
    rf"(?:PERSON|ADULT)\b|(?P<c>{_N}) (?:PERSON|ADULT) (?:MORE|EXTEND)\b"
)
_LESS = re.compile(
    rf"(?P<a>{_N}) LESS (?:PERSON|ADULT)\b|(?P<b>{_N}) (?:PERSON|ADULT) LESS\b|\bLESS (?P<c>{_N}) (?:PERSON|ADULT)\b"
)
_OWN = r"(?:MY|OUR)"
_COMPANY_LEAD = r"(?:^|[,.;:]|\b(?:FOR|WITH|AND|ONLY|ME|AS|PERSON|WEARE|another|INCLUDING)) ?"
_KIN = re.compile(rf"\b(?:{_OWN}|(?<=AND )A) {_SMALL}(?:KIN|COUPLE)\b(?:(?: AND|,) (?:{_OWN} )?{_SMALL}KIN\b){{0,6}}")
_KINS = re.compile(rf"\b(?P<n>{_N}) {_SMALL}(?:KINS?)\b")
_OTHERS = re.compile(rf"\b(?:ME AND|ME ,|AND|WITH) (?:{_OWN} )?(?P<n>\d{{1,2}}) {_SMALL}(?:KINS|PERSON)\b")
_PARENTS = re.compile(rf"\b{_OWN} (?:SMALL )?PARENTS\b")
_OWN_CHILD = re.compile(rf"\b(?:{_OWN}|THES?|THE) {_SMALL}CHILD\b|\b(?:AND|,) {_SMALL}CHILD\b")
_SELF = re.compile(
    rf"\bME (?:AND|,|WITH|ALONE) (?:{_OWN}|A\b|\d|THES?|KIN|ONLY)"
    rf"|\b(?:KINS?|COUPLE|PARENTS|{_KIDS})(?: ,)? AND (?:FOR )?ME\b|\bFOR ME ,? ?(?:AND|,)"
)
_ALONE = re.compile(
    r"\bALONE\b(?! (?:AND|WITH))|\bWEARE ME\b|\bFOR (?:ONLY )?ME ONLY\b|\bONLY FOR ME\b|\bFOR ONLY "
    r"ME\b(?! (?:AND|WITH))"
)
_INCLUDED = re.compile(
    rf"\b(?:INCLUDING|OFTHEM|dont|davon|darunter|where|\()|\bOFUS [^.;]{{0,200}}{_KIDS}|\b(?:PERSON|KINS)? "
    rf"?[,:(] ?{_N} {_SMALL}(?:ADULT|{_KIDS})|\bWEARE (?:[3-9]|\d\d) WITH\b|\b{_KIDS} OFUS\b"
)
# Somebody to talk to is no guest.
_STAFF = re.compile(
    r"\b(?:talk\w*|speak\w*|chat\w*|contact\w*|habl\w+|parl\w+|fala\w*|sprech\w+|reden|atend\w+|atiend\w+)"
    r"(?: (?:TO|WITH|mit))? (?:A|1) (?:\w+ )?PERSON\b"
)
_REFERENCE = re.compile(r"\b(?:code|number|address|info\w*|postcode|name|phone)\b[^.;!?]*$")
_BARE = re.compile(
    r"(?:(?:FOR|ONLY|ABOUT|WEARE|BOOK|yes|WITH|THES?|maybe|ME think|ok|si|oui|ja|sim|for|,) ){0,6}(?P<n>\d{1,2}|A)"
    r"(?=$| ?[.,!;]| (?:please|ONLY|OFUS|in|por|bitte|s'il|gracias|thanks|thank|that|FROM|AND|FOR|"
    r"BETWEEN|OF|WITH|THE)\b).*"
)


@dataclass(frozen=True, slots=True)
class Party:
    guests: int | None = None
    adults: int | None = None
    children: int | None = None


def read_party(text: str, asked: frozenset[str], intent: Intent) -> IntentChange:
    """The change of guests, adults and children that a canonical text states."""
    text = _STAFF.sub(" STAFF ", text)
    if _EITHER.search(text):
        return IntentChange()
    moved = _relative(text, intent)
    if moved is not None:
        return _forget_parts(IntentChange(guests=moved), intent)
    stated = _stated(text)
    if stated == Party():
        stated = _answer(text, asked)
    return _change(stated, text, intent)


def _stated(text: str) -> Party:
    adults = _sum(_ADULTS, text)
    if adults is None:
        couples = [_int(match["n"]) if match["n"] else 1 for match in _COUPLES.finditer(text)]
        adults = 2 * sum(couples) if couples else None
    children = 0 if _NO_CHILDREN.search(text) else (_sum(_CHILDREN, text) or _sum(_OF_AGE, text))
    guests = _guests(text)
    if adults is None:
        adults, company_children = _company(text, guests)
        if company_children and not (children == 0):
            children = (children or 0) + company_children
    return Party(guests, adults, children)


def _guests(text: str) -> int | None:
    for word, count in _IN_GERMAN_COUNTS.items():
        if word in text:
            return count
    for pattern in (_FAMILY_OF, _WE_ARE, _OF_US, _PERSONS, _FOR_N):
        match = next((match for match in pattern.finditer(text) if _is_head_count(match)), None)
        if match:
            groups = match.groupdict()
            return _int(groups.get("n") or groups.get("m") or "A")
    return None


def _is_head_count(match: re.Match[str]) -> bool:
    """ "If there is one", "the postcode for one": a lone 1 counts only where a stay is for one."""
    if match.groupdict().get("n") != "1" or match.group(0).endswith("PERSON"):
        return True
    before = behind(match.string, match.start()) + " "
    if match.re is _WE_ARE:
        return match.group(0).startswith(("PARTYOF", "we")) or re.search(r"\bONLY\b", match.group(0)) is not None
    about_stay = re.search(r"(?:\b(?:ROOM|HOTEL|BOOK|ONLY|STAY|NIGHT)\b[^.;!?]*|^|,) ?$", before)
    return match.re is not _FOR_N or bool(about_stay and not _REFERENCE.search(before))


def _company(text: str, guests: int | None) -> tuple[int | None, int]:
    """Adults and children named by kinship. The speaker counts when joined to them ("and I", "with my wife")."""
    if _ALONE.search(text) and guests in (None, 1):
        return 1, 0
    kin = sum(len(re.findall(r"\b(?:KIN|COUPLE)\b", match.group(0))) for match in _company_matches(_KIN, text))
    kin += 2 * len(list(_company_matches(_PARENTS, text)))
    own_children = len(list(_company_matches(_OWN_CHILD, text)))
    with_own = re.search(rf"\bWITH {_OWN} (?:\d{{1,2}} )?{_SMALL}(?:KINS?|{_KIDS}|PARENTS|COUPLE)\b", text)
    plural = re.search(rf"\b(?:WE|WEARE|OUR (?:\d{{1,2}} )?{_SMALL}(?:KINS?|{_KIDS}|PARENTS))\b", text)
    is_self = bool(_SELF.search(text)) or bool(
        with_own and not (plural and not kin) and not re.search(r"\bWEARE\b", text)
    )
    if is_self:
        kin += sum(_int(match["n"]) for match in _OTHERS.finditer(text))
    if guests is not None or not (kin or is_self or own_children):
        return None, own_children if own_children and (kin or is_self or guests) else 0
    if not kin and not is_self:
        return None, own_children
    return kin + is_self, own_children


def _company_matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Kinship counts only where company is named: "for my mother", "with my son", not "my daughter lost it"."""
    lead = re.compile(_COMPANY_LEAD + "$")
    spoken = bool(_SELF.search(text))
    return [
        match for match in pattern.finditer(text) if spoken or _named(lead, behind(text, match.start()), match.group(0))
    ]


def _named(lead: re.Pattern[str], before: str, words: str) -> bool:
    match = lead.search(before + " ") or lead.search(before)
    if words.startswith(("AND", ",")):
        return False
    return bool(match and match.group(0).strip() not in ("", ",", ".", ";", ":")) if match else False


def _answer(text: str, asked: frozenset[str]) -> Party:
    """A bare number, or a bare "no", answers the question that was asked."""
    counts = asked & {"guests", "adults", "children", "nights"}
    if "children" in counts and re.match(r"(?:NOT|0|WITHOUT)\b", text):
        return Party(children=0)
    bare = re.fullmatch(_BARE, text)
    if asked & {"check_in", "check_out"} and text.strip(" .!").isdecimal():
        return Party()  # "4": the day or the guests?
    if not bare or len(counts) != 1 or re.match(r" ?(?:NIGHT|DAY|WEEK|#|/|~| OF M| M\d)", text[bare.end("n") :]):
        return Party()
    number = _int(bare["n"])
    match next(iter(counts)):
        case "guests":
            return Party(guests=number)
        case "adults":
            return Party(adults=number)
        case "children":
            return Party(children=number)
        case _:
            return Party()


def _change(stated: Party, text: str, intent: Intent) -> IntentChange:
    guests, adults, children = stated.guests, stated.adults, stated.children
    change = IntentChange()
    if guests is not None and children and adults is None:
        if _INCLUDED.search(text) and guests > children:
            adults = guests - children
        elif guests >= 1:
            adults, guests = guests, guests + children
    if adults is not None:
        change["adults"] = adults
    if children is not None:
        change["children"] = children
    if guests is None or (adults is not None and children is not None and adults + children > guests):
        guests = _total(adults, children, intent)
    elif adults is not None and children is None and guests > adults:
        change["children"] = guests - adults
    if guests is not None and 0 < guests <= MAX_GUESTS:
        change["guests"] = guests
    if guests == 1 and not children:
        change["adults"] = 1
    return _forget_parts(change, intent)


def _total(adults: int | None, children: int | None, intent: Intent) -> int | None:
    if adults is not None:
        return adults + (children if children is not None else intent.children or 0)
    if children is not None and intent.adults is not None:
        return intent.adults + children
    return None


def _forget_parts(change: IntentChange, intent: Intent) -> IntentChange:
    """A new total that the known adults and children do not add up to takes them back."""
    if "guests" in change and "adults" not in change and "children" not in change:
        known = (intent.adults or 0) + (intent.children or 0)
        if known and known != change["guests"]:
            if intent.adults is not None:
                change["adults"] = None
            if intent.children is not None:
                change["children"] = None
    return change


def _relative(text: str, intent: Intent) -> int | None:
    """ "One more person" counts from the known party."""
    if intent.guests is None:
        return None
    for pattern, sign in ((_MORE, 1), (_LESS, -1)):
        match = pattern.search(text)
        if match:
            guests = intent.guests + sign * _int(match["a"] or match["b"] or match["c"])
            return guests if guests > 0 else None
    return None


def _sum(pattern: re.Pattern[str], text: str) -> int | None:
    counts = [_int(match["n"]) for match in pattern.finditer(text)]
    return sum(counts) if counts else None


def _int(number: str) -> int:
    return 1 if number == "A" else int(number)
