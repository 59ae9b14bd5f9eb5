"""Spanish, of Spain and of Latin America."""

TABLE = r"""
OVERMORROW: pasado ?manana
TIMEOFDAY: (?:por|en|de|a) la (?:manana|tarde|noche)(?= |$|[.,;!?]) | (?:esta|esa|la|alguna) manana | de madrugada
| al mediodia | tempranito | temprano
FORTNIGHT: quincena | 15 dias
NOPAST: (?:la|el|los|las)? ?(?:semana|mes|noche|fin de semana|finde|verano|ano|dias?) (?:pasad[oa]s?|anterior)
| anoche | desde ayer | (?:pasad[oa]|ultim[oa]s?) (?:semana|noche|mes|ano|dias)
PER NIGHT: (?:por|cada|x|/) ?noche | la noche(?= ?(?:$|[.,;!?)]|maximo|como|o |y )) | al dia | por dia | diarios?
| 1 noche(?= cuesta)
PER PERSON: por persona | cada 1 | por cabeza
PERSTAY: (?:por|para|en) tod[oa] la (?:estancia|estadia|semana) | por toda la | en total(?= ?(?:$|[.,;!?]))
| (?:total|toda) (?:la )?estancia | por (?:la )?estancia | tod[oa]s? los dias | para todo | por todo
UPTO: no mas de | menos de | como (?:mucho|maximo) | (?:un )?max(?:imo)?(?: de)? | por debajo de | tope(?: de)?
| hasta(?= ?(?:unos |los )?(?:€|\$|£)? ?\d[\d.,]* ?(?:€|\$|£|euros?|eur|dolares|usd|libras|pesos|pavos))
| sin pasar de | que no (?:pase|supere|exceda)n?(?: de)? | inferior a | por menos de
ATLEAST: al menos | como minimo | minimo(?: de)? | mas de
| a partir de(?= ?\d[\d.,]* ?(?:€|\$|£|euros?|eur|dolares|usd)) | por encima de | superior a
ABOUT: unos | unas | alrededor de | aproximadamente | aprox | mas o menos | cerca de | sobre(?= (?:el|los|unos|\d))
| en torno a | rondando
BUDGET: presupuesto | gastar | gastarnos | gastarme | pagar | precio | rango de precios | podemos permitirnos
HOWLONG: cuant[oa]s (?:noches|dias) | cuanto (?:tiempo|dura) | numero de (?:noches|dias) | duracion | hasta cuando
HOWMANYADULTS: cuantos adultos
HOWMANYKIDS: cuantos (?:ninos|menores)
HOWMANY: cuant[oa]s (?:personas|huespedes|sois|son|seran|sereis|seriais|viaj[ae]\w*|vienen|venis|vais|van|ocupantes)
| numero de (?:personas|huespedes|viajeros|ocupantes) | para cuant[oa]s(?: personas)? | cuant[oa]s
WHEN: cuando | (?:que|cuales) (?:dia|fecha)s? | en que (?:dia|fecha)s?
DATES: fechas?
WHATTIME: (?:a )?que hora | hora de (?:entrada|salida|llegada) | horarios?
LATER: mas tarde | despues
EARLIER: antes
CHECK LEAVE: check[ -]?out
LEAVE: (?:nos|me) (?:ir[ei]mos|iriamos|iria|ire|marchariamos) | (?:os|se|te) (?:vais|van|vas|marchais|marchan)
| salid[ao]s?
| sal(?:go|imos|en|iendo|ir|iremos|dremos|dre|es|e|gamos)(?! (?:de|del|a|en)\b(?! (?:viaje|el|\d|la noche)))
| nos vamos | me voy | nos iremos | nos vamos a ir | marchar(?:nos|se|me)? | (?:nos |me )?march(?:amos|o|aremos|are)
| partida | partimos | volvemos | vuelvo | volveremos | volver | regres(?:amos|o|ar|aremos) | dejamos (?:la|el) \w+
| vuelta | irnos | irme | dejarla
CHECK ARRIVE: check[ -]?in
ARRIVE: entrad[ao]s? | entr(?:amos|o|ando|ar|aremos|ariamos|are)
| lleg(?:amos|o|ada|ando|ar|aremos|are|aria|ariamos|an|aran|a|uemos|ue) | ven(?:imos|dremos|dre|ir|go)
| vamos(?= (?:el|del|desde|a ir el|para el)) | vamos a (?:ir|llegar|venir)
| ir(?:emos|e|iamos|ia)?(?! \d{1,2} ?(?:$|[,.;!?]))
| voy(?= (?:el|del|a ir)) | empezando | empezar | comenzando | ingres(?:o|amos|ar)
UNTIL: hasta | hasta el
FROM: desde | a partir de | a partir del(?= ) | comenzando(?: el)? | empezando(?: el)? | saliendo de | con inicio
BETWEEN: entre
MOVE: adelanta(?:r|d|rl[ao]|l[ao])? | pasa(?:l[ao]|d?l[ao]|rl[ao])(?= ) | retrasa(?:r|l[ao]|rl[ao])?
| mueve(?:l[ao])? | mover(?:l[ao])? | aplaza(?:r|l[ao])? | atrasa(?:r|l[ao])?
INSTEADOF: en (?:vez|lugar) de
CHANGE: cambi(?:ar|a|o|amos|arl[ao]|emos)? | modificar | corregir | al final | finalmente | mejor
CANCEL: cancel(?:ar|a|ado|acion|o|amos|arla)? | anular
EXTEND: alarg(?:ar|amos|o|a)(?= \d+ \w+ mas) | ampliar | anad(?:ir|e|imos) | extra | adicional(?:es)? | agregar
| sumar | suma
MORE: mas
LESS: menos
YESTERDAY: ayer | anteayer | antier
TONIGHT: esta noche | hoy por la noche
TODAY: hoy
TOMORROW: manana
NEXT: proxim[oa]s? | que viene | que vienen | siguiente | entrante
THIS: este | esta | ese | esa | presente
WEEKEND: fin(?:es)? de semana | findes? | fin de sem
NIGHT: noches? | pernoctaci?on(?:es)?
DAY: dias?
WEEK: semanas?(?! santa)
MONTH: mes(?:es)?
YEAR: anos?
AGO: hace
INFUTURE: dentro de | de aqui a | en(?= \d+ (?:dia|semana|mes)(?:s|es)?\b)
BEFORE: de antelacion | de anticipacion
MID: mediados(?: de)? | a mediados(?: de)?
ENDOF: finales(?: de)? | fin(?:al)? de(?= mes)
STARTOF: principios(?: de)? | primeros de | comienzos(?: de)?
XMASEVE: nochebuena | noche buena
NYE: nochevieja | noche vieja | fin de ano
NYD: ano nuevo
XMASDAY: dia de navidad | el dia de navidad
XMAS: navidad(?:es)?
EASTERSUN: W6 de (?:resurreccion|pascua)
EASTERMON: W0 de pascua
GOODFRI: W4 santo
HOLYTHU: W3 santo
EASTER: semana santa | pascua
REYES: (?:dia de |noche de )?reyes(?: magos)?
SANJUAN: (?:noche de )?san juan
VALENTINE: san valentin
ADULT: adult[oa]s? | mayores | personas? (?:adultas?|mayores)
COUPLE: (?<!mi )(?<!su )parejas?(?! de amigos) | (?<!de )matrimonios?
FAMILY: familias?
CHILD: nin[oa]s? | ninit[oa]s? | bebes? | crios? | criaturas? | menor(?:es)?(?: de edad)? | peques? | pequen[oa]s?
| chic[oa]s? | nenes? | nenas? | chamac[oa]s? | adolescentes? | infantes?
CHILD: hij[oa]s? | niet[oa]s?
KIN: sobrin[oa] | mujer | marido | esposa | esposo | parej[ao] | novia | novio | madre | padre | mama | papa
| hermana | hermano | amiga | amigo | suegra | suegro | tia | tio | prima | primo | abuela | abuelo | companer[oa]
| colega | prometid[oa] | conyuge
KINS: amigos | amigas | hermanos | hermanas | primos | primas | companer[oa]s | colegas | tios | mujeres | hombres
PARENTS: padres | abuelos | suegros | papas
PERSON: personas? | huespedes | huesped | pax | gente | viajeros? | ocupantes? | plazas | comensales | pers\.?
| invitados
OFTHEM: de (?:ellos|los cuales)
OFUS: en total | de nosotros | tod[oa]s juntos
WEARE: que sea(?:n|mos)? para(?= \d) | sea para(?= \d) | somos | seremos | seriamos | sereis | vamos a ser
| vamos(?= (?:a ser )?\d) | vendremos(?= \d) | venimos(?= \d) | iremos(?= \d) | iriamos(?= \d) | seran | son(?= \d)
| estaremos | estamos | viajamos | viajaremos | seamos | que sea(?:mos|n)? para | sea para | que sean
PARTYOF: grupo de | familia de | un total de | total de
ALONE: yo sol[oa] | solo yo | solo para mi | para mi sol[oa] | viajo sol[oa] | voy sol[oa] | ire sol[oa]
| vengo sol[oa] | estoy sol[oa] | unicamente yo | solamente yo | soy sol[oa] | para mi(?= ?(?:$|[.,;!?]))
ME: yo | conmigo
WE: nosotr[oa]s
OUR: nuestr[oa]s?
MY: mis? | sus?
SAME: mism[oa]s?
SMALL: pequen[oa]s? | mejor(?= amig)
ONLY: solo | solamente | solos | unicamente | nada mas
OTHER: abren? | cierran? | abiert[oa]s? | vuelos? | avion | aeropuerto | coche | alquiler de coches? | restaurante
| mesas? | comida | almuerzo
| cena(?:r|mos)? | comer | peliculas? | cine | teatro | conciertos? | eventos? | partido | entradas? para
| excursion(?:es)? | museo | autobus | tren | taxi | peluqueria | medico | dentista | cita | spa | masajes?
| gimnasio | el tiempo | lluvia | reunion | tratamientos?
ROOM: habitacion(?:es)? | cuartos? | camas? | dormitorios? | suites?
HOTEL: hotel(?:es)? | apartamentos? | pisos? | departamentos? | casas? | villas? | chalets? | cabanas?
| alojamientos? | hostal | estudios? | aticos? | bungalows?
BOOK: reserv(?:a|ar|as|o|amos|arla|acion|aciones|e)? | disponib(?:le|les|ilidad) | libres? | hueco | sitio
STAY: quedar(?:nos|me|se)? | (?:nos|me) qued(?:amos|o|aremos|are|ariamos) | estancia | estadia | alojar(?:nos|me)?
| hosped(?:ar|arnos|aje|arme) | pasar | pernoctar | estar
INCLUDING: incluid[oa]s? | contando
WITHOUT: sin
NOT: no | ningun[oa]? | tampoco | nunca | 0(?!\d)
WITH: con
THE: el(?= \d| W|$) | dia(?= \d)
THES: el | los | la | las
TO THE: al
OF THE: del
OF: de
TO: a
AND: y | e | mas(?= \d) | \+
OR: o | u
FOR: para | por | pa
IN: en
A: algun[oa]?
"""
