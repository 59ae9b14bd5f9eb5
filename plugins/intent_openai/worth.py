"""Which turns are worth asking a model: most small answers say nothing that the rules do not read."""

from __future__ import annotations

import re

from bot.conversation.turn import Turn
from bot.words.folding import fold

MAX_TEXT_CHARS = 2000  # what a guest writes beyond this is not read
_COURTESY = frozenset(
    "yes yeah yep yup sure no nope not ok okay fine good great perfect nice cool lovely thanks thank thx you please hi "
    "hello hey bye goodbye correct right exactly that's it works "
    "si claro vale perfecto perfecta bien muy gracias muchas hola adios buenas buenos dias tardes noches correcto "
    "exacto favor por "
    "sim nao obrigado obrigada ola tchau certo isso bom boa dia tarde noite muito "
    "oui non merci beaucoup bonjour bonsoir salut d'accord parfait exact bien tres "
    "ja nein danke vielen dank hallo guten tag morgen abend gut genau richtig bitte tschuss prima super "
    "grazie mille ciao buongiorno buonasera perfetto esatto giusto prego bene certo".split()
)
_WORD = re.compile(r"[^\W\d_][\w']*")


def text_to_read(turn: Turn) -> str:
    """The guest's own words of the turn; empty when they are none for a model: a pressed button, a command, a form
    that is being filled in, a bare yes, thanks or number."""
    if turn.action or turn.form:
        return ""
    texts = (message.text.strip() for message in turn.messages if not message.action)
    text = "\n".join(text for text in texts if text and not text.startswith("/"))[:MAX_TEXT_CHARS]
    words = _WORD.findall(fold(text))
    return text if any(word not in _COURTESY for word in words) else ""
