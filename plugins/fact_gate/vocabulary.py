"""Words that statements of fact are made of, in English, Spanish, Portuguese, French, German and Italian.

Regular expressions for folded text (bot.words.folding keeps lengths here, see reading.plain): lowercase, without accents.
"""

from __future__ import annotations

import re

LANGUAGES = ("en", "es", "pt", "fr", "de", "it")

# --- money ----------------------------------------------------------------------------------------------------------

DOLLARS = frozenset("USD CAD AUD NZD MXN COP ARS CLP SGD HKD".split())
CURRENCIES = {  # what is written: which currencies it may mean; the longer first
    r"us\$|usd": {"USD"}, r"ca\$|cad": {"CAD"}, r"mx\$|mxn": {"MXN"}, r"au?\$|aud": {"AUD"}, r"cop": {"COP"},
    r"€|eur\b|euros?": {"EUR"}, r"£|gbp|pounds?|libras?|livres sterling|pfund|sterline?": {"GBP"}, r"chf|franken|francs?": {"CHF"},
    r"r\$|brl|reais|real\b": {"BRL"}, r"¥|jpy|yen": {"JPY"}, r"pesos?": {"MXN", "COP", "ARS", "CLP"},
    r"\$|dollars?|dolares|dolar|dollari|dollaro|bucks": DOLLARS, r"sek|nok|dkk|kronen?|coronas?": {"SEK", "NOK", "DKK"},
    r"pln|zloty": {"PLN"}, r"czk": {"CZK"}, r"ars": {"ARS"}, r"clp": {"CLP"}, r"mad|dirhams?": {"MAD"},
    r"aed": {"AED"}, r"inr|rupees?": {"INR"}, r"cny|yuan": {"CNY"}, r"thb|baht": {"THB"},
}  # fmt: skip
CURRENCY = "|".join(CURRENCIES)
NUMBER = r"\d{1,3}(?:[.,'\u202f\u00a0 ]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?"
PRICE_WORD = (
    r"cost(?:s|ing)?|prices?d?|rates?|for as little as|precios?|cuesta\w*|cuestan|sale por|sale a|tarifas?|cout\w*|prix|tarif|"
    r"kostet|kosten|preis\w*|costa\w*|prezz[oi]|custa\w*|precos?"
)
SLANG_MONEY = re.compile(  # sums that no row is written in
    r"(?<!\w)(?:(?:a|half a|two|few) (?:grand|tenner|fiver|couple of hundred)|quid|bucks?|pavos|hunderter|tausender|zehner|centinaio|centaine|centena|un millar|milhar|migliaio)(?!\w)"
)
PER_NIGHT = (
    r"(?:per|a|each|/|por|la|par|pro|je|al?la?|a|por|cada|chaque|jede) ?(?:night|noches?|noite|nuit|nacht|notte)|nightly|"
    r"nights? (?:rate|price)|por noche|la nuitee|nachtpreis|ubernachtungspreis"
)
TOTAL = (
    r"total\w*|in all|all[- ]in|altogether|whole stay|entire stay|en total|estancia (?:completa|entera)|toda la estancia|"
    r"au total|sejour (?:complet|entier)|insgesamt|gesamt\w*|in totale|complessiv\w*|no total|for (?:the|your|those) (?:dates|"
    r"stay|week)|para (?:esas|tus|sus) fechas|por (?:toda )?la semana|for the week|pour la semaine|fur die woche|per la settimana"
)
FEE = r"clean\w*|limpieza|limpeza|menage|nettoyage|reinigung\w*|endreinigung|pulizi[ae]"
FROM = (
    r"from|starting|starts?|desde|a partir|partir|ab|des|da|oder mehr|minimum|lowest|cheapest|barat\w*|mas economic\w*"
)
BUDGET = r"budget|presupuesto|orcamento|up to|under|below|at most|bis|hasta|como maximo|ate|jusqu\w*|maximum|hochstens|fino a|max"

# --- counts ---------------------------------------------------------------------------------------------------------

NUMBERS_OF = {  # words for numbers, by language: "siete" are seven in Spanish and "you are" in Italian
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
        "twenty": 20, "single": 1, "double": 2, "twin": 2, "a dozen": 12, "dozen": 12,
    },
    "es": {
        "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
        "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
        "veinte": 20,
    },
    "pt": {
        "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8,
        "nove": 9, "dez": 10, "onze": 11, "doze": 12, "treze": 13, "quatorze": 14, "catorze": 14, "quinze": 15,
        "dezesseis": 16, "dezasseis": 16, "vinte": 20,
    },
    "fr": {
        "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
        "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    },
    "de": {
        "ein": 1, "eine": 1, "einen": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6,
        "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "dreizehn": 13, "vierzehn": 14,
        "funfzehn": 15, "sechzehn": 16, "zwanzig": 20,
    },
    "it": {
        "un": 1, "una": 1, "uno": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8,
        "nove": 9, "dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
        "sedici": 16, "venti": 20,
    },
}  # fmt: skip
NUMBER_WORDS = {word: value for words in NUMBERS_OF.values() for word, value in words.items()}


def is_number_word(word: str, language: str) -> bool:
    """Of the reply's language, or of any where we do not know its numbers."""
    return word in NUMBERS_OF.get(language, NUMBER_WORDS)


BIG_NUMBERS = (
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half a dozen|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|"
    r"cien|ciento|cientos|doscient[oa]s|trescient[oa]s|quinient[oa]s|mil|docena|trinta|quarenta|cinquenta|sessenta|oitenta|trente|quarante|cinquante|soixante|cent|"
    r"mille|douzaine|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|dutzend|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta|cento|dozzina"
)
AMBIGUOUS_NUMBERS = frozenset("once sei due elf dos sept tre sette single double twin six".split()) - {
    "six"
}  # other words, too
OF_PARTY = re.compile(
    r"\s*(?:$|[.,;:!?)]|(?:of (?:you|us)|de (?:vous|vosotros|ustedes|voces)|von (?:euch|ihnen)|di voi|y|e|et|und|and|people|sin|with|con|mit|avec|com)(?!\w))"
)
OF_OFFERS = (  # what a concierge counts when it offers: nothing of a unit
    r"options?|places?|homes?|houses?|apartments?|ideas?|suggestions?|choices?|more|others?|of (?:them|these|those|our)|opciones|alojamientos?|casas|"
    r"apartamentos|propuestas|sugerencias|de (?:ellos|ellas|estos|estas|nuestros|nuestras)|mas|opcoes|optionen|vorschlage|unterkunfte|logements|propositions|proposte|alloggi|opzioni"
)
ARTICLES = frozenset("un una uno um uma une ein eine einen einem one".split())
NOUNS = {  # what is counted; a German compound counts as its head
    "guests": r"guests?|people|persons?|adults?|travell?ers?|sleepers?|pax|huespedes|personas?|adultos?|viajeros?|plazas|"
    r"hospedes|pessoas?|voyageurs?|personnes?|adultes?|couchages|gaste?n?|personen|erwachsenen?|ospiti|persone|adulti",
    "children": r"child(?:ren)?|kids?|ninos?|ninas?|criancas?|enfants?|kind(?:er\w{0,2})?|bambin[io]|babies|baby|bebes?",
    "nights": r"nights?|noches?|noites?|nuits?|nuitees?|nachten?|ubernachtungen?|notti|notte|days?|dias?|jours?|tagen?|giorni",
    "weeks": r"weeks?|semanas?|semaines?|wochen?|settiman[ae]",
    "bedrooms": r"bed ?rooms?|dormitorios?|habitacion(?:es)?|alcobas?|quartos?|chambres?|schlafzimmern?|zimmern?|"
    r"camer[ae](?: da letto)?|rooms?|br\b",
    "bathrooms": r"bath ?rooms?|banos?|banheiros?|casas? de banho|salles? de bains?|bad(?:ezimmern?)?|bader|bagni|bagno|baths?",
    "beds": r"beds|camas?|lits?|betten|bett|lett[io]",
    "size": r"m2|m²|sqm|sq\.? ?m(?:etres|eters)?|square met(?:er|re)s|metros? cuadrados?|metros? quadrados?|metres? carres?|"
    r"quadratmetern?|qm|metri quadr[ai]",
    "floors": r"floors?|stor(?:ey|ies)|plantas?|pisos?|etages?|stockwerken?|piani|piano",
}
CAPACITY = (
    r"sleeps?|accommodat\w+|capacity|max(?:imum)?|up to|room for|fits?|holds?|takes?|hosts?|caben?|capacidad|hasta|aloja\w*|"
    r"acoge\w*|admite\w*|maximo|capacidade|ate|acomoda\w*|capacite|jusqu\w*|accueill\w*|loge\w*|bis zu|platz fur|schlaft|"
    r"kapazitat|fino a|ospita\w*|capienza"
)
MINIMUM = r"min(?:imum|imo|ima|dest\w*|imale?r?)?|at least|al menos|como minimo|pelo menos|au moins|mindestens|almeno"

# --- denials, questions -----------------------------------------------------------------------------------------------

NO = (
    r"no|not|n't|without|isn't|doesn't|don't|hasn't|cannot|can't|none|neither|nor|lacks?|sin|ni|tampoco|carece\w*|ningun\w*|nao|sem|"
    r"nem|pas|sans|ne|aucune?|kein\w*|nicht|ohne|weder|non|senza|ne'|nessun\w*|unfortunately|lamentablemente"
)
ASSERTS = re.compile(
    r"(?<!\w)(?:has|have|had|with|features?|offers?|includes?|boasts?|there(?:'s| is| are)|comes|enjoys?|tiene\w*|hay|cuenta\w*|dispone\w*|"
    r"ofrece\w*|incluye\w*|con|tem|ha|com|oferece\w*|inclui|a une?|il y a|dispose|offre|avec|possede|hat|haben|gibt|bietet|verfugt|mit|"
    r"ha|hanno|c'e|ci sono|dispone|offre|con)(?!\w)"
)
HEDGES = re.compile(
    r"(?<!\w)(?:(?:don't|do not|can't|cannot) (?:have|find|see|know|say|tell)\b[^.,;]{0,20}\b(?:information|info|details?|anything)|(?:find|see|know|have|says?) nothing|"
    r"no (?:tengo|encuentro|veo|figura)|nao (?:tenho|encontr\w+|vejo)|je n'ai (?:pas|aucune)|je ne (?:trouve|vois)|keine (?:angaben?|informationen|infos)|finde ich (?:nichts|keine)|"
    r"non (?:ho|trovo|vedo)|nothing about|nada sobre|rien sur|nichts (?:zu|uber)|nulla (?:su|di)|"
    r"ask|find out|check with|don't know|do not know|not sure|don't have (?:that|this) information|no information|isn't stated|not stated|"
    r"preguntar\w*|pregunto|no lo se|no tengo (?:esa|ese|este) (?:informacion|dato)|consultar\w*|no se indica|perguntar|nao sei|"
    r"demander|ne sais pas|fragen|weiss (?:ich )?nicht|weis nicht|nicht bekannt|chiedere|non so|would you like|do you need|te gustaria|necesitas)(?!\w)"
)
ALL = re.compile(
    r"(?<!\w)(?:all|both|each|every|todos|todas|ambos|ambas|cada|tous|toutes|les deux|alle|beide|jede\w*|tutti|tutte|entrambi)(?!\w)"
)

# Said of each unit that is shown, not of the one that is talked of. "Every night" is none of them.
EVERY_UNIT = re.compile(
    r"(?<!\w)(?:(?:all|both|each|every one) (?:of (?:them|these|those|the \w+)|have|has|come|offer|include|homes|houses|places|apartments|options)|"
    r"(?:they|these|those) (?:all|both|each)|cada un[oa]|chacune?|jede[rs]? (?:von|der)|ognun[oa]|les deux|"
    r"(?:todos|todas|ambos|ambas|tous|toutes|alle|beide|tutti|tutte|entramb[ie])"
    r"(?! (?:(?:los|las|les|os|as|i|le|gli|die) )?(?:dias?|noches?|anos?|jours?|nuits?|ans|tage|nachte|jahre|giorni|notti|anni|noites?)))(?!\w)"
)

# --- talk of instructions, addresses, percentages ------------------------------------------------------------------------

LEAKS = re.compile(
    r"(?<!\w)(?:verbatim|word for word|everything above|you are the (?:virtual )?concierge|configurations?|configuracion|konfiguration|system prompt|prompts?|developer message|my (?:instructions?|rules|guidelines|configuration)|(?:internal|secret|hidden) (?:instructions?|rules|notes?)|"
    r"i (?:was|am|have been) (?:instructed|told|programmed|trained)|(?:ignore|disregard|forget) (?:all |the |my |any )?(?:previous|prior|above|rules|instructions)|"
    r"language model|llm|openai|gpt\w*|chatgpt|api key|as an ai|tool calls?|function calls?|json|unit_id|search_units|quote_stay|check_fit|request_booking|hand_over|"
    r"data-[0-9a-f]{4,}|known_of_the_journey|fits_the_wishes|last_cards|"
    r"mis (?:instrucciones|reglas)|instrucciones (?:internas|del sistema|secretas)|prompt del sistema|me (?:han|indicaron) (?:dicho|instruido|programado)|modelo de lenguaje|"
    r"minhas (?:instrucoes|regras)|mes (?:instructions|consignes|regles)|consignes (?:internes|secretes)|modele de langage|meine (?:anweisungen|regeln)|"
    r"systemanweisung\w*|sprachmodell|le mie (?:istruzioni|regole)|istruzioni (?:interne|di sistema)|modello linguistico|base64|developer mode|jailbreak)(?!\w)"
)
CONTACTS = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w@.+-])[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|io|es|de|fr|it|pt|uk|eu|co|example|ru|xyz|biz|link|me)(?:/\S*)?(?!\w)|"
    r"(?:\+|00)\d[\d ()./-]{6,60}\d|(?<!\d)\d{3}[ .-]\d{2,3}[ .-]\d{2,3}(?:[ .-]\d{2,3})?(?!\d)|\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}\b|"
    r"(?<!\w)(?:whatsapp|paypal|bitcoin|western union|iban|bizum|venmo|zelle|crypto\w*|gift cards?)(?!\w)"
)
PERCENT = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:%|percent|per cent|por ciento|porciento|pour ?cent|prozent|per ?cento|por cento)|%|(?<!\w)(?:percent|prozent|por ciento|pourcent)(?!\w)"
)
# What the product says of itself: how long it keeps and how much it remembers (docs of the commands).
PRODUCT = re.compile(
    r"(?<!\w)(?:last 20 messages|ultimos 20 mensajes|7 (?:days|dias|dies|jours|tagen?|giorni) (?:after|despues|depois|apres|nach|dopo)|200 (?:characters|caracteres))(?!\w)"
)
# Sentences of a description that speak to a machine or order what guests are to be told: no facts stand in them.
ORDERS = re.compile(
    r"(?<!\w)(?:assistant|chat ?bot|ignore|disregard|instructions?|prompt|system|note to|tell (?:\w+ ){0,2}guests?|guests? must be told|say that|inform (?:\w+ )?guests?|"
    r"(?:di|diga|dile|decid) (?:\w+ ){0,2}(?:huespedes|clientes)|asistente|instrucciones|sag(?:en)? (?:\w+ ){0,2}gasten?|assistent|dites? (?:\w+ ){0,2}(?:clients|voyageurs)|"
    r"di(?:re|te)? (?:\w+ ){0,2}ospiti|diga (?:\w+ ){0,2}hospedes|price of this home is now|with code)(?!\w)"
)


# --- proofs ----------------------------------------------------------------------------------------------------------

CLEANING = re.compile(r"(?<!\w)(?:clean\w*|limpieza|limpeza|menage|nettoyage|\w*reinigung\w*|pulizi[ae])(?!\w)")
GIVEN_FREE = re.compile(
    r"(?<!\w)(?:free|gratis|gratuit\w*|on us|no (?:cleaning|fee|charge|cost)|nuestra|nossa|cobra\w*|regal\w*|invita\w*|offert\w*|gratuite?|umsonst|kostenlos\w*|schenk\w*|auf uns|"
    r"nicht berechnet|graca|oferec\w*|offr\w*|carico nostro|paga\w*|pay|paye\w*|paie\w*|zahl\w*|nothing|nada|rien|nichts|nulla|niente)(?!\w)"
)
AT_IT = re.compile(
    r"(?<!\w)(?:stone's throw|doorstep|at your feet|right (?:on|by|at)|directly|\w*front|(?:few|two|couple of) steps|steps (?:from|away)|un paso|dos pasos|pie de|primera linea|"
    r"pertinho|coladinh\w+|dois passos|pe na|deux pas|pieds dans|bord de|katzensprung|direkt|vor der (?:haus)?tur|due passi|pochi passi|un passo|attaccat\w+|sopra|fronte)(?!\w)"
)
CLOSE_BY = re.compile(
    r"(?<!\w)(?:next to|beside|near\w*|close|minute\w*|min|lado|cerca|junto|perto|pres|proche|cote|nahe?|neben|vicin\w+|accanto)(?!\w)"
)
SEEN = re.compile(
    r"(?<!\w)(?:see\w*|view\w*|look\w*|ve|ven|ver|vistas?|vue|voit|voir|vede|vedono|vista|sieht|sehen|blick\w*|aussicht)(?!\w)"
)
SAYS_AT = re.compile(
    r"(?<!\w)(?:steps? from|steps away|front\w*|\w+front|facing|doorstep|right (?:on|by|at)|directly|on the (?:sea|beach)|descent)(?!\w)"
)
SAYS_CLOSE = re.compile(
    r"step|walking|met(?:re|er)s|minutes?|\bm\b|beside|next to|front|access|door|facing|on the|close|near|overlook|same street"
)
COMMON_IN_NAMES = frozenset(
    "the and house casa villa apartment room family with near over old town sea view pool beach menorca del des spain".split()
)
BOT = re.compile(
    r"(?<!\w)(?:bot|chatbot|assistan\w*|asistente|assistente|concierge|conserje|virtual\w*|ki|automat\w*|digital\w*)(?!\w)"
)

# --- idioms ----------------------------------------------------------------------------------------------------------

IDIOMS = re.compile(
    r"(?<!\w)(?:24 ?(?:/ ?7|hours?|h|horas|heures|stunden|ore)|100 ?%|one or two|un[oa]? o dos|um ou dois|un ou deux|ein oder zwei|uno o due|mil gracias|a thousand thanks|"
    r"tausend dank|mille (?:grazie|mercis?)|once|at once|at first|one of (?:them|these|those|our|the)|a second)(?!\w)"
)

# --- left open -------------------------------------------------------------------------------------------------------

SUPPOSED = re.compile(
    r"(?:(?:and|but|y|e|et|und|ma|aber|pero|mas|mais|so) )?(?:if|should you|in case|si|se|wenn|falls|sollt\w+|caso|s'il|en caso|ob|whether|in caso|au cas)(?!\w)"
)
ASKS_TO_PAY = re.compile(
    r"(?<!\w)(?:cards?|credit|cvv|cvc|iban|tarjeta|cartao|carte|\w*kart\w*|carta|account|cuenta|conta|compte|konto|conto|pin|caducidad|expiry)(?!\w)"
)

# --- hours -----------------------------------------------------------------------------------------------------------

ARRIVE = re.compile(
    r"arriv|check-? ?in|lleg|entra(?:da|r)|entrais|entrate|entrare|entre(?:z|r)\b|anreis|ankunft|ankommen|ankommt|cheg|llave|keys?\b|chave|cles\b|schlussel|chiavi|"
    r"\bins haus|einzieh|rein\b|einchecken|move in|instal|drop by|come in|get in"
)
LEAVE = re.compile(
    r"leav|depart|check-? ?out|salid|salir|abreis|auszieh|auschecken|(?<! a )part(?:ir|enz|ez)|sair|saida|marchar|lascia|liber|dejar|deixar|verlassen|raus\b|vacate|"
    r"move out|uscita|quitte|rendre"
)
EARLIEST = re.compile(
    r"(?<!\w)(?:from|ab|desde|dalle|dal|a partir|partir|des|after|not before|earliest|frühestens)(?!\w)"
)
LATEST = re.compile(
    r"(?<!\w)(?:until|till|by|before|bis|hasta|ate|entro|jusqu'a|avant|antes|latest|spatestens|tard|tardar|prima)(?!\w)"
)

# --- people ----------------------------------------------------------------------------------------------------------

FITS = re.compile(
    r"(?<!\w)(?:fit\w*|squeeze\w*|room for|space for|sleep\w*|accommodat\w*|host\w*|cab\w+|entr(?:ais|amos|an)|aloj\w+|sitio para|espaco para|lugar para|acomod\w+|acogeis|"
    r"tien(?:drez|t|nent|nez)|tenir|loge\w*|place pour|accueil\w+|dormi\w*|pass(?:t|en)|platz|schlaf\w*|unterkomm\w*|stare|stat\w+|ci sta\w*|ospit\w+|posto per|spazio per|"
    r"bequem|comodamente|locker|apert\w+|confortablement)(?!\w)"
)
TOO_MANY = re.compile(
    r"(?<!\w)(?:too|squeeze|demasiad\w+|justos?|apretad\w+|zu (?:klein|eng|viele?)|trop|troppo|demais|not|n't|nao|non|nicht|kein\w*|ne|pas|more than|mas de|mais de|plus de|"
    r"mehr als|piu di|only|solo|nur|seulement|apenas)(?!\w)"
)
