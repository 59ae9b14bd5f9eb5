"""Addresses and numbers that a guest might be sent to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.facts import core
from plugins.fact_gate.reading import Stated, plain
from plugins.fact_gate.sentence import Objection, Sentence

# What a guest wrote is read back only to reach the guest, never as where to pay, call or write.
_SENDS = re.compile(
    r"(?<!\w)(?:pay\w*|transfer\w*|deposit\w*|iban|call|ring|write to|send (?:it|the|your)|book (?:at|on)|visit|pag\w+|"
    r"llam\w+|escrib\w+ a|ingres\w+|ligue|telefon\w+|virement|appelez|ecrivez|uberweis\w*|zahl\w*|rufen|"
    r"schreiben sie|bonifico|chiam\w+|scriv\w+)(?!\w)"
)


def contact_objections(about: Sentence) -> Iterator[Objection]:
    """Only the business's own addresses and numbers; what the guest wrote may be read back."""
    own = core(about.facts.owner + " " + plain(about.facts.tenant.booking_url_template or ""))
    own += " " + " ".join(core(plain(unit.unit.virtual_tour_url or "")) for unit in about.facts.units.values())
    said = core(about.facts.guest)
    for match in about.text.take(v.CONTACTS):
        written = core(match.group())
        digits = re.sub(r"\D", "", match.group())
        is_echo = not _SENDS.search(about.text.plain)
        if written and (written in own or (is_echo and written in said)):
            continue
        known = re.sub(r"\D", "", own), re.sub(r"\D", "", said) if is_echo else ""
        if len(digits) >= 7 and any(digits in numbers for numbers in known):
            continue
        yield Objection("an address or number that is not the business's", Stated(*match.span()))
