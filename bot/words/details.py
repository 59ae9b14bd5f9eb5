"""What guests ask of a thing beyond whether it is there ("is the garden fenced?"), and how owners write of it.

Guests' phrases belong to the plugin that reads them; what a guest is told is not stated lies in texts/*/topics.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.words.sentences import split

MAX_QUOTE_CHARS = 220
USE = "use"  # how a thing is used


@dataclass(frozen=True, slots=True)
class Detail:
    """A thing's property.

    Attributes:
        written: a regular expression, without regard to capitals, that a text which answers it holds, in the languages
            of owners and of the house's entries.
        against: one that such a text holds where it says the contrary.
        of: features that it is asked of; none: of anything.
        topics: of the reading, that a question must have.
        is_own: no entry of the house answers it that does not say so much.
        is_plain: understood without its feature ("is it fenced?").
        is_elsewhere: of no home's own: whether one is by the beach is no answer.
        by_home: what the house says of all its homes does not tell of one.
    """

    id: str
    written: str
    of: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    is_own: bool = False
    is_plain: bool = False
    is_elsewhere: bool = False
    by_home: bool = False
    against: str = r"$^"


DETAILS = {
    detail.id: detail
    for detail in (
        Detail(
            "fence",
            r"fence|enclosed|vallad|cercad",
            ("garden", "terrace", "pool"),
            is_plain=True,
            against=r"not (?:fully )?(?:fenc|enclos)|sin vallar",
        ),
        Detail(
            "heated", r"\bheated|climatizad|aquecid|chauffée|beheizt|riscaldata", ("pool",), is_plain=True, by_home=True
        ),
        Detail("depth", r"\bdeep|depth|shallow|profund", ("pool",)),
        Detail(
            "own",
            r"\bprivate|shared|communal|community|privad|compartid",
            ("pool", "garden", "terrace", "parking"),
            against=r"shared|communal|community|compartid",
        ),
        Detail("covered", r"indoor|covered|shade", ("pool", "terrace", "parking", "garden")),
        Detail(
            "width",
            r"\d ?cm\b|\bwide\b",
            ("elevator", "accessible", "pool", "garden", "terrace", "kitchen", "workspace"),
        ),
        Detail("walk_in", r"walk-in|roll-in|level shower|step-free shower", ("accessible",), is_plain=True),
        Detail(
            "floor",
            r"ground floor|first floor|one-storey|one-story|single storey|planta baja",
            ("accessible",),
            is_plain=True,
        ),
        Detail("steps", r"\bsteps?\b|\bstairs?\b|escal[oó]n", ("accessible",), is_plain=True),
        Detail("speed", r"\d ?mbps|high-speed", ("wifi",)),
        Detail(
            "spaces", r"\d+ (spaces|vehicles|cars)|un coche|one car|um carro|une voiture|ein auto|un'auto", ("parking",)
        ),
        Detail("by_the_door", r"in front of the house", ("parking",)),
        Detail("double_beds", r"\bdouble|\bking|\bqueen|\btwin|\bbunk|\d ?cm bed|matrimonio"),
        Detail("alone", r"\balone\b", ("pets",), is_own=True, is_plain=True),
        Detail(
            "walkway",
            r"walkway|boardwalk|pasarela|passerella|passerelle",
            ("beach",),
            is_own=True,
            is_plain=True,
            is_elsewhere=True,
        ),
        Detail("pet_beach", r"dog beach", ("beach", "pets"), is_own=True, is_plain=True, is_elsewhere=True),
        Detail("adapted_taxi", r"adapted|wheelchair", is_own=True),
        Detail("night_taxi", r"taxis? at night"),
        Detail("gluten", r"gluten|glutin"),
        Detail("instalments", r"instal", topics=("payment",)),
        Detail("pay_means", r"$^", topics=("payment",)),
        Detail("card_safety", r"cvv", topics=("payment",)),
        Detail(
            "mobile_signal",
            r"coverage|signal|reception|cobertura|\brede\b|réseau|\bcapte|empfang|mobilfunk|copertura|\bprende\b",
            is_own=True,
        ),
        Detail("party", r"part(?:y|ies)\b|fiestas?\b|festas?\b|fêtes?\b|partys\b|feiern|\bfeste\b", is_own=True),
        Detail("music", r"music|música|musique|musik|musica", is_own=True),
        Detail(
            "dinner",
            r"dinner|lunch|\bmeals\b|cenas?\b|almuerzo|jantar|almoço|dîner|déjeuner\b|abendessen|mittagessen|pranzo",
            topics=("meals",),
            is_own=True,
        ),
        Detail("cook", r"\bchef|\bcook\b|cociner[oa]|cozinheir[oa]|cuisinier|\bkoch\b|köchin|cuoc[oa]", is_own=True),
        Detail(
            "nightlife",
            r"\bbar(?:s|es)?\b|\bclubs?\b|disco|copas|nightlife|vida noct|noite|boîtes?\b|nachtleben|ausgeh|locali",
            is_own=True,
        ),
        Detail(
            "cash_machine",
            r"cash ?(?:machine|point)|\batms?\b|cajero|caixa eletr|multibanco|distributeur|geldautomat|bancomat",
            is_own=True,
        ),
        Detail("taxi", r"\bt[aá]xis?\b", is_own=True),
        Detail("ride_app", r"\buber\b|cabify|\bbolt\b|freenow"),
        Detail("taxi_fare", r"\bt[aá]xi[^.]*(?:\d ?€|€ ?\d)|(?:\d ?€|€ ?\d)[^.]*\bt[aá]xi"),
        Detail(
            "pet_size", r"\d ?kg\b|large dogs|perros grandes|cães grandes|grands chiens|große hunde|taglia", ("pets",)
        ),
        Detail("licence", r"licen|registration number", is_own=True),
    )
}
# Words that begin a question of how something is used; an entry that answers one does not say whether it is there.
_HOW = re.compile(
    r"\b(?:how|what time|where|when|c[oó]mo|d[oó]nde|cu[aá]ndo|a qu[eé] hora|como|onde|quando|a que horas|comment|où"
    r"|quand|à quelle heure|wie|wo|wann|um wie viel uhr|come|dove?|a che ora)\b",
    re.IGNORECASE,
)
_FREE_OR_PRICED = re.compile(
    r"\d ?€|free of charge|\bfree\b|no charge|included|gratis|gratuit|sin coste|sem custo|de graça|inclu[ií]d|compris"
    r"|sans supplément|kostenlos|ohne aufpreis|inbegriffen|compres|senza costi|offert",
    re.IGNORECASE,
)


def states(detail: str, text: str) -> bool:
    """Whether a text says something of a detail."""
    known = DETAILS.get(detail)
    return known is not None and re.search(known.written, text, re.IGNORECASE) is not None


def denies(detail: str, text: str) -> bool:
    """Whether a text that says something of a detail says the contrary: "not fully fenced", "shared pool"."""
    known = DETAILS.get(detail)
    return known is not None and re.search(known.against, text, re.IGNORECASE) is not None


def states_charge(text: str) -> bool:
    """Whether a text says that something is free, or what it costs."""
    return _FREE_OR_PRICED.search(text) is not None


def is_about_use(question: str, *, anywhere: bool = False) -> bool:
    """Whether a question is how, when or where: not whether a thing is there. `anywhere`: not only at its beginning."""
    found = _HOW.search(question)
    return found is not None and (anywhere or not question[: found.start()].strip(" ¿"))


def quotes(detail: str, texts: Collection[str], about: re.Pattern[str] | None = None) -> Iterator[str]:
    """The sentences and lines that say something of a detail.

    Args:
        about: what they must be about as well.
    """
    for text in texts:
        for sentence in split(text):
            said = " ".join(sentence.split()).rstrip(".")
            if len(said) <= MAX_QUOTE_CHARS and states(detail, said) and (about is None or about.search(said)):
                yield said
