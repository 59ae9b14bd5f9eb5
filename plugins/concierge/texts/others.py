"""What guests of further languages read in their own: the rest is said in English, and they are told so."""

NOTICE = {
    "pt": "Respondo em inglês; se preferir, a nossa equipa também pode responder-lhe em português.",
    "fr": "Je vous réponds en anglais ; si vous préférez, notre équipe peut aussi vous répondre.",
    "de": "Ich antworte auf Englisch; wenn Sie möchten, kann Ihnen auch unser Team antworten.",
    "it": "Le rispondo in inglese; se preferisce, può risponderle anche il nostro team.",
}
HELLO = {"pt": "Olá!", "fr": "Bonjour !", "de": "Guten Tag!", "it": "Buongiorno!"}
THANKS = {"pt": "De nada!", "fr": "Je vous en prie !", "de": "Gern geschehen!", "it": "Prego!"}
