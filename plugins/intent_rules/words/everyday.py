"""Everyday words of each language, without accents: what tells the languages apart."""

EVERYDAY_WORDS = {
    "en": """
        budget the a an and or of to in on at for with from is are was were be been am i we you he she they it my our
        your this that these those will would can could should have has had do does did not no yes please
        thanks thank hello hi hey good morning afternoon evening there here what when where which who how why
        need want looking look like book booking room rooms night nights guest guests people person adults
        adult kids children child baby house apartment stay staying arrive arriving leave leaving check
        checking until till through next week weekend day days month january february march april may june
        july august september october november december monday tuesday wednesday thursday friday saturday
        sunday today tomorrow tonight us me just only more less one two three four five six seven eight nine
        ten under than about per also any some if but so sorry sure great perfect i'm i'd i'll we're we'd
        we'll it's don't let's that's there's you're pool view beach available availability price cheap bye
        help wife husband without family friends make change actually instead reservation""",
    "es": """
        el la los las un una unos unas y o de del al a en con por para sin que es son somos soy estoy estamos
        fue era ser hay tiene tienen teneis tienes tenemos tengo mi mis nuestro nuestra su sus este esta ese
        esa esto eso yo tu nosotros vosotros ellos me nos te se le lo no si pero muy mas menos hola buenas
        buenos dias tardes noches gracias favor quiero queremos quisiera necesito necesitamos busco buscamos
        reservar reserva habitacion habitaciones noche dia semana fin finde mes adultos adulto ninos nino
        ninas bebe personas persona casa piso apartamento llegamos llego llegada salida salimos hasta desde
        entre proximo proxima viene hoy manana pasado ahora enero febrero marzo abril mayo junio julio agosto
        septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo primera
        segunda tercera cuarta quinta dos tres cuatro cinco seis siete ocho nueve diez solo seremos mejor
        final cuando cuanto cuantos cuesta donde como cual vale claro tambien algo alguna piscina vistas mar
        playa disponible disponibilidad precio barato adios ayuda gustaria podria puedo podemos cambiar
        familia amigos mujer marido perro perros aparcamiento mascotas vamos ir quedarnos quedar presupuesto
        euros maximo sitio libre libres otra otro seria pareja hijos hijo hija""",
    "pt": """
        a euros o os as um uma uns umas e ou de do da dos das ao aos em no na nos nas com por para pra sem que sao
        somos sou estou estamos foi era ser ha maximo tem temos tenho meu minha meus nosso nossa seu sua este esta
        esse essa isso eu voce voces eles me se lhe nao sim mas muito mais menos ola oi bom boa dia tarde
        noite obrigado obrigada favor quero queremos queria gostaria preciso precisamos procuro procuramos
        reservar reserva quarto quartos noites semana fim mes adultos adulto criancas crianca bebe pessoas
        pessoa casa apartamento chegamos chego chegada saida saimos ate desde entre proximo proxima vem hoje
        amanha depois agora janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro
        dezembro segunda terca quarta quinta sexta sabado domingo feira dois duas tres quatro cinco seis sete
        oito nove dez so apenas seremos melhor quando quanto quantos custa onde como qual tambem algum alguma
        piscina vista praia disponivel disponibilidade preco barato tchau ajuda poderia posso podemos mudar
        familia amigos mulher marido cachorro caes estacionamento filhos filho filha ficar hospedar orcamento
        reais tudo bem cafe manha""",
    "fr": """
        budget
        a euros par le la les un une des et ou de du au aux en dans avec pour sans sur que qui est sont sommes suis etre
        il elle on nous vous je tu ils mon ma mes notre nos votre vos ce cet cette ces ne pas plus moins oui
        non mais tres bonjour bonsoir salut merci plait svp voudrais voudrions voulons veux cherche cherchons
        besoin reserver reservation chambre chambres nuit nuits jour jours semaine week-end mois adultes
        adulte enfants enfant bebe personnes personne maison appartement arrivons arrivee arrive depart
        partons jusqu'au jusqu'a jusque entre prochain prochaine demain aujourd'hui apres-demain maintenant
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi
        mercredi jeudi vendredi samedi dimanche deux trois quatre cinq six sept huit neuf dix seulement serons
        quand combien comment quel quelle aussi piscine vue mer plage disponible prix cher revoir aide pouvons
        pourrais peut changer famille amis femme mari chien chiens parking j'ai d'une d'un l'hotel c'est s'il
        qu'il n'est est-ce avez-vous y a-t-il finalement environ sejour rester logement proche fils fille""",
    "de": """
        budget
        euro der die das den dem des ein eine einen einem einer und oder von vom zu zum zur in im am an auf mit fur
        ohne bei nach uber unter ist sind war waren sein bin ich wir sie er es du ihr mein meine meinen unser
        unsere mich mir uns dieser diese dieses nicht kein keine keinen ja nein aber sehr mehr weniger hallo
        guten tag morgen abend danke bitte mochte mochten will wollen suche suchen brauche brauchen buchen
        reservieren zimmer doppelzimmer nacht nachte woche wochenende monat erwachsene erwachsenen kinder kind
        baby personen person haus ferienhaus wohnung ferienwohnung ankunft anreise abreise ankommen kommen bis
        ab zwischen nachste nachsten nachster heute ubermorgen jetzt januar februar marz april mai juni juli
        august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
        zwei drei vier funf sechs sieben acht neun zehn nur wann wieviel wie wo was welche auch schwimmbad
        blick meer strand frei verfugbar preis gunstig tschuss hilfe konnen konnte haben hatte hatten gibt
        andern familie freunde frau mann hund hunde parkplatz doch lieber tage tagen pro mal gerne gern wurde
        werden bleiben hochstens maximal etwa""",
    "it": """
        a euro il lo la i gli le un uno una e o di del della dei delle al alla ai in nel nella con per senza che sono
        siamo essere c'e ci io noi voi tu lui lei loro mio mia miei nostro nostra suo sua questo questa quello
        quella non si no ma molto piu meno ciao buongiorno buonasera salve grazie favore vorrei vorremmo
        voglio vogliamo cerco cerchiamo bisogno prenotare prenotazione camera camere notte notti giorno giorni
        settimana fine mese adulti adulto bambini bambino bambina persone persona casa appartamento arriviamo
        arrivo arrivare partenza partiamo fino dal dalla tra fra prossimo prossima oggi domani dopodomani
        adesso gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
        lunedi martedi mercoledi giovedi venerdi sabato domenica due tre quattro cinque sei sette otto nove
        dieci solo saremo quando quanto quanti costa dove come quale anche piscina vista mare spiaggia
        disponibile disponibilita prezzo economico arrivederci aiuto potrei possiamo cambiare famiglia amici
        moglie marito cane cani parcheggio budget massimo circa soggiorno restare rimanere dell'anno un'altra
        l'hotel va bene figli figlio figlia invece meglio""",
}
