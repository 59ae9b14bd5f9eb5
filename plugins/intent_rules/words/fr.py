"""French."""

TABLE = r"""
OVERMORROW: apres[- ]demain
TIMEOFDAY: (?:le |du |ce )?(?:matin|(?<!ce )soir(?!ee)|midi|apres[ -]midi) | dans la (?:matinee|soiree|journee)
FORTNIGHT: quinze jours | quinzaine(?: de jours)? | 15 jours
WEEK8: huit jours | 8 jours
NOPAST: (?:la |le )?(?:semaine|mois|nuit|week-?end|annee|jours?|an) (?:dernier|derniere|passee?s?|precedente?)s?
| hier soir | depuis hier
PER NIGHT: (?:par|chaque|/) ?nuit(?:ee)? | la nuit(?= ?(?:$|[.,;!?)]|max|maximum)) | par jour
PER PERSON: par personne
PERSTAY: pour (?:tout|l'ensemble d[ue]|toute) (?:le |la )?(?:sejour|semaine) | au total(?= ?(?:$|[.,;!?]))
| (?:tout le|le) sejour (?:entier|complet)? | en tout(?= ?(?:$|[.,;!?])) | tout compris
UPTO: pas plus de | (?:a |de )?moins de | au (?:plus|maximum) | maximum(?: de)? | max(?: de)? | en dessous de
| inferieur a | jusqu'a(?= ?(?:€|\$|£)? ?\d[\d.,]* ?(?:€|\$|£|euros?|eur|dollars|chf|francs)) | sans depasser
| ne depass(?:e|ant) pas | sous(?: les)?(?= ?\d)
ATLEAST: au moins | au minimum | minimum(?: de)? | plus de | au-dessus de
| a partir de(?= ?\d[\d.,]* ?(?:€|\$|£|euros?|eur|chf))
ABOUT: environ | autour de | aux alentours de | a peu pres | vers(?= (?:les )?\d+ ?(?:€|euros?)) | dans les
| une (?=centaine)
BUDGET: budget | depenser | payer | fourchette | prix
HOWLONG: combien de (?:nuits?|jours|temps|nuitees) | (?:nombre|duree) de? ?(?:nuits|jours|votre sejour|sejour)?
| quelle duree | jusqu'a quand
HOWMANYADULTS: combien d'adultes
HOWMANYKIDS: combien d'enfants
HOWMANY: combien (?:de personnes|serez|etes|de voyageurs|d'hotes|serez-vous|etes-vous|d'invites)
| nombre de (?:personnes|voyageurs) | pour combien(?: de personnes)? | combien
WHEN: quand | (?:quels?|quelles?)(?: sont)?(?: vos| les)? (?:jour|date)s? | a quelles? dates?
DATES: dates?
WHATTIME: (?:a )?quelle heure | heures? d'(?:arrivee|ouverture) | heure de depart | horaires?
LATER: plus tard | apres
EARLIER: plus tot | avant
CHECK LEAVE: check[ -]?out
LEAVE: (?:on|je|il|elle) (?:re)?(?:part|partira|rentre|quitte) | departs? | part(?:ons|irons|ir(?!a)|ira|irai|ant)
| pars | repart(?:ons|ir|irons|ant)? | quitt(?:ons|er|e|erons) | rentr(?:ons|er|e|erons) | retour | en allons
| m'en vais | nous en allons
CHECK ARRIVE: check[ -]?in
ARRIVE: arriv(?:ee|ees|ons|erons|er|e|erai|ant) | entree | ven(?:ons|ir|ons) | viendr(?:ons|ai) | viens
| allons venir | debut(?:ant)?
UNTIL THE: jusqu'(?:au|a)(?= \d)
UNTIL: jusqu'(?:au|a la|a|en) | jusque
FROM: a partir (?:du|de)(?: la)? | a compter (?:du|de) | depuis | des(?= (?:le|demain|W)) | commencant | debutant
BETWEEN: entre
MOVE: decaler | repousser | avancer | reporter | deplacer
INSTEADOF: au lieu d[eu]
CHANGE: chang(?:er|ez|ons|e|ement) | modifi(?:er|ez|cation) | plutot | finalement | en fait | au final
CANCEL: annul(?:er|ez|ation|e)?
EXTEND: ajout(?:er|ez|ons) | supplementaires? | prolonger de | de plus
MORE: plus
LESS: moins | de moins
YESTERDAY: hier | avant-hier
TONIGHT: ce soir | cette nuit
TODAY: aujourd'? ?hui
TOMORROW: demain
NEXT: prochaine?s? | qui vient | suivante?s? | a venir
THIS: ce | cet | cette
WEEKEND: week[ -]?ends? | fins? de semaine | we
NIGHT: nuits? | nuitees?
DAY: jours? | journees?
WEEK: semaines?(?! sainte)
MONTH: mois
YEAR: ans? | annees?
AGO: il y a
INFUTURE: dans | d'ici
BEFORE: a l'avance
MID: mi[- ] | milieu(?: de)?
ENDOF: fin(?: de)?
STARTOF: debut(?: de)? | courant
XMASEVE: (?:la )?veille de noel | reveillon de noel
NYE: saint[ -]sylvestre | reveillon(?: du nouvel an)? | veille du (?:nouvel an|jour de l'an)
NYD: nouvel an | jour de l'an
XMASDAY: jour de noel
XMAS: noel
EASTERSUN: W6 de paques
EASTERMON: W0 de paques
GOODFRI: W4 saint
EASTER: paques | semaine sainte
JULY14: fete nationale | 14 juillet
ASSUMPTION: assomption
VALENTINE: saint[ -]valentin
ADULT: adultes? | grandes personnes | grands
COUPLE: couples?
FAMILY: familles?
CHILD: enfants? | bebes? | gamins? | petits?(?! dej) | ados? | adolescente?s? | bambins? | mineurs? | gosses?
| nourrissons?
CHILD: fils | filles? | garcons? | petits-enfants
KIN: femme | mari | epouse | epoux | conjointe? | compagne | compagnon | copine | copain | fiancee? | mere | pere
| maman | papa | soeur | frere | ami | amie | tante | oncle | cousine? | grand-mere | grand-pere | collegue
| partenaire
KINS: amis | amies | soeurs | freres | cousins | collegues | copains | copines | femmes | hommes
PARENTS: parents | grands-parents | beaux-parents
PERSON: personnes? | voyageurs? | pers\.? | invites? | pax | hotes? | occupants?
OFUS: en tout | au total | d'entre nous
WEARE: nous sommes | nous serons | on (?:est|sera|serait) | nous serions | nous voyageons(?: a)?
| on (?:vient|part|voyage) a | nous (?:venons|viendrons|partons) a | c'est pour | ce sera pour | ils seront | serons
PARTYOF: groupe de | famille de | total de
ALONE: je suis seule? | je voyage seule? | juste moi | seulement moi | moi seule?
| pour moi(?: seule?)?(?= ?(?:$|[.,;!?])) | toute? seule?
ME: moi | je | j'
WE: nous | on
OUR: nos | notre
MY: ma | mon | mes | sa | son | ses
SAME: memes?
SMALL: petite?s? | jeunes? | meilleure?
ONLY: seulement | juste | uniquement
OTHER: ouvert(?:e|es|s)? | ouvre | ferme | vols? | avion | aeroport | voiture | location de voiture | restaurant
| tables? | dejeuner | diner | repas
| film | cinema | theatre | concerts? | evenements? | spectacle | match | excursion | musee | bus | train | taxi
| coiffeur | medecin | dentiste | rendez-vous | spa | massages? | salle de sport | meteo | pluie | reunion | soins?
ROOM: chambres? | lits? | suites?
HOTEL: hotels? | appartements? | apparts? | maisons? | villas? | chalets? | cabanes? | logements? | gites?
| studios? | hebergements? | penthouse
BOOK: reserv(?:er|ation|ations|e|ons|erai)? | disponib(?:le|les|ilite|ilites) | libres?
STAY: rest(?:er|ons|erons|e|erai) | sejour(?:ner|s)? | loger | dormir | passer | heberger
INCLUDING: dont | y compris | inclus
WITHOUT: sans
NOT: pas | aucune? | ni | jamais | 0(?!\d)
WITH: avec
TO THE: au | aux
OF THE: du | des
ON THE: le(?= W| \d)
THE: l'(?=\d)
THES: le | la | les | l'
OF: de | d'
TO: a
AND: et | & | \+
OR: ou
FOR: pour
IN: en
"""
