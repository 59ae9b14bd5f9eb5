"""German."""

TABLE = r"""
OVERMORROW: ubermorgen | uebermorgen
TIMEOFDAY: (?:am )?(?:morgens|vormittags?|nachmittags?|abends?|mittags?|nachts|fruh|spatabends?) | am morgen
FORTNIGHT: 14 tage?n? | zwei wochen
NOPAST: (?:letzte[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?) (?:\d+ )?(?:nacht|nachte|tage?n?|wochen?|monat|wochenende)
| seit gestern | gestern abend
PER NIGHT: (?:pro|je|die|/) ?(?:nacht|ubernachtung)(?= ?(?:$|[^\w]|max|hochstens)) | (?:pro|je|/) ?nacht | pro tag
PER PERSON: pro (?:person|kopf|nase)
PERSTAY: (?:fur )?(?:den|die) (?:ganzen?|gesamten?|kompletten?) (?:aufenthalt|urlaub|woche|zeit)
| insgesamt(?= ?(?:$|[.,;!?])) | gesamt(?:budget|preis) | pro aufenthalt | alles zusammen | fur alles
UPTO: nicht (?:mehr|teurer) als | weniger als | hochstens | hoechstens | maximal | max\.? | maximum | unter
| bis zu(?= ?\d) | bis(?= ?\d[\d.,]* ?(?:€|\$|£|euro|eur|chf|franken)) | nicht uber
ATLEAST: mindestens | wenigstens | mehr als | uber(?= ?\d) | ab(?= ?\d[\d.,]* ?(?:€|euro|eur|chf))
ABOUT: etwa | ungefahr | ungefaehr | circa | ca\.? | rund | um die | so um die
BUDGET: budget | ausgeben | bezahlen | zahlen | preisrahmen | preislich | preis | kosten
HOWLONG: wie lange | wie viele (?:nachte|tage) | wieviele (?:nachte|tage)
| (?:anzahl|dauer) (?:der )?(?:nachte|tage|ihres aufenthalts|des aufenthalts)? | aufenthaltsdauer | bis wann
HOWMANYADULTS: wie ?viele erwachsene
HOWMANYKIDS: wie ?viele kinder
HOWMANY: wie ?viele (?:personen|gaste|leute|reisende|sind|seid|werden) | (?:anzahl|zahl) der (?:personen|gaste)
| fur wie ?viele(?: personen)? | zu wievielt | wie ?viele | personenzahl
WHEN: wann | (?:welche[nrms]?|an welche[nm]) (?:tag|datum|tagen|daten|termin|zeitraum)
| fur welchen (?:zeitraum|termin) | welche daten
DATES: daten | datum | reisedaten | zeitraum | termin
WHATTIME: um wie ?viel uhr | wie spat | uhrzeit | (?:check[ -]?in|check[ -]?out)[ -]?zeit(?:en)? | offnungszeiten
LATER: spater
EARLIER: fruher
CHECK LEAVE: check[ -]?out | aus ?checken
LEAVE: aus ?checken | abreis(?:e|en|t) | abfahr(?:t|en) | auszieh(?:en)? | reisen(?= .*\bab\b)
| fahren(?= .*\b(?:zuruck|ab|heim|wieder|nach hause)\b) | verlassen | zuruck | heimreise | heim | ruckreise
CHECK ARRIVE: check[ -]?in | ein ?checken
ARRIVE: ein ?checken | anreis(?:e|en|t) | ankunft | ankommen | anzureisen | kommen(?= .*\ban\b)
| reisen(?= .*\ban\b) | kommen | komme | beginnend | einziehen
UNTIL THE: bis zum(?= \d)
UNTIL: bis(?: zum| einschliesslich)?
FROM: ab(?: dem)? | von | vom | beginnend(?: am)?
BETWEEN: zwischen
MOVE: verschieb(?:en|t|e)? | verleg(?:en|t|e)? | vorziehen | umbuchen
INSTEADOF: (?:an)?statt
CHANGE: ander(?:n|t|ung|e)? | aendern | umandern | stattdessen | doch | lieber | eigentlich | korrektur
CANCEL: stornier(?:en|t|ung|e)? | absagen
EXTEND: zusatzliche?[nrs]? | extra | verlangern um | weitere[nrs]? | hinzufugen | dazu
MORE: mehr | langer
LESS: weniger | kurzer
YESTERDAY: gestern | vorgestern
TONIGHT: heute nacht | heute abend
TODAY: heute
TOMORROW: morgen
AFTERNEXT: ubernachste[nrms]?
NEXT: nachste[nrms]? | naechste[nrms]? | folgende[nrms]?
COMING: kommende[nrms]?
THIS: diese[nrms]?
WEEKEND: wochenenden? | (?<=dieses )we | (?<=nachstes )we | (?<=naechstes )we | (?<=kommendes )we | (?<=ubers )we
NIGHT: nachte?n? | naechte?n? | ubernachtung(?:en)?
DAY: tage?n?
WEEK: wochen?
MONTH: monate?n?
YEAR: jahre?n?
AGO: vor(?= \d| A )
INFUTURE: in(?= (?:\d+|einer|einem|A) (?:tag|woche|monat))
BEFORE: im voraus
MID: mitte
ENDOF: ende
STARTOF: anfang | beginn
XMASEVE: heilig(?:er|en)? ?abend | heiligabend
NYE: silvester | sylvester
NYD: neujahr(?:stag)?
XMASDAY: 1# weihnachts(?:feier)?tag | erste[rn]? weihnachts(?:feier)?tag
XMAS: weihnacht(?:en)?
EASTERSUN: ostersonntag
EASTERMON: ostermontag
GOODFRI: karfreitag
EASTERWE: osterwochenende
EASTER: ostern | osterferien | karwoche
PENTECOST: pfingsten
ASCENSION: (?:christi )?himmelfahrt
VALENTINE: valentinstag
ADULT: erwachsene[nr]? | erw\.?
COUPLE: parchen | paare? | ehepaare?
FAMILY: familien?
CHILD: kind(?:er|ern)? | babys? | kleinkind(?:er|ern)? | kleinen? | jugendliche[nr]? | teenager | saugling(?:e)?
| kids | knirps(?:e)?
CHILD: sohn(?:e|en)? | tochter(?:n)? | jungs? | madchen | enkel(?:kinder|in)?
KIN: frau | mann(?!schaft) | ehefrau | ehemann | partnerin | partner | freundin | freund | mutter | vater | mama
| papa | schwester | bruder | oma | opa | tante | onkel | cousine? | kollege | kollegin | verlobte[nr]?
KINS: freunden? | freundinnen | schwestern | brudern? | kollegen | frauen | manner
PARENTS: eltern | grosseltern | schwiegereltern
PERSON: personen? | gaste?n? | leuten? | pers\.? | reisende[nr]? | pax
OFUS: insgesamt | von uns | zusammen
ZUZWEIT: zu zweit | zu 2
ZUDRITT: zu dritt | zu 3
ZUVIERT: zu viert | zu 4
ZUFUNFT: zu funft | zu 5
ZUSECHST: zu sechst | zu 6
WEARE: wir (?:sind|waren|werden|kommen|reisen) | es (?:sind|werden|waren) | sind wir | werden wir | waren wir
| sind es | dann sind wir | sein
PARTYOF: gruppe (?:von|mit|aus) | familie mit | insgesamt(?= \d)
ALONE: nur ich | ich allein(?:e)? | alleine? | nur fur mich | fur mich(?: alleine?)?(?= ?(?:$|[.,;!?]))
ME: ich | mir | mich
WE: wir | uns
OUR: unsere[nrms]? | unser
MY: meine[nrms]? | mein | seine[nrms]?
SAME: gleiche[nrms]? | selbe[nrms]?
SMALL: kleine[nrms]? | junge[nrms]? | beste[nrms]?
ONLY: nur | lediglich | bloss
OTHER: offnet | geoffnet | offnen | schliesst | flug(?:e|en)? | flugzeug | flughafen | auto | mietwagen | restaurant
| tisch(?:e)? | mittagessen | abendessen
| essen | film | kino | theater | konzerte? | veranstaltung(?:en)? | spiel | ausflug | museum | bus | zug | taxi
| friseur | arzt | zahnarzt | termin beim | spa | massagen? | fitnessstudio | wetter | regen | besprechung
ROOM: (?:doppel|einzel|familien|zweibett)?zimmern? | betten? | bett | suiten?
HOTEL: hotels? | (?:ferien)?wohnung(?:en)? | apartments? | appartements? | (?:ferien)?haus(?:es)?
| (?:ferien)?hauser | villen? | villa | hutten? | unterkunft(?:e)? | pension | studios? | penthouse
BOOK: buch(?:en|e|ung|ungen|t)? | reservier(?:en|ung|e|t)? | verfugbar(?:keit)? | frei(?:e|es)?
STAY: bleib(?:en|e|t|en wir)? | aufenthalt | ubernachten | wohnen | verbringen
INCLUDING: davon | inklusive | darunter
WITHOUT: ohne
NOT: nicht | keine?[nrms]? | nie | weder | 0(?!\d)
WITH: mit
ON THE: am | an dem
ON: an
TO THE: zum
THE: (?:der|den|dem)(?= \d| W)
THES: der | die | das | den | dem | des
IN: im | in
AND: und | & | plus | \+
OR: oder
FOR: fur | fuer
A: eine[nrms]?
"""
