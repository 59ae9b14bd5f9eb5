"""What a concierge that only looks things up cannot truthfully say, by class, in six languages.

Patterns for plain text (reading.plain), except NAMED, which needs capitals.
"""

from __future__ import annotations

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


# 1. A deed: the first person in the past; only looking things up is a deed it can have done.
DEED = _words(
    r"(?:i|we)(?:'ve| have| had)?(?: just| already| now| also| gone ahead and)* (?!(?:need|red|bed|feed)\b)(?P<en>\w{2,}ed|sent|spoken|spoke|put|held|kept|set|made|got|told|given|gave|taken|took|paid|written|wrote|rung|let)"
    r"|(?:he|hemos)(?: ya| tambien)* (?P<es>\w+[ai]d[oa]s?|hecho|puesto|dicho|escrito)"
    r"|(?:j'|je (?:vous |t'|l'|les |lui )?|nous (?:vous |l'|les )?(?:l')?)(?:ai|avons)(?: deja| bien| aussi)* (?P<fr>\w{2,}(?:e|i|u|s|t)e?s?)"
    r"|(?:ich habe|wir haben|habe ich|haben wir)\b[^.;!?]{0,300}? (?P<de>(?:\w{0,6}ge\w{2,}(?:t|en)|\w{2,}iert|(?:be|ver|er|ent)\w{2,}(?:t|en)))"
    r"|(?:ho|abbiamo)(?: gia| anche| appena)* (?P<it>\w+(?:at|ut|it|s|tt|st)[oaie])"
    r"|(?P<pt>(?!lei\b|sei\b|rei\b)\w{2,}ei)(?= (?:com|o|a|os|as|ao|lhe|vos|ja|para|tudo|de)\b)"
)
LOOKED = re.compile(
    r"(?:noted|talk|drop|updat|anotad|hablad|actualiz|descart|retirad|dejad|prepar|found|look|check|search|compar|pick|choose|chosen|select|list|understood|misunderst|includ|narrow|tried|miss(?:ed|$)|mention|suggest|recommend|explain|sort|need|notic|want|hop(?:e|ed)|us(?:e|ed)$|add(?:ed)?$|read|liked?|help|"
    r"encontr|mirad|buscad|comprobad|comparad|elegid|seleccionad|entendid|vist|incluid|mencionad|explicad|anadid|dicho|intentad|"
    r"trouv|cherch|verifi|compar|chois|selectionn|compris|inclus|mentionn|regard|vu$|not[ei]|"
    r"gefunden|gesucht|gesehen|verglichen|gepruft|ausgewahlt|ausgesucht|verstanden|erwahnt|geschaut|angesehen|"
    r"trovat|cercat|controllat|confrontat|scelt|selezionat|capit|vist|inclus|menzionat|"
    r"encontrei|procurei|verifiquei|comparei|selecionei|percebi|mostrei|incluirei|mostrarei|procurarei|verificarei|enviarei$)"
)
# 2. A deed to come that nobody has agreed to.
WILL = _words(
    r"(?:i|we)(?:'ll| will|'m going to|'re going to) (?:gladly |happily |also |just )?(?:ask the owner|talk to the owner|have (?:it|the)|pick|collect|fetch|meet|welcome|hold|keep|reserve|book|block|knock|take|cut|waive|cover|pay|throw|give you (?:back|a)|return|refund|call|phone|ring|email|text|arrange|organi[sz]e|deliver|bring|wait)\w*"
    r"|(?:os|te|le|les) (?:recog|devolv|guard|apart|reserv|regal|descont|descuent|llam|esper|rebaj|invit)\w+|(?:vi|ti) (?:teniamo|ridiamo|restituiamo|aspettiamo|veniamo|regaliamo|rimborsiamo|prenotiamo|facciamo|faccio)"
    r"|on vous (?:rend|rembourse|attend|garde|reserve|offre|ramene)\w*|(?:je|nous) vous (?:garde|reserve|offr|fai[st]|rembours|attend)\w*"
    r"|(?:holen|schenken|erstatten|erlassen|reservieren|halten|erwarten) (?:wir|ich)|(?:wir|ich) (?:holen|schenken|erstatten|erlassen|reservieren|erwarten|hole|schenke|halte) (?:sie|euch|ihnen|dir|die|das)|devolvemos|oferecemos|guardamos|buscamos(?:-vos| voces)|vamos buscar"
)
# 3. Whether it is let: nobody in it, still to be had, yours.
LET = _words(
    r"(?:nobody(?! of our)|no one|no-one|nadie(?! de nuestro)|personne|niemand|nessuno|ninguem)\b[^.;!?]{0,25}\b(?:in it|has|have|there|booked|took|taken|else|cogid\w+|reservad\w+|tiene|ha|a|l'|pris\w*|gebucht|genommen|preso|presa|l'ha|marcou|reservou)"
    r"|no hay nadie|(?:is|are|it's|'s) (?:all )?yours|es (?:tuya|vuestra|suya)|e (?:vossa|sua|vostra|tua)|casa e vossa|(?:est|c'est) a (?:vous|toi)|gehort (?:ihnen|euch|dir)|zu haben|(?:noch|ist) frei|a vossa espera|vi aspettiamo"
    r"|(?:it's|all|everything is|consider it|esta todo|todo|tudo|esta tudo|tutto|e tutto|alles(?: ist)?|tout est) (?:done|set|sorted|settled|arranged|arreglado|hecho|listo|tratado|sistemato|fatto|a posto|erledigt|geregelt|regle|arrange)|c'est note"
    r"|da parte|de cote|beiseite|zuruckgelegt|eingetragen|vorgemerkt|festgehalten"
)
# 4. Money back, nothing to pay, paid by whom and when.
FREE = _words(
    r"rembours\w*|(?:zuruck|ruck)?erstatt\w*|rimbors\w*|(?:money|cent|penny|euro|geld|soldi|argent|dinero|dinheiro|centimo)\b[^.;!?]{0,20}\b(?:back|zuruck|indietro)|(?:rend|ridiamo|devolv|restitu)\w*\b[^.;!?]{0,25}\b(?:argent|soldi|dinero|dinheiro|centimo|importe|denaro)|no pierdes? nada|(?:sin|senza|sem|sans|ohne|no) (?:penal\w*|multas?|frais d'annulation|stornogebuhr\w*)"
    r"|(?:won't|don't|needn't|do not) (?:have to )?pay (?:anything|a thing|for)|nothing to pay|(?:no|non) se? ?(?:paga\w*|si paga\w*)|non si paga(?:no)?|zahl\w* (?:nichts|keine?n?)|ne (?:paie|paye)\w* rien|schenken wir|(?:corre|va|es|e|fica) (?:de|por|a) (?:nuestra|nossa) (?:parte|cuenta|conta)|a carico nostro|part of the deal|gratuitement|gratuitamente|de graca|de borla"
)
# 5. Dearer or cheaper than what: a fraction, a superlative, a round sum.
RELATIVE = _words(
    r"(?:half|twice|double|a third|a quarter) (?:of |as |the |less|more|off|much)+(?:price|cost|rate|dear|cheap|expensive|much)?|(?:by|to) (?:half|a third|a quarter|double)|(?:un |um |ein )?(?:tercio|terco|tiers|drittel|viertel|terzo|quarto) (?:menos|moins|weniger|meno|billiger|mas|plus|mehr)|la (?:mitad|moitie|meta)|a metade|die halfte|(?:deux|dos|due|duas) (?:fois|veces|volte|vezes)"
    r"|cheapest|best (?:value|price|rate|deal)|lowest[- ]priced?|mas barat[oa]s?|moins cher\w*|(?:gun|billig)stigst\w*|billigst\w*|gunstigst\w*|mais barat[oa]s?|piu economic\w+|meno car[oi]|prezzo migliore|mejor precio|meilleur prix|besten? preis|melhor preco"
    r"|grand|a couple of hundred|tausender|hunderter|centinaio|migliaio|centaine|millier|centena(?:r)?|milhar|pico"
)
# 6. What the price covers, taxes and deposits: no row has them.
CHARGES = tuple(
    map(
        _words,
        (
            r"(?:tourist|city|eco|local) tax(?:es)?|taxes|kurtaxe|ecotasa|tasa turistica|taxe de sejour|tassa di soggiorno|taxa turistica",
            r"electricity|strom|electricidad|electricite|elettricita|eletricidade",
            r"mattress(?:es)?|colchon(?:es)?|matelas|matratzen?|materass[oi]|colch(?:ao|oes)|(?:folding|extra|additional|spare|camp|roll-?away) beds?|zustellbett(?:en)?|cama (?:supletoria|extra|plegable)|lits? d'appoint|lett[oi] aggiunt\w+|sofa-? ?cama|sofa-beds?",
            r"en[- ]?suites?|(?:guest|second|separate|extra) (?:toilet|wc|shower room|bathroom|bath)|guest toilet|aseo|gaste-?wc|(?:own|private) (?:bath|shower)\w*|propre salle de bains?|bano (?:propio|privado)|eigenes? bad\w*|bagno (?:privato|proprio)|(?:banheiro|casa de banho) (?:privativ\w+|propri\w+)",
            r"private (?:\w+ )?pool|(?:pool|piscina|piscine)\b[^.;!?]{0,30}\b(?:all yours|to yourselves?|privad[oa]|privee?|privat\w*|allein|exclusiv\w+|solo para|nur fur sie)|nobody else uses it",
            r"croissants?|pastr(?:y|ies)|toast|tostadas|zumo|juice|(?:cooked|prepared) (?:meals?|dinners?)|preparan|brotchen",
            r"wheel ?chair|step-free|silla de ruedas|fauteuil roulant|rollstuhl\w*|sedia a rotelle|cadeira de rodas|barrierefrei",
        ),
    )
)
SEA = _words(
    r"(?:see|seen|look\w*|gaze|facing|faces|watch)\b[^.;!?]{0,25}\b(?:sea|ocean|waves)|(?:ver|ve|ven|vese|ve-se|veem-se|vedere|vede|vedono|vedete|voit|voir|voyez|sieht|sehen|blick\w*|schau\w*)\b[^.;!?]{0,30}\b(?:mar|mer|meer|mare|olas|ondas|onde|vagues|wellen)"
    r"|(?:mar|mer|mare)\b[^.;!?]{0,15}\b(?:se ve|vista)|directement sur la (?:mer|plage)|directly on the (?:sea|beach)|a (?:dos|dois|due|deux|pochi) (?:pasos|passos|passi|pas) (?:del?|do|da|dal|de la) (?:mar|mare|mer|playa|praia|plage|spiaggia)|(?:steps|stone's throw) from the (?:sea|beach)"
)
# 7. Speaking of what it may say; other ways to reach somebody.
LEAK = _words(
    r"me (?:han|pidieron|pediram|hanno) (?:pedido|prohibido|ordenado|chiesto|vietato|detto)|on m'a (?:dit|demande|interdit)|man hat mir (?:gesagt|verboten)|mir wurde (?:gesagt|verboten)|mi e stato (?:detto|chiesto)|(?:not|n't) allowed to (?:say|tell|reveal|discuss|talk)|(?:reveal|disclos|revel|margin|margenes|margens)\w*|(?:no|nao) (?:me )?permit\w+ (?:decir|dizer)|darf (?:ich )?nicht (?:sagen|verraten)"
)
REACH = re.compile(
    r"(?<![\w@])@[\w.]{3,}|(?<!\w)(?:instagram|facebook|telegram|messenger|skype|tiktok|signal|airbnb|vrbo|durchwahl)(?!\w)|(?<![\w.-])[\w.-]+ ?(?:\bat\b|\(at\)|\[at\]|\barroba\b|\barobase\b|\bchiocciola\b) ?[\w-]+ ?(?:\.|\b(?:dot|punto|punkt|point|ponto)\b) ?(?:com|es|net|org|eu|fr|de|it|pt)(?!\w)"
)
NAMED = re.compile(
    r"(?<!\w)(?:[Cc]all|[Tt]ext|[Rr]ing|[Pp]hone|[Mm]essage|[Ww]rite to|[Aa]sk(?: for)?|[Cc]ontact|[Ll]lam[ae]d? a|[Ee]scrib\w+ a|[Hh]abl\w+ con|[Pp]regunt\w+ (?:por|a)|[Ff]al[ea]\w* com|[Ll]igu?e[mn]? (?:para|a|à|ao)|[Aa]ppele[zr]|[Éé]crivez à|[Dd]emandez(?: à)?|[Rr]ufen Sie|[Ff]ragen Sie(?: \w+)? nach|[Cc]hiam\w+|[Ss]criv\w+ a|[Pp]arl\w+ con|[Cc]hied\w+ (?:di|a))(?:\s+(?:o|a|à|ao|den|die|Herrn|Frau|Mr\.?|Mrs\.?|Don|Doña))?\s+(?P<who>[A-ZÁÉÍÓÚÑ][a-záéíóúüñçãõäöß]+)"
)
# 8. A second bath where the row has one: what is counted by an ordinal.
ORDINALS = {
    2: r"second|segund[oa]|deuxieme|zweite[rsn]?|second[oa]",
    3: r"third|tercer[oa]?|troisieme|dritte[rsn]?|terz[oa]|terceir[oa]",
    4: r"fourth|cuart[oa]|quatrieme|vierte[rsn]?|quart[oa]",
}
ROOM = {
    "bathrooms": r"bath(?:room)?s?|toilet|shower room|wc|bad(?:ezimmer)?|bano|aseo|salle de bains?|bagno|casa de banho|banheiro",
    "bedrooms": r"bed ?room|dormitorio|habitacion|chambre|schlafzimmer|camera|quarto",
}
# 9. People in words that mean something else elsewhere, and German "zu sechst".
ZU = {"zweit": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10}
PEOPLE = re.compile(
    rf"(?<!\w)(?:zu (?P<zu>{'|'.join(ZU)})|(?:in|per|fino a|siete|a|para|pour|hasta|ate|fur|bis zu|for) (?P<w>sei|sette|sept|dos|tres|tre|due|sete|six|seis|huit|ocho|oito|otto|acht|dix|diez|dez|dieci|zehn|eight|ten))(?=\s*(?:$|[.,;!?)]| (?:sin|sans|ohne|senza|sem|without|people|people|personas|pessoas|personnes|persone|personen|amig\w+|friends|amis|amici|freunde)(?!\w)))"
)
