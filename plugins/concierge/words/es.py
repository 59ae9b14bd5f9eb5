"""Spanish, of Spain and of Latin America."""

_ORDINARY = r"(?! (?:semana|quincena|noche|dia|vez|planta|linea|hora|mitad|de [a-z]+bre|de enero|fila|parte|persona|habitacion))"
_PLACE = r"(?:apartamentos?|pisos?|departamentos?|casas?|villas?|chalets?|habitaci\w+|estudios?|cabanas?|suites?|aticos?|alojamientos?)"

ACTS = {
    "greet": r"^\W*(?:hola+|buenas|buenos dias|buen dia|saludos|que tal)\b",
    "thanks": r"\bgracias\b|\bmuy amable\b",
    "bye": r"\b(?:adios|hasta (?:luego|pronto|manana|la vista)|nos vemos|chao|chau)\W*$",
    "handoff": (
        r"\b(?:hablar|hable|hablo|contactar|comunicar\w*|chatear|escribir|pas(?:a|e)me|pon(?:me|ganme)|conect\w+|atienda|atender|llamar)\b"
        r".{0,25}\b(?:persona|humano|alguien|agente|equipo|propietari[oa]|anfitrion\w*|recepcion|encargad[oa]|responsable|operador\w*"
        r"|asesor\w*|gerente|duen[oa])\b"
        r"|\bpersona (?:real|de verdad)\b|\b(?:humano|agente|operador|asesor)\W*(?:por favor)?\W*$|\batencion al cliente\b"
        r"|\b(?:llamad?me|llamenme|que me llamen)\b|\bpregunt\w+ (?:al|a tu|a su|a vuestro) (?:equipo|personal)\b"
    ),
    "identity": r"\b(?:eres|es usted|hablo con|estoy hablando con|esto es) (?:un |una )?(?:chat ?)?(?:bot|robot|humano|persona|maquina|ia|inteligencia|real)\b",
    "book": (
        r"(?<!no )\b(?:reservar(?:l[oae]s?|nos|me)?|reservo|reservamos|reserva(?:me|nos|lo|la)|reserven|reservad)\b"
        r"|\b(?:hacer|hago|haz|iniciar|empezar|quiero|quisiera|solicitar) (?:una|la|mi) (?:reserva|solicitud)\b|^\W*reserva\W*$"
        r"|\b(?:me|nos) (?:lo|la) qued(?:o|amos)\b|\b(?:me quedo|nos quedamos|quedarme|quedarnos) con (?:el|la|es[ea]|est[ea])\b"
        r"|^\W*reserva (?:el|la|es[ea]|est[ea])\b|\b(?:quiero|queremos|elijo) (?:es[ea]|est[ea])\W*$"
    ),
    "cancel": r"\b(?:cancel(?:ar|arl[ao]|a|al[ao]|o|emos)|dejal[oa]|dejemosl[oa]|olvidal[oa]|anul(?:ar|a|al[ao])|mejor no|ya no (?:quiero|queremos)|he cambiado de (?:idea|opinion))\b",
    "yes": (
        r"^\W*(?:si+|sip|claro|vale|ok|okay|de acuerdo|perfecto|correcto|exacto|adelante|por supuesto|confirm\w+|genial"
        r"|envial[ao]|envia|enviar|hazlo|esta bien|todo bien|eso es|dale|listo)\b(?! me puedes)"
    ),
    "no": r"^\W*(?:no|nop|nada|todavia no|aun no|de momento no|por ahora no)\b",
    "change": r"\b(?:cambiar|cambia|corregir|corrige|modificar|modifica|esta mal|equivocad[oa]|error)\b",
    "others": (
        r"\b(?:otr[oa]s?(?: opcion(?:es)?| alojamientos?| cosas?| casas?)?|mas (?:opciones|alojamientos|resultados)|siguientes|algo mas|que mas"
        r"|(?:ver|muestrame|ensename|muestra|ensena|dame) mas|diferentes?)\b(?! (?:fechas?|dias?|noches?|persona|semana|\d))|^\W*(?:y )?mas\W*$"
    ),
    "cheapest": r"\b(?:(?:el|la|los|las|lo|cual|cuales|es|son|opcion) mas (?:barat|economic)[oa]s?|menor precio|mejor precio|precio mas bajo)\b",
    "cheaper": r"\b(?:mas (?:barat|economic)[oa]s?|menos car[oa]s?|demasiado car[oa]s?|muy car[oa]s?|fuera de (?:mi|nuestro) presupuesto)\b",
    "bigger": r"\b(?:mas (?:grandes?|ampli[oa]s?|espacios[oa]s?|espacio|habitaciones|dormitorios)|demasiado pequen[oa]s?)\b",
    "compare": r"\b(?:compar\w+|diferencias?|versus|vs|cual (?:es|sera) mejor)\b",
    "photos": r"\b(?:fotos?|fotografias?|imagen(?:es)?|galeria)\b",
    "details": r"\b(?:(?:dime|cuentame|hablame|saber|dame|ver|quiero) mas(?: (?:de|sobre|detalles|informacion))?|mas (?:info\w*|detalles|datos|de|sobre)|detalles|describe\w*|hablame de|cuentame|como es|como son|informacion (?:de|sobre))\b",
    "help": r"^\W*ayuda\W*$|\b(?:que puedes hacer|que haces|como funciona(?:n)?|como se reserva|me puedes ayudar|puedes ayudarme|en que (?:me )?puedes ayudar)\b",
    "search": (
        r"\b(?:busc\w+|encontrar|disponib\w+|opciones|recom\w+|sugier\w+|sugerencias?|alojar(?:nos|me)|vacaciones|escapada"
        r"|algun sitio|que (?:tienes|teneis|tienen|ofreces|ofreceis|ofrecen|hay))\b|\b(?:muestra|ensena)me\b"
        rf"|\b(?:neces\w+|quier\w+|quisier\w+|tien\w+|teneis|hay|ver|algun[oa]?)\b.{{0,40}}\b(?:{_PLACE}|algo|sitio|lugar)\b"
        rf"|^\W*(?:un |una |el |la )?{_PLACE}\b(?! .*\?)"
    ),
    "all": r"\b(?:ambos|ambas|todos|todas|los dos|las dos|los tres|las tres|estos|estas|esos|esas)\b",
    "it": r"\b(?:ese|esa|eso|este alojamiento|esta casa|este apartamento|esa casa|de el|de ella)\b",
}

TOPICS = {
    "cancellation": r"\b(?:cancelacion(?:es)?|reembols\w+|devolu\w+|devuelven|si (?:cancelo|cancelamos|tengo que cancelar)|cancelar (?:gratis|sin (?:coste|costo|cargo)))\b",
    "payment": r"\b(?:pag(?:o|os|ar|amos|a|arl[oa])|deposito|fianza|senal|tarjeta|paypal|transferencia|efectivo|bizum|plazos|cuotas)\b",
    "check_in": r"\b(?:a que hora .{0,30}(?:check[ -]?in|entr\w+|lleg\w+)|hora(?:rio)?s? de (?:entrada|llegada|check[ -]?in)|check[ -]?in (?:temprano|tarde)|(?:llegar|entrar) (?:antes|tarde|mas tarde|mas pronto))\b|^\W*check[ -]?in\W*$|\bcuando .{0,12}check[ -]?in",
    "check_out": r"\b(?:a que hora .{0,30}(?:check[ -]?out|sal\w+|dejar|irse)|hora(?:rio)?s? de (?:salida|check[ -]?out)|(?:salir|salida) (?:mas )?tarde)\b|^\W*check[ -]?out\W*$|\bcuando .{0,12}check[ -]?out",
    "min_nights": r"\b(?:estancia minima|estadia minima|minimo de noches|noches (?:minimas|como minimo)|minimo (?:son )?\w* ?noches|cuantas noches (?:minimo|como minimo))\b",
    "cleaning_fee": r"\b(?:limpi\w+|gastos (?:extra|adicionales)|cargos? (?:extra|adicional(?:es)?)|suplementos?|costes? (?:extra|adicional(?:es)?))\b",
    "availability": r"\b(?:esta(?:n|ria)? (?:libres?|disponibles?)|sigue (?:libre|disponible)|disponibilidad|hay (?:hueco|sitio|disponib\w+))\b|\b(?:libre|disponible)s?\b.{0,40}\?",
    "price": r"\b(?:cuanto (?:cuesta|cuestan|vale|valen|sale|saldria|es|seria|costaria|cobr\w+)|precios?|tarifas?|que (?:vale|cuesta))\b",
    "capacity": r"\b(?:cuant[oa]s (?:personas |huespedes )?(?:cab\w+|entr\w+|puede\w*|duermen)|para cuant[oa]s (?:personas )?es|capacidad|plazas|cab(?:emos|en|riamos)|maximo de (?:personas|huespedes))\b",
    "bedrooms": r"\b(?:dormitorios?|cuantas habitaciones|cuantos cuartos)\b",
    "beds": r"\bcamas?\b",
    "bathrooms": r"\b(?:banos?|aseos?|duchas?)\b",
    "size": r"\b(?:metros(?: cuadrados)?|m2|superficie|(?:que|como de) (?:tamano|grande)|cuanto mide)\b",
    "distance": r"\b(?:a cuant[oa]s?|que distancia|distancia|a que distancia|esta lejos|queda lejos|(?:que|como de) (?:lejos|cerca)|cuanto (?:se )?tarda)\b",
    "location": r"\b(?:donde (?:esta|estan|queda|se encuentra|se ubica|quedan)|ubicacion|ubicad[oa]|direccion|que (?:zona|barrio|pueblo)|en el mapa)\b",
    "contact": r"\b(?:(?:vuestro|su|tu|el) (?:telefono|correo|numero|e-?mail|whatsapp)|telefono de contacto|como (?:os|les|le|te) contacto)\b",
    "children": r"\b(?:se admiten ninos|admit\w+ (?:ninos|bebes)|apt[oa] para (?:ninos|bebes)|ninos permitidos)\b",
    "rating": r"\b(?:valoracion(?:es)?|opiniones|resenas|puntuacion|estrellas)\b",
    "rules": r"\b(?:normas|reglas|fiestas?)\b",
}

FEATURES = {
    "wifi": r"\b(?:wi-?fi|internet)\b",
    "pool": r"\b(?:piscinas?|alberca|pileta)\b",
    "parking": r"\b(?:parking|aparcamiento|aparcar|estacionamiento|estacionar|parqueadero|garaje|cochera)\b",
    "pets": r"\b(?:mascotas?|perr[oa]s?|perrit[oa]s?|gat[oa]s?|animal(?:es)?)\b",
    "sea_view": r"\bvistas? (?:al|del) (?:mar|oceano)\b",
    "beach": r"\b(?:junto a|cerca de|al lado de|en|frente a) (?:la )?playa\b|\bprimera linea\b|\bcerca del mar\b",
    "air_conditioning": r"\b(?:aire(?: acondicionado)?|climatiza\w+)\b",
    "heating": r"\bcalefaccion\b",
    "kitchen": r"\bcocina\b",
    "washer": r"\b(?:lavadora|lavanderia)\b",
    "dishwasher": r"\b(?:lavavajillas|lavaplatos)\b",
    "tv": r"\b(?:tv|tele|television|televisor|netflix)\b",
    "terrace": r"\b(?:terrazas?|balcon(?:es)?|patio)\b",
    "garden": r"\bjardin(?:es)?\b",
    "bbq": r"\b(?:barbacoa|asador|parrilla)\b",
    "crib": r"\bcunas?\b",
    "high_chair": r"\btronas?\b",
    "workspace": r"\b(?:escritorio|teletrabaj\w+|(?:zona|mesa|espacio) (?:de|para) trabaj\w+)\b",
    "elevator": r"\b(?:ascensor|elevador)\b",
    "hot_tub": r"\b(?:jacuzzi|hidromasaje)\b",
    "sauna": r"\bsauna\b",
    "fireplace": r"\bchimenea\b",
    "gym": r"\bgimnasio\b",
    "breakfast": r"\bdesayunos?\b",
    "smoking": r"\b(?:fumar|fumador(?:es)?)\b",
    "accessible": r"\b(?:silla de ruedas|movilidad reducida|accesibles?|minusvalid\w+)\b",
    "ev_charger": r"\b(?:cargador|punto de (?:carga|recarga)|cargar el coche)\b",
    "self_check_in": r"\b(?:entrada|llegada) autonoma\b",
    "mountain_view": r"\bvistas? a (?:la |las )?montanas?\b",
    "lake": r"\blago\b",
}

ORDINALS = {
    1: rf"\b(?:primer[oa]?){_ORDINARY}\b",
    2: rf"\b(?:segund[oa]){_ORDINARY}\b",
    3: rf"\b(?:tercer[oa]?){_ORDINARY}\b",
    4: rf"\b(?:cuart[oa]){_ORDINARY}\b(?! de bano)",
    -1: r"\b(?:el|la) ultim[oa]\b(?! (?:semana|dia|noche|hora|vez|fin))",
}
PAIR = r"\b(?:los|las) dos primer[oa]s\b|\b(?:los|las) primer[oa]s dos\b"
CHANGES = {
    "name": r"\bnombre\b",
    "contact": r"\b(?:correo|e-?mail|telefono|movil|contacto)\b",
    "dates": r"\b(?:fechas?|dias?|llegada|salida|noches?)\b",
    "guests": r"\b(?:personas|huespedes|cuantos)\b",
}
NUMBER = r"\b(?:(?:la |el )?(?:numero|num\.?|opcion)\s*|(?:la )(?=[1-4]\W*$))(?P<n>[1-4])\b"

NAME_LEADS = r"(?:hola|si|claro|vale|me llamo|mi nombre(?: completo)? es|mi nombre|nombre|el nombre es|soy|a nombre de|al nombre de|ponl[oa] a nombre de|pon|seria|es|para)"
NOT_NAMES = frozenset(
    "a ahora al algo alguna alguno antes aqui asi ayuda barata barato bien buena buenas bueno cancelar cambiar claro como con"
    " correo correcto cosa cual cuando cuanto cuanta cuantos cuesta dame dejalo deposito despues dia dias dime dinero"
    " disponible donde dos email en era error es esa ese eso esta estan este esto favor fecha fechas foto fotos fuera gracias"
    " gratis gustaria haber hacer hay hola importa listo lo luego mal mas mascotas me mejor mi minuto mio momento"
    " mucho muy nada necesita necesitas necesito ninguno ninos ni no noche noches nombre nos o opcion otra otro otros pago para parece"
    " perdon pero perro persona personas piscina poco podria por porque precio prefiero pregunta primera primero privado problema puede"
    " puedes puedo que quiero quien quieres reserva reservar saber se seguro segunda segundo si sin solo soy su tal tambien telefono"
    " tengo tiene tienen todavia todo toda tu un una vale ver verdad ya yo".split()
)
