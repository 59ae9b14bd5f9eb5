"""Italian."""

TABLE = r"""
OVERMORROW: dopodomani
TIMEOFDAY: (?:di|la|in|al|alla) (?:mattina|pomeriggio|sera|mattino)(?:ta)? | (?:mattina|pomeriggio|mezzogiorno)
| presto
FORTNIGHT: quindicina(?: di giorni)? | 15 giorni
NOPAST: (?:la |il |lo )?(?:settimana|mese|notte|fine settimana|weekend|anno|giorni) scors[oaie] | ieri sera | da ieri
PER NIGHT: (?:a|per|ogni|/|la) ?notte(?= ?(?:$|[.,;!?)]|max|al massimo)) | (?:a|/|ogni) ?notte | al giorno
PER PERSON: a (?:persona|testa) | per persona(?= ?(?:$|[.,;!?)]))
PERSTAY: (?:per|in) (?:tutto il soggiorno|tutta la (?:settimana|permanenza)|l'intero soggiorno)
| in totale(?= ?(?:$|[.,;!?])) | totale(?= ?(?:$|[.,;!?])) | tutto il soggiorno | soggiorno intero | per tutto
| in tutto(?= ?(?:$|[.,;!?]))
UPTO: non piu di | meno di | al massimo | massimo | max | sotto(?: i| gli)?(?= ?(?:€|\$|£)? ?\d)
| fino a(?= ?(?:€|\$|£)? ?\d[\d.,]* ?(?:€|\$|£|euro|eur|dollari|sterline|chf)) | inferiore a
| entro(?: i| gli)?(?= ?\d[\d.,]* ?(?:€|euro)) | senza superare
ATLEAST: almeno | come minimo | minimo | piu di | oltre | sopra(?: i)?(?= ?\d)
ABOUT: circa | intorno (?:a|ai|agli) | sui | sugli | all'incirca | piu o meno | un centinaio
BUDGET: budget | spendere | pagare | prezzo | fascia di prezzo | spesa
HOWLONG: quant[ei] (?:notti|giorni) | quanto (?:tempo|dura|rimane|restate|vi fermate) | numero di (?:notti|giorni)
| durata | fino a quando
HOWMANYADULTS: quanti adulti
HOWMANYKIDS: quanti bambini
HOWMANY: quant[ei] (?:persone|ospiti|siete|sarete|sono|viaggiatori) | in quanti
| numero di (?:persone|ospiti|viaggiatori) | per quant[ei](?: persone)? | quant[ei]
WHEN: quando | (?:che|quale|quali) (?:giorno|giorni|data|date) | in (?:che|quale|quali) (?:giorno|data|date|giorni)
DATES: date | data
WHATTIME: (?:a )?che ora | orari(?:o)? | ora di (?:arrivo|partenza)
LATER: piu tardi | dopo
EARLIER: prima(?! settimana)
CHECK LEAVE: check[ -]?out
LEAVE: partenz[ae] | part(?:iamo|o|ire|iremo|iro|endo) | ripart(?:iamo|o|ire|iremo|endo) | andiamo via | vado via
| ce ne andiamo | me ne vado | lasciamo | lasciare | torniamo | torno | uscita | ritorno | rientr(?:o|iamo)
CHECK ARRIVE: check[ -]?in
ARRIVE: arriv(?:o|iamo|are|eremo|ero|ando|i) | entrata | veniamo | verremo | vengo | verro | venire | ingresso
UNTIL THE: (?:fino|sino) al(?= \d)
UNTIL: fino (?:al|a|all'|alla) | fino | sino (?:al|a) | finoal
FROM THE: dal(?:l')?(?= ?\d| W)
FROM: dal(?:l')? | dalla | a partire (?:dal|da)(?:l')? | da(?= (?:W|domani|oggi|TODAY|TOMORROW|\d)) | iniziando
| con inizio
BETWEEN: tra(?= (?:il|W|l')) | fra(?= (?:il|W|l'))
MOVE: spost(?:are|a|iamo|o) | anticip(?:are|a|iamo|o) | posticip(?:are|a|iamo|o) | rimand(?:are|a)
INSTEADOF: invece (?:di|del|dell'|che)|anziche
CHANGE: cambi(?:are|amo|o|a)? | modific(?:are|a|o|hiamo) | invece | anzi | alla fine | meglio | in realta | piuttosto
CANCEL: cancell(?:are|a|azione|o)? | annull(?:are|a)? | disdire
EXTEND: aggiung(?:ere|iamo|i|o) | extra | supplementar[ei] | aggiuntiv[oaei] | in piu
MORE: piu | altr[ae](?= (?:\d|nott)) | altre
LESS: meno | in meno
YESTERDAY: ieri | l'altro ieri
TONIGHT: stanotte | stasera | questa (?:notte|sera)
TODAY: oggi
TOMORROW: domani
NEXT: prossim[oaie] | seguente | che viene | successiv[oa]
THIS: quest[oaei] | quest' | cors[oa]
WEEKEND: week[ -]?ends? | fine ?settimana | weekend
NIGHT: nott[ei] | pernottament[oi]
DAY: giorn[oi] | giornat[ae]
WEEK: settiman[ae](?! santa)
MONTH: mes[ei]
YEAR: ann[oi]
AGO: fa
INFUTURE: tra(?= (?:\d|qualche)) | fra(?= (?:\d|qualche)) | entro
BEFORE: d'anticipo
MID: meta(?: di)?
ENDOF: fine(?: di)?
STARTOF: inizio(?: di)? | inizi di | primi di
XMASEVE: vigilia(?: di natale)?
NYE: capodanno | san silvestro | ultimo dell'anno
NYD: primo dell'anno
XMASDAY: giorno di natale
XMAS: natale
EASTERSUN: W6 di pasqua
EASTERMON: pasquetta | W0 dell'angelo
GOODFRI: W4 santo
EASTER: pasqua | settimana santa
FERRAGOSTO: ferragosto
VALENTINE: san valentino
EPIPHANY: epifania | befana
ADULT: adult[oiae] | maggiorenn[ei] | grandi
COUPLE: copp(?:ia|ie)
FAMILY: famigli[ae]
CHILD: bambin[oiae] | bimb[oiae] | neonat[oiae] | ragazzin[oiae] | minor[ei]|minorenn[ei] | bebe | piccol[oiae]
| ragazz[oiae] | adolescent[ei]
CHILD: figli[oae]? | nipotin[oiae]
KIN: moglie | marito | compagn[oa] | partner | ragazza | fidanzat[oa] | madre | padre | mamma | papa | sorella
| fratello | amic[oa] | zi[oa] | cugin[oa] | nonn[oa] | suocer[oa] | collega
KINS: amici | amiche | sorelle | fratelli | cugini | colleghi | donne | uomini
PARENTS: genitori | nonni | suoceri
PERSON: person[ae] | ospit[ei] | pax | viaggiator[ei] | pers\.? | posti
OFUS: in totale | in tutto | di noi
WEARE: siamo(?: in)? | saremo(?: in)? | saremmo(?: in)? | veniamo in | verremo in | viaggiamo in | sono in
| saranno(?: in)? | partiamo in | stiamo in
PARTYOF: gruppo di | famiglia di | totale di
ALONE: solo io | soltanto io | da sol[oa] | viaggio sol[oa] | solo per me | per me(?: sol[oa])?(?= ?(?:$|[.,;!?]))
| sono sol[oa]
ME: io | me
WE: noi
OUR: (?:il|la|i|le) nostr[oaie] | nostr[oaie]
MY: (?:il|la|i|le) (?:mi[oa]|miei|mie|suo[i]?|sua|sue) | mi[oa] | miei | mie | su[oa] | suoi
SAME: stess[oaie]
SMALL: piccol[oaie] | miglior[ei]?
ONLY: solo | soltanto | solamente
OTHER: apre | apron[oa] | chiude | apert[oaei] | vol[oi] | aereo | aeroporto | auto | macchina | noleggio
| ristorante | tavol[oi] | pranzo | cena | film
| cinema | teatro | concert[oi] | event[oi] | partita | gita | museo | autobus | pullman | treno | taxi
| parrucchiere | medico | dentista | appuntamento | spa | massagg(?:io|i) | palestra | meteo | pioggia | riunione
ROOM: camer[ae] | stanz[ae] | lett[oi] | suite
HOTEL: hotel | albergh?[oi] | appartament[oi] | cas[ae] | vill[ae] | chalet | bait[ae] | alloggi[o]? | bilocal[ei]
| monolocal[ei] | attic[oi] | sistemazione | struttura | b&b
BOOK: prenot(?:are|azione|o|iamo|azioni|ato)? | disponibil(?:e|i|ita) | liber[oaie]
STAY: rest(?:are|iamo|eremo|o) | riman(?:ere|iamo|go) | rimarremo | soggiorn(?:o|are|iamo|eremo) | stare
| ferm(?:arci|iamo|armi|eremo|o|arsi) | stiamo | staremo | permanenza | pernottare
INCLUDING: di cui | compres[oaie] | inclus[oaie]
WITHOUT: senza
NOT: non | nessun[oa]? | ne | mai | no | 0(?!\d)
WITH: con
TO THE: al | all' | alla | ai
OF THE: del | dell' | della | dei
ON THE: il(?= \d| W) | l'(?=\d)
THES: il | lo | la | i | gli | le | l'
OF: di | d'
TO: a
AND: e | ed | & | \+
OR: o | oppure
FOR: per | in(?= \d{1,2} ?(?:$|[,;!?]))
IN: in | nel | ad
"""
