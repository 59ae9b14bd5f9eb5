"""What the channel itself says to staff and to whoever tries the concierge, in English and Spanish."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "es"]

_WORDS: dict[str, tuple[str, str]] = {
    # alerts
    "reservation": ("New reservation", "Nueva reserva"),
    "handoff": ("A guest asks for a person", "Un huésped pide hablar con una persona"),
    "lead": ("Hot lead", "Contacto con mucho interés"),
    "cancellation": ("Cancellation", "Cancelación"),
    "guest": ("Guest", "Huésped"),
    "dates": ("Dates", "Fechas"),
    "party": ("Party", "Personas"),
    "unit": ("Unit", "Alojamiento"),
    "total": ("Total", "Total"),
    "source": ("Source", "Origen"),
    "channel": ("Channel", "Canal"),
    "language": ("Language", "Idioma"),
    "reference": ("Reference", "Referencia"),
    "reason": ("Reason", "Motivo"),
    "last_messages": ("Last messages", "Últimos mensajes"),
    "bot": ("Bot", "Bot"),
    "team": ("Team", "Equipo"),
    "you": ("You", "Usted"),
    "adults": ("{count} adults", "{count} adultos"),
    "adult": ("1 adult", "1 adulto"),
    "children": ("{count} children", "{count} niños"),
    "child": ("1 child", "1 niño"),
    "guests": ("{count} guests", "{count} personas"),
    "one_guest": ("1 guest", "1 persona"),
    "nights": ("{count} nights", "{count} noches"),
    "night": ("1 night", "1 noche"),
    "website": ("website", "web"),
    # buttons
    "take_over": ("Take over", "Tomar el chat"),
    "transcript": ("Transcript", "Transcripción"),
    "contacted": ("Mark contacted", "Marcar como contactado"),
    "hand_back": ("Hand back", "Devolver al bot"),
    "reply": ("Reply to guest", "Responder al huésped"),
    "live_on": ("Live mode on", "Activar modo directo"),
    "live_off": ("Live mode off", "Desactivar modo directo"),
    "undo": ("Undo", "Deshacer"),
    "older": ("Older", "Anteriores"),
    "newer": ("Newer", "Siguientes"),
    "send": ("Send", "Enviar"),
    "close": ("Close", "Cerrar"),
    "your_reply": ("Your reply", "Su respuesta"),
    "reworded": (
        "⚠ The bot was about to say “{sentence}” and said “{instead}” instead: {reasons}.",
        "⚠ El bot iba a decir «{sentence}» y en su lugar dijo «{instead}»: {reasons}.",
    ),
    # state of an alert
    "held_by": ("Held by *{name}*", "Lo lleva *{name}*"),
    "contacted_by": ("Contacted by *{name}*", "Contactado por *{name}*"),
    # the thread
    "taken_over": (
        "*{name}* has taken over; the bot is silent. What you write in this thread stays internal. To answer the guest,"
        " start *every line* with `>`, or press *Reply to guest*, or switch on live mode.",
        "*{name}* ha tomado el chat; el bot calla. Lo que escriba en este hilo es interno. Para responder al huésped,"
        " empiece *cada línea* con `>`, pulse *Responder al huésped* o active el modo directo.",
    ),
    "live_is_on": (
        ":red_circle: *Live mode is on*: everything that *{name}* writes in this thread goes to the guest.",
        ":red_circle: *Modo directo activado*: todo lo que *{name}* escriba en este hilo le llega al huésped.",
    ),
    "live_is_off": (
        ":white_circle: *Live mode is off*: the thread is internal again.",
        ":white_circle: *Modo directo desactivado*: el hilo vuelve a ser interno.",
    ),
    "goes": (":hourglass: Goes to the guest in {seconds} s", ":hourglass: Le llega al huésped en {seconds} s"),
    "sent": (":white_check_mark: Sent to the guest", ":white_check_mark: Enviado al huésped"),
    "undone": (
        ":leftwards_arrow_with_hook: Undone, the guest did not get it",
        ":leftwards_arrow_with_hook: Deshecho, no le ha llegado al huésped",
    ),
    "corrected": (":pencil2: Corrected for the guest", ":pencil2: Corregido para el huésped"),
    "withdrawn": (":wastebasket: Taken back from the guest", ":wastebasket: Retirado al huésped"),
    "handed_back": (
        "*{name}* has handed the conversation back to the bot after {minutes} min; messages to the guest: {messages}.",
        "*{name}* ha devuelto la conversación al bot tras {minutes} min; mensajes al huésped: {messages}.",
    ),
    "journey": ("Known of the journey: {journey}", "Lo que se sabe del viaje: {journey}"),
    "no_journey": ("Nothing is known of the journey yet.", "Aún no se sabe nada del viaje."),
    "note_reminded": (
        "Nobody has answered yet: the guest was told so and may go on with the bot.",
        "Nadie ha respondido aún: se ha avisado al huésped, que puede seguir con el bot.",
    ),
    "note_resumed": (
        "The guest did not want to wait and goes on with the bot: nobody has this conversation now.",
        "El huésped no ha querido esperar y sigue con el bot: ahora nadie lleva esta conversación.",
    ),
    "joined": ("_{name} has joined the conversation._", "_{name} se ha unido a la conversación._"),
    "left": ("_{name} has left; the bot is back._", "_{name} se ha ido; el bot está de vuelta._"),
    # hints that only one person sees
    "nobody_holds": (
        "Nothing was sent: nobody has taken this conversation over. Press *Take over* first.",
        "No se ha enviado nada: nadie ha tomado esta conversación. Pulse antes *Tomar el chat*.",
    ),
    "other_holds": (
        "Nothing was sent: *{name}* has this conversation, and only they can write to the guest.",
        "No se ha enviado nada: esta conversación la lleva *{name}* y solo esa persona puede escribir al huésped.",
    ),
    "has_it": ("*{name}* has it already.", "*{name}* ya lo lleva."),
    "empty": (
        "Nothing was sent: there is no text after `>`.",
        "No se ha enviado nada: no hay texto después de `>`.",
    ),
    "mixed": (
        "Nothing was sent: the text starts with `>` but goes on without it. Start every line with `>` or use"
        " *Reply to guest*.",
        "No se ha enviado nada: el texto empieza con `>` pero sigue sin él. Empiece cada línea con `>` o use"
        " *Responder al huésped*.",
    ),
    "no_files": (
        "The text goes to the guest, the file does not: files stay in Slack.",
        "El texto le llega al huésped; el archivo no: se queda en Slack.",
    ),
    "unmarked_edit": (
        "The edited text has no `>` any more, so the message was taken back from the guest.",
        "El texto editado ya no lleva `>`, así que el mensaje se ha retirado al huésped.",
    ),
    "live_edit": (
        "The correction was not passed on, the guest still sees the old text: live mode is off. Start the text with `>`"
        " to correct it.",
        "La corrección no se ha transmitido, el huésped aún ve el texto anterior: el modo directo está desactivado."
        " Empiece el texto con `>` para corregirlo.",
    ),
    "too_late": ("Too late: the guest has it already.", "Demasiado tarde: el huésped ya lo tiene."),
    "not_here": (
        "This button does nothing here: it belongs to an alert of another channel, or to one that is gone.",
        "Este botón no hace nada aquí: es de un aviso de otro canal o que ya no existe.",
    ),
    "failed": (
        "That did not work just now. Please try again in a moment.",
        "Ahora mismo no ha funcionado. Inténtelo de nuevo en un momento.",
    ),
    "no_session": ("There is no conversation behind this alert.", "No hay ninguna conversación tras este aviso."),
    "with_bot": ("The bot has this conversation already.", "El bot ya lleva esta conversación."),
    "only_text": ("I can only read text here.", "Aquí solo puedo leer texto."),
    "no_tenant": (
        "There is no tenant {slug} here. Set [channels.slack] tenant (BOT_CHANNELS__SLACK__TENANT).",
        "Aquí no hay ningún tenant {slug}. Ajuste [channels.slack] tenant (BOT_CHANNELS__SLACK__TENANT).",
    ),
    # /lobby
    "usage": (
        "*/lobby status* – what waits and who holds what\n*/lobby today* – the funnel of the day\n"
        "*/lobby find* _name, e-mail, phone or reference_ – a guest's conversation",
        "*/lobby status* – qué espera y quién lleva qué\n*/lobby today* – el embudo del día\n"
        "*/lobby find* _nombre, correo, teléfono o referencia_ – la conversación de un huésped",
    ),
    "not_connected": (
        "This channel is not connected with a tenant (or with more than one). Connect it with\n```bot tenants set SLUG"
        " 'alerts={{\"handoff\": [\"slack:{channel}\"], \"reservation\": [\"slack:{channel}\"]}}'```",
        "Este canal no está conectado con ningún tenant (o con más de uno). Conéctelo con\n```bot tenants set SLUG"
        " 'alerts={{\"handoff\": [\"slack:{channel}\"], \"reservation\": [\"slack:{channel}\"]}}'```",
    ),
    "status_waiting": ("Guests who wait for a person", "Huéspedes que esperan a una persona"),
    "status_held": ("Conversations held by staff", "Conversaciones que lleva el equipo"),
    "status_active_today": ("Conversations of the last 24 hours", "Conversaciones de las últimas 24 horas"),
    "status_unsent": ("Posts not sent yet", "Avisos aún sin enviar"),
    "stage_visit": ("Visits", "Visitas"),
    "stage_open": ("Chats opened", "Chats abiertos"),
    "stage_message": ("Wrote", "Escribieron"),
    "stage_intent_complete": ("Dates and party", "Fechas y personas"),
    "stage_offer": ("Got an offer", "Con oferta"),
    "stage_lead": ("Leads", "Contactos"),
    "stage_reservation": ("Reservations", "Reservas"),
    "stage_cancellation": ("Cancellations", "Cancelaciones"),
    "stage_handoff": ("Handoffs", "A una persona"),
    "together": ("Total", "Total"),
    "found_nothing": ("Nobody found.", "No se ha encontrado a nadie."),
    "find_what": ("Find whom? */lobby find* _name, e-mail, phone or reference_", "¿A quién? */lobby find* _nombre…_"),
    "no_funnel": ("The funnel is not available here.", "El embudo no está disponible aquí."),
    "quiet_day": ("Nothing happened yet today.", "Hoy aún no ha pasado nada."),
    "staff_speaks": ("with staff", "con el equipo"),
}  # fmt: skip


def language_of(*locales: str | None) -> Language:
    """Spanish where the first known locale says so, else English."""
    for locale in locales:
        if locale:
            return "es" if locale.lower().startswith("es") else "en"
    return "en"


def say(name: str, language: Language, /, **values: object) -> str:
    english, spanish = _WORDS[name]
    return (spanish if language == "es" else english).format(**values)


def known(name: str) -> bool:
    return name in _WORDS


def counted(one: str, many: str, count: int, language: Language) -> str:
    """As in "1 night" and "3 nights"."""
    return say(one, language) if count == 1 else say(many, language, count=count)
