"""The few things understood in Portuguese, French, German and Italian without a better plugin."""

ACTS = {
    "greet": r"^\W*(?:ola|oi|bom dia|boa (?:tarde|noite)|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|moin|ciao|buongiorno|buonasera|salve)\b",
    "thanks": r"\b(?:obrigad[oa]|merci|danke(?:schon)?|vielen dank|grazie)\b",
    "bye": r"\b(?:tchau|ate logo|au revoir|a bientot|tschuss|auf wiedersehen|arrivederci|a presto)\W*$",
    "handoff": (
        r"\b(?:falar com (?:uma pessoa|alguem|um humano|um atendente|a equipe|a equipa)|parler (?:a|avec) (?:quelqu'un|une personne|un humain|un conseiller)"
        r"|mit (?:einem menschen|einer person|jemandem|einem mitarbeiter)|parlare con (?:una persona|qualcuno|un operatore|un umano))\b"
    ),
    "book": r"\b(?:quero reservar|gostaria de reservar|je (?:veux|voudrais) reserver|reserver|ich (?:mochte|will) .{0,30}(?:buchen|reservieren)|buchen|vorrei prenotare|prenotare)\b",
    "yes": r"^\W*(?:sim|oui|ja|si|certo|d'accord)\b",
    "no": r"^\W*(?:nao|non|nein)\b",
    "cancel": r"\b(?:annuler|abbrechen|annullare)\b",
}
