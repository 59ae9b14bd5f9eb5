"""Words that statements of fact are made of, in English, Spanish, Portuguese, French, German and Italian.

Regular expressions for folded text (bot.words.folding keeps lengths here, see reading.plain): lowercase, without accents.
"""

from __future__ import annotations

import re

from bot.words.feature_words import PATTERNS

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

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "veinte": 20,
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8, "nove": 9, "dez": 10, "onze": 11,
    "doze": 12, "quinze": 15, "vinte": 20,
    "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12,
    "treize": 13, "quatorze": 14, "seize": 16, "vingt": 20,
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "vierzehn": 14, "sechzehn": 16, "zwanzig": 20,
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "dieci": 10, "undici": 11,
    "dodici": 12, "quattordici": 14, "sedici": 16, "venti": 20,
    "single": 1, "double": 2, "twin": 2, "a dozen": 12, "dozen": 12,
}  # fmt: skip
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

# --- amenities ------------------------------------------------------------------------------------------------------

OPINIONS = frozenset({"central", "quiet"})  # no row states them, and nobody can check them
FEATURES = tuple((id_, pattern) for id_, pattern in PATTERNS.items() if id_ not in OPINIONS)
MORE_FEATURES = {
    "sea_view": r"overlook\w* the (?:sea|bay|ocean)|sea ?front views?|panoramic sea|views? (?:of|over|across) the bay",
    "pool": r"(?:plunge|communal|shared|kids'?) pool|alberca|pileta|swimmingpool",
    "hot_tub": r"spa bath|jacuzzis",
}
MORE = tuple((id_, re.compile(rf"(?<![\w-])(?:{words})(?!\w)")) for id_, words in MORE_FEATURES.items())
# What no id stands for, and a model likes to invent: true only where the unit's own words have one of the row.
EXTRAS = tuple(
    re.compile(rf"(?<![\w-])(?:{row})(?!\w)")
    for row in (
        r"heated|climatizada|beheizt\w*|chauffee|riscaldata|aquecida", r"infinity|infinita|debordement",
        r"cinema|home theat(?:er|re)|projector|heimkino|cine en casa", r"butler|mayordomo|maggiordomo|majordome",
        r"(?:private )?chef|cocinero|koch\b|cuisinier", r"heli(?:pad|port|puerto)", r"tennis(?: courts?)?|tenis|tennisplatz",
        r"golf(?: course)?", r"spa\b|wellness|massages?|masajes?|hammam", r"play ?ground|parque infantil|spielplatz|aire de jeux",
        r"boats?|kayaks?|barcos?|lancha|boot\b|bateau|paddle ?boards?", r"bikes?|bicycles?|bicicletas?|velos?|fahrrader?|biciclett[ae]",
        r"(?:airport )?(?:transfers?|shuttle|pick-?up)|traslados?|navette|flughafentransfer", r"house ?keeping|daily cleaning|maid",
        r"mini ?bar", r"restaurants?\b|restaurante|ristorante", r"games? room|billiards?|pool table|billar|ping ?pong|table tennis",
        r"wine cellar|bodega|weinkeller", r"roof ?top|azotea|dachterrasse", r"private beach|playa privada|plage privee|privatstrand",
        r"city views?", r"coffee (?:machine|maker)|nespresso|cafetera|kaffeemaschine|machine a cafe", r"microwave|microondas|mikrowelle|micro-?ondes",
        r"hair ?dryer|secador(?: de pelo)?|fohn|seche-cheveux|asciugacapelli", r"tumble dryer|clothes dryer|secadora|trockner|seche-linge",
        r"king[- ]?size|queen[- ]?size|bunk beds?|literas?|etagenbett|sofa[- ]?beds?|sofa cama|schlafsofa|canape-lit|divano letto",
        r"bath ?tub|banera|badewanne|baignoire|vasca", r"concierge service|24[- /]?h\w* reception|recepcion 24\w*|security guard|guards?\b",
        r"smart tv|netflix|piano\b|playstation|xbox|consola", r"welcome (?:basket|pack|drink)|cesta de bienvenida|willkommenskorb",
        r"all[- ]inclusive|todo incluido|half board|full board|media pension|pension completa|vollpension|halbpension",
        r"fridge|refrigerator|frigorifico|nevera|kuhlschrank|refrigerateur|frigorifero|oven\b|horno|backofen|four\b(?= a )|forno",
        r"air purifier|generator|solar|alarm system|safe\b|caja fuerte|tresor|cassaforte", r"horses?|caballos|stables?|zoo\b|aquarium",
        r"ski[- ]in|ski lift|slopes?|pistas de esqui", r"library|biblioteca", r"underfloor heating|suelo radiante", r"towels?|toallas?|handtucher|serviettes de bain|bed linens?|sabanas|bettwasche",
    )
)  # fmt: skip
ANY_FEATURE = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in (*MORE, *FEATURES)))
ANY_EXTRA = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in EXTRAS))
NO = (
    r"no|not|n't|without|isn't|doesn't|don't|hasn't|cannot|can't|none|neither|nor|lacks?|sin|ni|tampoco|carece\w*|ningun\w*|nao|sem|"
    r"nem|pas|sans|ne|aucune?|kein\w*|nicht|ohne|weder|non|senza|ne'|nessun\w*|unfortunately|lamentablemente"
)
NEGATED_BEFORE = re.compile(rf"(?<!\w)(?:{NO})(?!\w)[^,;.:!?]{{0,45}}$")
NEGATED_AFTER = re.compile(
    r"^[^,;.:!?]{0,25}(?<!\w)(?:ne \w+ (?:\w+ )?(?:pas|plus)|isn't|aren't|is not|are not|not|no (?:esta|figura|tiene|hay|aparece)|n'est pas|fehlt|nicht|"
    r"non|nao|manca|falta)(?!\w)"
)
ASSERTS = re.compile(
    r"(?<!\w)(?:has|have|had|with|features?|offers?|includes?|boasts?|there(?:'s| is| are)|comes|enjoys?|tiene\w*|hay|cuenta\w*|dispone\w*|"
    r"ofrece\w*|incluye\w*|con|tem|ha|com|oferece\w*|inclui|a une?|il y a|dispose|offre|avec|possede|hat|haben|gibt|bietet|verfugt|mit|"
    r"ha|hanno|c'e|ci sono|dispone|offre|con)(?!\w)"
)
HEDGES = re.compile(
    r"(?<!\w)(?:ask|find out|check with|don't know|do not know|not sure|don't have (?:that|this) information|no information|isn't stated|not stated|"
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

# --- promises -------------------------------------------------------------------------------------------------------

DISCOUNT = (
    r"discount\w*|% off|percent off|special offers?|promo\w*|(?<!good )(?<!great )deals?|cheaper for you|knock off|reduced (?:price|rate)|half[- ]price|voucher|"
    r"coupon|cashback|last[- ]minute (?:price|rate)|price drop|descuent\w*|rebaja\w*|ofertas? especial\w*|promocion\w*|mitad de precio|cupon|desconto\w*|"
    r"remise|reduction|rabais|promotion|moitie prix|rabatt\w*|nachlass|ermassigt\w*|sonderangebot\w*|halber preis|sconto|sconti|scontat\w*|meta prezzo|"
    r"bargain|save (?:up to|you)|ahorra\w*|price match|negotia\w+"
)
PROMISES = re.compile(
    r"(?<!\w)(?:"
    r"(?:i|we)(?:'ve| have| just)? (?:already )?(?:booked|reserved|confirmed|secured|blocked|held)|(?:is|are|has been|now) (?:booked|reserved|confirmed|secured)|"
    r"your (?:booking|reservation) is|guarantee[sd]?|guaranteed|i promise|refund\w*|money back|full refund|upgrade\w*|late check-?out|early check-?in|"
    r"booked|reserved|(?:put|set|held|hold|keep|kept)\b[^,;.]{0,40}?(?:aside|for you)|it's yours|on (?:us|the house)|(?:kids|children|\w+) (?:don't|do not) pay|stays? (?:for )?free|without paying|"
    r"apartad[oa]s?|guardad[oa]s?|(?:va|corre) por nuestra cuenta|(?:cuenta|cortesia) de la casa|no pagan?|sin pagar|te invitamos|geht auf(?:s| das) haus|zahlen nichts|"
    r"ne paient pas|aux frais|offert(?:e|s|es)? par|non pagano|nao pagam|por nossa conta|"
    r"no deposit|pay later|no payment|pay (?:on|at) arrival|(?:is|are|it's|they're|still|currently) (?:available|free)|availability (?:is )?confirmed|vacan\w+|"
    r"free cancellation|free of charge|complimentary|for free|free (?:breakfast|parking|night|wifi|transfer|cleaning)|no cleaning fee|gratis|included in the price|"
    r"(?:he|hemos|queda|esta|ya tienes?) (?:reservad[oa]|confirmad[oa]|bloquead[oa])|tu reserva esta|garanti\w+|te prometo|reembols\w*|devol\w+ el dinero|"
    r"(?:esta|estan|queda|quedan|sigue) (?:disponibles?|libres?)|cancelacion gratuita|gratuit[oa]s?|sin coste|sin cargo|de cortesia|incluido en el precio|sin fianza|"
    r"(?:reservei|reservado|confirmado|garantid[oa]|disponivel|gratuito|gratis|reembolso)|"
    r"(?:j'ai reserve|est reservee?|confirmee?|garantie?|remboursement|disponibles?|gratuite?s?|offerte?)|"
    r"(?:gebucht|reserviert|bestatigt|garantiert?|erstattung|ruckerstattung|verfugbar|kostenlos\w*|gratis|kostenfrei\w*|umsonst)|"
    r"(?:prenotat[oa]|confermat[oa]|garantit[oa]|rimborso|disponibil[ei]|gratuit[oai]|omaggio|gratis)"
    r")(?!\w)"
)
NO_PROBLEM = re.compile(
    r"(?<!\w)(?:no (?:problems?|worries|doubt|need to worry)|not a problem|no hay (?:ningun )?problema|sin problemas?|sem problemas?|"
    r"pas de (?:probleme|souci)|kein problem|keine sorge|nessun problema)(?!\w)"
)
LATER = re.compile(r"confirm|bestatigt|reserv|book|available|disponible|prenotat|verfugbar")
# Left open by what governs it in the same clause, or by a condition that follows.
OPEN_BEFORE = re.compile(
    r"(?<!\w)(?:can't|cannot|can not|couldn't|won't|don't|do not|does not|doesn't|isn't|not|never|nothing|if|whether|once|until|shall|would|could|might|"
    r"ask|check|no (?:puedo|podemos|te puedo|se|esta|hay)|nunca|si|podria\w*|preguntar\w*|consultar\w*|cuando|nao|"
    r"ne|pas|demander|nicht|keine?|ob|wenn|sobald|fragen|non|chiedere|no)(?!\w)"
)
OPEN_AFTER = re.compile(
    r"^ (?:when\b|once|as soon as|if|until|after|by our team|only|cuando|una vez|si\b|por nuestro equipo|quando|se\b|quand|lorsque|des que|wenn|sobald|erst|appena)"
)
ASKING = re.compile(
    r"(?<!\w)(?:shall|should|would|do you|can i|may i|quieres|puedo|te gustaria|voulez|soll|mochten|vuole|posso|deseja)(?!\w)"
)
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
TIMES = re.compile(
    r"(?<![\d:])(?:[01]?\d|2[0-4])(?::|h|\.)[0-5]\d(?: ?(?:am|pm|a\.m\.|p\.m\.|h|uhr))?(?!\d)|(?<![\d:])(?:1[0-2]|0?\d) ?(?:am|pm|a\.m\.|p\.m\.)|"
    r"(?<![\d:])(?:[01]?\d|2[0-4]) ?(?:h\b|uhr|o'clock|horas?\b|heures?\b)|(?<!\w)(?:noon|midday|midnight|mediodia|medianoche|midi|minuit|mittags?|mitternacht|mezzogiorno|mezzanotte)(?!\w)"
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
