"""What guests of further languages read in their own: the rest is said in English, and they are told so."""

NOTICE = {
    "pt": "Respondo em inglês; se preferir, a nossa equipa também pode responder-lhe em português.",
    "fr": "Je vous réponds en anglais ; si vous préférez, notre équipe peut aussi vous répondre.",
    "de": "Ich antworte auf Englisch; wenn Sie möchten, kann Ihnen auch unser Team antworten.",
    "it": "Le rispondo in inglese; se preferisce, può risponderle anche il nostro team.",
}
HELLO = {"pt": "Olá!", "fr": "Bonjour !", "de": "Guten Tag!", "it": "Buongiorno!"}
HANDOFF = {
    "pt": "Passei o seu pedido à nossa equipa, que lhe pode responder aqui.",
    "fr": "J'ai transmis votre demande à notre équipe, qui peut vous répondre ici même.",
    "de": "Ich habe Ihre Bitte an unser Team weitergegeben; es kann Ihnen hier antworten.",
    "it": "Ho passato la sua richiesta al nostro team, che può risponderle qui.",
}
THANKS = {"pt": "De nada!", "fr": "Je vous en prie !", "de": "Gern geschehen!", "it": "Prego!"}
