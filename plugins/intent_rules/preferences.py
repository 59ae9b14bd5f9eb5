"""What the guest needs of the place, as ids of bot.features. Questions and refusals are not needs."""

from __future__ import annotations

import re

from bot.features import FEATURES
from bot.types import Intent, IntentChange
from plugins.intent_rules.folding import fold

_PHRASES = {
    "wifi": r"wi-?fi|wlan|internet|wireless",
    "pool": r"(?:swimming )?pools?|piscinas?|piscines?|schwimmbad|(?:swimming)?pool|schwimmbecken",
    "parking": r"(?:car ?)?park(?:ing)?(?: space| spot)?(?! (?:view|avenue|lane))|garages?|aparcamiento|"
    r"parqueadero|estacionamiento|cochera|garaje|aparcar|"
    r"estacionamento|garagem|stationnement|garage|place de parc|parkplatz|stellplatz|tiefgarage|parcheggio|posto auto",
    "pets": r"pets?|pet[- ]friendly|dogs?|cats?|pupp(?:y|ies)|mascotas?|perr[oa]s?|perrit[oa]s?|gat[oa]s?|"
    r"animal(?:es)? de compania|animais(?: de estimacao)?|"
    r"pet|caes|cao|cachorr[oa]s?|cachorrinh[oa]|gatos?|chiens?|chats?|animaux|animal de compagnie|"
    r"hund(?:e|en)?|katzen?|haustiere?n?|cani|cane|cagnolin[oa]|gatt[oi]|animali",
    "sea_view": r"(?:sea|ocean|beach)[ -]?views?|views? (?:of|over|to|on|onto) (?:the )?(?:sea|ocean|"
    r"beach)|vistas? (?:(?:al|del|a la|para o|do|ao|o) )?(?:mar|oceano|playa)|"
    r"vues? (?:sur )?(?:la )?mer|meer(?:es)?blick|blick aufs? (?:das )?meer|vista (?:sul )?mare",
    "beach": r"(?:by|near|close to|on|next to|at|walk(?:ing)? (?:distance )?(?:to|from)) the (?:beach|sea|"
    r"ocean|seaside|coast)|beach ?front|near (?:a )?beach|close to (?:a )?beach|"
    r"(?:junto|cerca|al lado|pegad[oa]|a pie|en primera linea|frente|proxim[oa]) (?:a |de |del |al "
    r")?(?:la )?(?:playa|mar)|en la playa|primera linea(?: de (?:playa|mar))?|"
    r"(?:perto|junto|pertinho|proxim[oa]|beira|ao lado|em frente) (?:da|a|do|ao)? ?(?:praia|mar)|na praia|pe na areia|"
    r"(?:pres|proche|pied|bord|a cote|face) (?:de |a )?(?:la )?(?:mer|plage)|(?:bord|face) de mer|les pieds dans l'eau|"
    r"(?:am|nahe am|in der nahe vom|direkt am) (?:strand|meer)|strandnah(?:e[srnm]?)?|in strandnahe|"
    r"(?:vicin[oai]|sull?a?|fronte|davanti) (?:al|alla|il)? ?(?:mare|spiaggia)|in riva al mare",
    "air_conditioning": r"air[- ]?con(?:ditioning|ditioned|ditioner)?|a/?c(?= (?:system|unit)|\b)(?!\w)|"
    r"aire(?: acondicionado)?|ar[ -]condicionado|clim(?:atisation|atisee?)?|"
    r"klimaanlage|klimatisiert|klima|aria condizionata|climatizzazione|climatizad[oa]",
    "heating": r"heating|heater|calefaccion|aquecimento|chauffage|heizung|riscaldamento",
    "kitchen": r"kitchen(?:ette)?s?|self[- ]catering|cocina|cozinha|cuisine|kuche|kochnische|cucina|angolo cottura",
    "washer": r"wash(?:er|ing machine)s?(?!.?dish)|laundry(?: (?:service|facilities))?|lavadora|"
    r"lavanderia|maquina de lavar(?! louca)|lave[- ]linge|machine a laver|"
    r"waschmaschine|lavatrice",
    "dishwasher": r"dish ?washer|lavavajillas|lavaplatos|maquina de lavar louca|lava-loucas|"
    r"lave[- ]vaisselle|spulmaschine|geschirrspuler|lavastoviglie",
    "tv": r"tv|television|televisor|televisao|tele|fernseher|televisione|netflix",
    "terrace": r"terraces?|balcon(?:y|ies)|patio|terrazas?|balcon(?:es)?|terracos?|varandas?|sacada|"
    r"terrasses?|balkone?|terrassen?|terrazz[aoi]|balcone",
    "garden": r"gardens?|back ?yard|jardin(?:es)?|jardim|garten|giardino",
    "bbq": r"bbq|barbecues?|barbacoa|asador|parrilla|churrasqueira|grill|grillplatz|barbecue",
    "crib": r"cribs?|cots?|travel cot|cunas?|bercos?|lits? bebe|lit parapluie|kinderbett(?:chen)?|"
    r"babybett|culla|lettino",
    "high_chair": r"high ?chairs?|tronas?|cadeir(?:a|inha) (?:alta|de bebe|de refeicao)|chaise haute|"
    r"hochstuhl|kinderstuhl|seggiolone",
    "workspace": r"work ?space|desk|work from|workstation|(?:zona|espacio|mesa|lugar) (?:de|para) "
    r"trabaj(?:o|ar)|escritorio|teletrabajar|teletrabajo|home office|espaco de trabalho|"
    r"mesa de trabalho|bureau|espace de travail|teletravail|arbeitsplatz|schreibtisch|arbeiten konnen|"
    r"scrivania|postazione|smart working",
    "elevator": r"elevators?|lift|ascensor|elevador|ascenseur|aufzug|fahrstuhl|ascensore",
    "hot_tub": r"hot tubs?|jacuzzi|whirlpool|hidromasaje|banheira de hidromassagem|idromassaggio|bain a remous",
    "sauna": r"sauna",
    "fireplace": r"fire ?places?|log burner|chimenea|lareira|cheminee|kamin|camino|caminetto",
    "gym": r"gym|fitness (?:room|center|centre|facilities)|gimnasio|academia|ginasio|salle de sport|"
    r"fitnessraum|fitnessstudio|palestra",
    "breakfast": r"breakfasts?|b&b|desayunos?|cafe da manha|pequeno[- ]almoco|petit[- ]dejeuner|"
    r"petit[- ]dej|fruhstuck|colazione",
    "smoking": r"smok(?:ing|e|er|ers)(?: room| allowed| permitted)?|fumadores?|fumar|fumantes?|fumeurs?|"
    r"fumer|raucher(?:zimmer)?|rauchen|fumator[ei]|fumare",
    "accessible": r"wheel ?chair(?:[- ](?:accessible|friendly))?|step[- ]free|accessib(?:le|ility)|"
    r"disabled|handicap(?:ped)?|reduced mobility|silla de ruedas|movilidad reducida|"
    r"accesibles?|sin escalones|cadeira de rodas|mobilidade reduzida|acessivel|fauteuil roulant|pmr|"
    r"mobilite reduite|rollstuhl(?:gerecht)?|barrierefrei\w*|"
    r"sedia a rotelle|disabili|carrozzina",
    "ev_charger": r"ev charg(?:er|ing)|charg(?:er|ing|e) (?:station|point|for (?:my|our|an) (?:electric|"
    r"ev|tesla))?|(?:cargador|punto de recarga|cargar) (?:electrico|para (?:el )?coche "
    r"electrico|el coche)?|"
    r"carregador (?:eletrico|para carro eletrico)|borne de recharge|ladestation|wallbox|colonnina(?: di ricarica)?",
    "self_check_in": r"self[- ]check[- ]?in|key ?box|lock ?box|entrada autonoma|llegada autonoma|"
    r"check[- ]?in autonomo|arrivee autonome|selbst[- ]check[- ]?in|schlusselbox|"
    r"self-?check-?in",
    "mountain_view": r"mountain[- ]?views?|views? (?:of|over|to|on) (?:the )?(?:mountains?|hills)|vistas? "
    r"(?:a|de|para|das?) (?:la |las |a |as )?(?:montanas?|sierra|montanhas?|serra)|"
    r"vue (?:sur )?(?:la |les )?montagnes?|bergblick|blick auf die berge|vista (?:sulle |sui )?(?:montagn[ae]|monti)",
    "lake": r"(?:by|on|near|at) the lake|lake ?(?:side|front|view)|(?:junto|cerca|al lado|vistas?) (?:al|"
    r"del|ao|do) lago|perto do lago|(?:bord|pres|vue sur) (?:du |le )?lac|"
    r"am see|seeblick|(?:sul|vista|vicino al) lago",
    "central": r"central(?:ly)?(?: located)?|city cent(?:er|re)|down ?town|town cent(?:er|re)|in the "
    r"cent(?:er|re)|centric[oa]s?|(?:en el|no|al|nel|in) (?:pleno )?centro|centrico|"
    r"(?:au|en plein|proche du|centre) centre|centre[- ]ville|zentral(?:e[nrs]?)?(?: gelegen)?|(?:im|"
    r"nahe) zentrum|innenstadt|stadtmitte|central(?:e|i)",
    "quiet": r"quiet|peaceful|calm|silent|tranquill?[oaei]s?|silencios[oaie]s?|sossegad[oa]|calme|au calme|"
    r"ruhig(?:e[nrms]?)?(?: gelegen)?|silenzios[oaie]|sin ruidos?",
}
_SPECIFIC_FIRST = sorted(
    (feature.id for feature in FEATURES if feature.id in _PHRASES),
    key=lambda id_: id_ not in ("dishwasher", "ev_charger", "self_check_in", "sea_view", "mountain_view"),
)
_PATTERNS = tuple((id_, re.compile(rf"(?<![\w-])(?:{_PHRASES[id_]})(?![\w])")) for id_ in _SPECIFIC_FIRST)
_ADJECTIVES = ("beach", "quiet", "central", "sea_view", "mountain_view", "lake")  # "a quiet house by the sea"
_CLAUSE = re.compile(r"[^.;!?]+[.;!?]*")

_NEED = re.compile(
    r"\b(?:with|w/|need\w*|want\w*|wanna|looking for|look for|searching|prefer\w*|must|should|like to "
    r"have|would like|'d like|like|important|require\w*|include\w*|including|offers?|has|have|having|"
    r"allow\w*|accept\w*|permit\w*|"
    r"as long as|provid\w+|got to|ideally|essential|bring\w*|travel\w*|coming|take|plus|and|for (?:my|our)|"
    r"con|quiero|queremos|quisiera\w*|necesit\w+|busc\w+|prefer\w+|importante|que (?:tenga|tengan|"
    r"incluya|admita\w*|acepte\w*|sea|este|permita\w*|haya)|llev\w+|traig\w*|traemos|viaj\w+|"
    r"imprescindible|incluid[oa]|"
    r"com|quero|precis\w+|procur\w+|que (?:aceite\w*|permita\w*|tenha|inclua|seja)|lev\w+|gostaria\w*|"
    r"avec|veux|voulons|voudr\w+|besoin|cherch\w+|souhait\w+|faut|acceptant|qui accept\w+|"
    r"mit|brauch\w+|mocht\w+|such\w+|wollen|will|wunsch\w+|hatten? gern\w*|wichtig|sollte|muss|inklusive|"
    r"vorrei|vorremmo|bisogno|serve|cerc\w+|vogli\w+|desider\w+|che (?:accett\w+|abbia|sia|ammett\w+)|"
    r"portiamo|porto|indispensabile)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|y|e|et|und|ok|okay|hi|hello|hola|great|thanks|please|also|so|yes|no|cool|perfect|"
    r"sounds good)[ ,]+)*(?:do(?:es)? (?:you|u|they|it|the|this|that)\b|is there|are there|is (?:it|the|"
    r"this|that)|are (?:pets|the|they|dogs)|"
    r"has it|have you got|(?:can|could) (?:i|we|you)(?! (?:please |also |maybe )?(?:find|look|search|"
    r"book|get|show|help|recommend|suggest|reserve)\b)|what|how|where|when|why|which|who|may i|any|"
    r"(?:y )?(?:hay|tien(?:e|en|es)|teneis|disponen|dispone|cuenta|se puede|se admiten|admiten|puedo|"
    r"podemos|es|esta|incluye|aceptan|cuanto|como|donde|permiten)\b|"
    r"(?:ha|tem|existe|ha|aceitam|pode|posso|inclui|quanto|onde)\b|(?:y a-t-il|il y a|avez[- ]vous|"
    r"est-ce qu|vous (?:avez|acceptez|admettez|autorisez)|acceptez|peut-on|ou|combien|comment|puis-je)|"
    r"(?:gibt es|haben sie|hat (?:die|das|der|es)|ist (?:das|die|der|es)|darf|kann|sind|wie|wo|was)\b|"
    r"(?:c'e|ci sono|avete|ha|accettate|si puo|posso|dove|quanto|come)\b)"
)
_PLACE = re.compile(
    r"\b(?:rooms?|apartments?|flats?|houses?|hotels?|villas?|places?|suites?|studios?|cabins?|"
    r"somewhere|anything|one|something|ones|guest ?houses?|habitacion(?:es)?|apartamentos?|pisos?|"
    r"casas?|"
    r"algo|alojamientos?|quartos?|chambres?|appartements?|maisons?|quelque chose|zimmer|"
    r"wohnung(?:en)?|ferienwohnung(?:en)?|haus|etwas|camer[ae]|appartament[oi]|cas[ae]|qualcosa|"
    r"unterkunft)\b"
)
_REFUSED = re.compile(
    r"(?:\bno need (?:for|of)|\b(?:do|does|did|would|will|is|are|wo)(?: not|n'?t) (?:need|want|"
    r"require|care|have to|matter|necessary)[^,.;]*?|\bwithout|\bno|\bnot(?: a| need| in| looking "
    r"for)?|\bnon-?|"
    r"\bsin|\bno (?:necesit\w+|quier\w+|hace falta|nos hace falta|importa|me importa|me hace "
    r"falta)[^,.;]*?|\bsem|\bnao|\bnao (?:precis\w+|quer\w+|e preciso)[^,.;]*?|"
    r"\bsans|\bpas (?:besoin )?(?:de|d')|\bohne|\bkein(?:e[nrms]?)?|\bbrauch\w+ (?:wir |ich )?kein\w*|"
    r"\bnicht|\bsenza|\bnon (?:serve|ci serve|mi serve|abbiamo bisogno|voglio|vogliamo|ho "
    r"bisogno)[^,.;]*?)"
    r"\W*(?:a|an|any|the|un|una|el|la|de|um|uma|d'|de la|du|le|eine?n?|il|lo|di|our|my|free|private)?\W*"
    r"(?:\w+ (?:or|o|ou|oder|ni|nor) )?$"  # "without terrace or balcony"
)
_REFUSED_AFTER = re.compile(
    r"^\W*(?:is |are |es |e |ist |isn'?t |)?(?:not |no |n'?t |nicht |non )(?:needed|necessary|"
    r"required|important|a must|hace falta|necesari\w+|notig|wichtig|necessari\w+|important)|"
    r"^\W*(?:does|doesn'?t|don'?t) (?:not )?(?:matter|need)"
)
_BROKEN = re.compile(
    r"\b(?:broken|not working|doesn'?t work|isn'?t working|dead|down|stuck|slow|so bad|bad|stopped|"
    r"problem|issue|no funciona|roto|lento|nao funciona|ne (?:marche|fonctionne)|kaputt|funktioniert "
    r"nicht|"
    r"non funziona|rotto|in my room|since|password|connect|lost|(?:price|cost) (?:of|for)|hours?|opening|open|closed|"
    r"menu|deliver\w*|send|bring (?:us|me)|limit|allowed to|session|appointment)\b"
)
_WONDERS = re.compile(
    r"(?<!only )\b(?:if|whether)\b(?! possible| you)[^,]*$|\b(?:si (?:tiene|hay|admite|"
    r"acepta)\w*|ob es)\b[^,]*$"
)
_OF_ONE_PLACE = re.compile(r"\b(?:do(?:es)?|has|have|is) (?:it|they|the|this|that|your)\b")
_COMPANION = re.compile(
    r"\b(?:my|our|a|an|the|two|\d|mi|mis|nuestr[oa]s?|un|una|dos|mon|notre|nos|meine?[nm]?|"
    r"unsere?[nm]?|einen?|il|mio|nostro|meu|nosso|um|o|al|con|com|avec|mit|with|small|little|couple "
    r"of|deux|zwei|due|dois)\W+(?:\w+ ){0,2}$"
)


def read_preferences(text: str, intent: Intent) -> IntentChange:
    """The whole new list of needs, when the message (as written) adds one or takes one back."""
    wanted, refused = _needs(fold(text))
    kept = tuple(id_ for id_ in intent.preferences if id_ not in refused)
    preferences = kept + tuple(feature.id for feature in FEATURES if feature.id in wanted and feature.id not in kept)
    return IntentChange(preferences=preferences) if preferences != intent.preferences else IntentChange()


def _needs(plain: str) -> tuple[set[str], set[str]]:
    wanted: set[str] = set()
    refused: set[str] = set()
    for clause in _CLAUSE.findall(plain):
        for id_, start, end in _named(clause):
            if _REFUSED.search(clause[:start]) or _REFUSED_AFTER.match(clause[end:]):
                refused.add(id_)
            elif _is_need(clause, id_, start):
                wanted.add(id_)
    return wanted, refused - wanted


def _named(clause: str) -> list[tuple[str, int, int]]:
    """The features named, each stretch of words standing for one: "sea view" is no "sea"."""
    named: list[tuple[str, int, int]] = []
    for id_, pattern in _PATTERNS:
        for match in pattern.finditer(clause):
            if match.end() > match.start() and not any(
                match.start() < end and start < match.end() for _, start, end in named
            ):
                named.append((id_, match.start(), match.end()))
    return named


def _is_need(clause: str, id_: str, start: int) -> bool:
    before = clause[:start]
    if _BROKEN.search(clause):
        return False
    asks = _ASKS.search(clause) is not None
    if id_ == "pets" and not asks and _COMPANION.search(before):
        return True
    if _WONDERS.search(before):
        return False
    if asks:  # "do you have a pool?" asks about the place; "do you have rooms with a pool?" wants one
        place = _PLACE.search(before)
        return bool(place and _NEED.search(before[place.end() :]) and not _OF_ONE_PLACE.search(before))
    if id_ in _ADJECTIVES and _PLACE.search(clause):
        return True
    if "?" in clause and not _NEED.search(before):
        return False
    return (
        bool(_NEED.search(before))
        or len(clause.split()) <= 5
        or bool(
            re.search(
                r"\b(?:important|importante|required|needed|necessary|a must|would be|imprescindible|"
                r"wichtig|necessari[oa]|please|por favor|pls|plz|allowed|welcome|included|if possible|si es "
                r"posible|se possibile|wenn moglich|si possible)\b",
                clause[start:],
            )
        )
    )
