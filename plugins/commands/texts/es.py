"""Spanish, in the familiar form (tú), as the concierge speaks."""

SENTENCES = {
    "welcome_back": "¡Hola de nuevo!",
    "help": (
        "Pregúntame con tus palabras: por un alojamiento con tus fechas y cuántos sois, por los precios o por"
        " cualquier cosa que quieras saber de un alojamiento. También puedo recoger tu solicitud de reserva y avisar"
        " a nuestro equipo.\n\n"
        "- **/language** – elegir el idioma\n"
        "- **/human** – hablar con nuestro equipo\n"
        "- **/privacy** – qué se guarda sobre ti y cómo borrarlo"
    ),
    "reset": "De acuerdo, empezamos de nuevo. ¿Dónde, cuándo y con cuántas personas te gustaría alojarte?",
    "back": "¡Ya estoy de vuelta!",
    "go_on": "¿En qué puedo ayudarte?",
    # the trip
    "trip": "Tu viaje hasta ahora: {trip}.",
    "from_day": "desde el {day}",
    # language
    "language_which": "¿En qué idioma prefieres hablar? Respondo en español e inglés; nuestro equipo quizá sepa otros.",
    "language_unknown": "Lo siento, ese idioma no lo conozco. Respondo en español e inglés.",
    "language_set": "De acuerdo, a partir de ahora te escribo en español.",
    # another channel
    "linked": (
        "Nuestra conversación sigue en los dos sitios: sé de qué hemos hablado y puedes escribirme en cualquiera de"
        " ellos."
    ),
    "linked_undo": "Para volver a separarlas, escribe /unlink en {channel}.",
    "link_unknown": "No conozco ese código. Revísalo o pide uno nuevo donde nos escribías antes, por favor.",
    "link_expired": "Ese código ha caducado. Pide uno nuevo donde nos escribías antes, por favor.",
    "link_used": "Ese código ya se ha usado. Pide uno nuevo donde nos escribías antes, por favor.",
    "link_too_many": "Han sido demasiados códigos incorrectos. Espera un rato e inténtalo con uno nuevo, por favor.",
    "link_staff": "Ahora mismo nuestro equipo está hablando contigo aquí. Termina primero y usa el código después.",
    "unlinked": "Hecho. Esta conversación vuelve a ser independiente; la otra sigue donde empezó.",
    "unlinked_nothing": "Esta conversación no está unida a ninguna otra.",
    # privacy
    "privacy": (
        "**Qué se guarda:** lo que escribes y lo que se te responde aquí, lo que me cuentas de tu viaje (fechas,"
        " personas, deseos) y cómo llegaste a nosotros.\n\n"
        "**Cuánto tiempo:** hasta 7 días después de tu último mensaje; luego se borra todo. Yo recuerdo los últimos"
        " 20 mensajes. Una solicitud de reserva la conserva nuestro equipo, con el nombre y el contacto que des.\n\n"
        "**Quién lo ve:** nuestro equipo, cuando pides hablar con una persona, cuando estás cerca de reservar o"
        " cuando reservas.\n\n"
        "**Una copia, o borrarlo:** usa los botones de debajo de este mensaje; si no los hay, pídelo aquí a nuestro"
        " equipo."
    ),
    # what is no text
    "unsupported_photo": "¡Gracias por la foto! No puedo ver fotos, así que cuéntamelo con palabras, por favor.",
    "unsupported_video": "¡Gracias por el vídeo! No puedo ver vídeos, así que cuéntamelo con palabras, por favor.",
    "unsupported_voice": "Lo siento, no puedo escuchar grabaciones. ¿Me lo escribes, por favor?",
    "unsupported_sticker": "¡Muy bueno! Pero solo leo palabras: ¿qué puedo hacer por ti?",
    "unsupported_location": "¡Gracias! No puedo leer ubicaciones, así que escríbeme el nombre del lugar, por favor.",
    "unsupported_document": "¡Gracias por el archivo! No puedo abrir archivos: cuéntame con palabras qué contiene.",
    "unsupported_other": "Lo siento, solo puedo leer texto. ¿Me lo escribes, por favor?",
    # buttons
    "person": "Hablar con una persona",
}

COUNTS = {"guests": ("1 persona", "{n} personas"), "nights": ("1 noche", "{n} noches")}
