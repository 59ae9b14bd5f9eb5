"""What guests and concierges call the amenities of bot.words.features, in six languages.

Regular expressions without groups that count, for text that bot.words.folding.fold has made plain.
"""

from __future__ import annotations

import re

PHRASES = {
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
    "sauna": r"saunas?",
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
# They hold words that others are made of and go first: whoever takes a stretch of text for one feature only finds them
# whole ("sea view" is no "sea").
_SPECIFIC = ("dishwasher", "ev_charger", "self_check_in", "sea_view", "mountain_view", "hot_tub")
_ORDER = sorted(PHRASES, key=lambda id_: id_ not in _SPECIFIC)
PATTERNS = {id_: re.compile(rf"(?<![\w-])(?:{PHRASES[id_]})(?!\w)") for id_ in _ORDER}
