"""What guests of further languages read in their own: the rest is said in English, and they are told so (bot.words.reception.notice)."""

HELLO = {"pt": "Olá!", "fr": "Bonjour !", "de": "Guten Tag!", "it": "Buongiorno!"}
THANKS = {"pt": "De nada!", "fr": "Je vous en prie !", "de": "Gern geschehen!", "it": "Prego!"}
