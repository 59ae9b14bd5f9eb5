"""Portuguese, of Portugal and of Brazil."""

TABLE = r"""
OVERMORROW: depois de amanha
TIMEOFDAY: (?:de|da|pela|a|na|amanha de) (?:manha|tarde)(?= |$|[.,;!?]) | (?:a|de|pela) noite(?= |$|[.,;!?])
| ao meio[ -]dia | de madrugada | cedo
FORTNIGHT: quinzena
NOPAST: (?:a |na |o |no )?(?:semana|mes|noite|fim de semana|ano|dias?) passad[oa]s? | ontem a noite | desde ontem
| ultim[oa]s? \d* ?(?:noites?|dias|semanas?)
PER NIGHT: (?:por|cada|a|/) ?noite(?= ?(?:$|[.,;!?)]|no maximo)) | (?:por|cada|/) ?noite | (?:a )?diaria | por dia
PER PERSON: por pessoa
PERSTAY: (?:por|para|em) toda a (?:estadia|semana|estada) | pela estadia (?:toda|inteira|completa)
| no total(?= ?(?:$|[.,;!?])) | estadia (?:toda|inteira|completa) | por tudo | pela semana
UPTO: nao mais (?:de|do que|que) | menos (?:de|do que|que) | no maximo(?: de)? | maximo(?: de)? | abaixo de
| ate(?= ?(?:uns |os )?(?:€|r?\$|£)? ?\d[\d.,]* ?(?:€|r\$|\$|£|euros?|eur|reais|real|dolares|libras|usd|brl))
| ate(?= ?(?:€|r?\$|£) ?\d) | por menos de | sem passar de
ATLEAST: pelo menos | no minimo | minimo(?: de)? | mais de | acima de
| a partir de(?= ?(?:€|r?\$|£)? ?\d[\d.,]* ?(?:€|r\$|euros?|reais))
ABOUT: cerca de | por volta de | uns | umas | aproximadamente | mais ou menos | em torno de | a volta de
BUDGET: orcamento | gastar | pagar | preco | faixa de preco | verba
HOWLONG: quant[oa]s (?:noites|dias|diarias) | quanto tempo | numero de (?:noites|dias|diarias) | duracao | ate quando
HOWMANYADULTS: quantos adultos
HOWMANYKIDS: quantas criancas
HOWMANY: quant[oa]s (?:pessoas|hospedes|sao|serao|viajantes|vao|vem) | numero de (?:pessoas|hospedes|viajantes)
| para quant[oa]s(?: pessoas)? | quant[oa]s
WHEN: quando | (?:que|quais|qual)(?: e)?(?: [oa])? (?:dia|data)s? | em que (?:dia|data)s?
DATES: datas?
WHATTIME: (?:a )?que horas? | hora de (?:entrada|saida|chegada) | horarios?
LATER: mais tarde | depois
EARLIER: antes | mais cedo
CHECK LEAVE: check[ -]?out
LEAVE: saidas? | sa(?:imos|io|ir|iremos|irei|indo|em) | vamos embora | vou embora | partida | partimos | parto
| partir(?=emos| (?:no|em|a \d)) | voltamos | volto | voltar | regress(?:amos|o|ar) | deixamos | ir embora
CHECK ARRIVE: check[ -]?in
ARRIVE: entradas? | entramos | entrar | cheg(?:amos|o|ada|ando|ar|aremos|arei|ando) | vamos(?= (?:no|a|de|dia|em) )
| ir(?:emos|ei)? | viremos | vimos
UNTIL THE: ate (?:ao|o)(?: dia)?(?= \d)
UNTIL: ate(?: ao| o| a)?
FROM THE: a partir do dia
FROM: desde | a partir (?:de|do) | comecando(?: em| no| a)? | com inicio
BETWEEN: entre
MOVE: adiar | antecipar | passa(?:r)? para | mudar para | muda para | adianta(?:r)?
INSTEADOF: em vez de
CHANGE: mud(?:ar|a|amos) | alter(?:ar|a|acao) | trocar | afinal | melhor | na verdade | no final
CANCEL: cancel(?:ar|a|ado|amento|o)? | anular
EXTEND: adicionar | acrescentar | extra | adicional | adicionais
MORE: mais
LESS: menos
YESTERDAY: ontem | anteontem
TONIGHT: (?:hoje|hj) a noite | esta noite
TODAY: hoje | hj
TOMORROW: amanha
NEXT: proxim[oa]s? | que vem | que vem ai | seguinte
THIS: n?este | n?esta | n?esse | n?essa | deste | desta
WEEKEND: fi(?:m|ns) de semana | final de semana | finais de semana | fds
NIGHT: noites? | diarias | pernoites?
DAY: dias?
WEEK: semanas?(?! santa)
MONTH: mes(?:es)?
YEAR: anos?
AGO: ha(?= \d) | atras
INFUTURE: daqui a | dentro de | em(?= \d+ (?:dias?|semanas?|mes(?:es)?)\b)
BEFORE: de antecedencia
MID: meados(?: de)? | em meados(?: de)?
ENDOF: final(?: de|do)? | fim de(?= mes) | finais de
STARTOF: inicio(?: de)? | comeco(?: de)?
XMASEVE: vespera de natal | consoada | noite de natal
NYE: vespera de ano novo | reveillon | passagem de ano | fim de ano | virada do ano
NYD: ano novo | dia de ano novo
XMASDAY: dia de natal
XMAS: natal
EASTERSUN: W6 de pascoa
EASTERMON: W0 de pascoa
GOODFRI: W4 santa
EASTER: semana santa | pascoa
CARNIVAL: carnaval
VALENTINE: dia dos namorados
ADULT: adult[oa]s? | pessoas? adultas? | mais velhos
COUPLE: casais | (?<!de )casal
FAMILY: familias?
CHILD: criancas? | bebes? | miudos? | miudas? | menor(?:es)?(?: de idade)? | crianc?inhas? | adolescentes?
| meninos? | meninas? | pequen[oa]s | garotos? | neném | nenem
CHILD: filh[oa]s? | filhos? | net[oa]s? | filhinh[oa]s?
KIN: mulher | marido | esposa | esposo | parceir[oa] | companheir[oa] | namorad[oa] | mae | pai | irmao? | amig[oa]
| sogr[oa] | ti[oa] | prim[oa] | avo | colega | noiv[oa]
KINS: amigos | amigas | irmaos | irmas | primos | colegas | homens | mulheres
PARENTS: pais | avos | sogros
PERSON: pessoas? | hospedes? | pax | gente(?= em) | viajantes? | ocupantes? | lugares
OFUS: no total | ao todo | ao todos | de nos
WEARE: somos(?: em)? | seremos(?: em)? | seriamos | vamos ser | vamos(?= \d) | sao(?= \d) | serao(?: em)?
| estamos(?: em)? | viajamos(?: em)? | iremos(?= \d) | estaremos(?: em)? | vamos em(?= \d)
PARTYOF: grupo de | familia (?:de|com) | total de
ALONE: so eu | apenas eu | somente eu | eu sozinh[oa] | viajo sozinh[oa] | vou sozinh[oa] | sozinh[oa] | so para mim
| apenas para mim | para mim(?= ?(?:$|[.,;!?]))
ME: eu | comigo
WE: nos
OUR: nossos?|nossas?
MY: (?:[oa]s? )?(?:meus?|minhas?|seus?|suas?)
SAME: mesm[oa]s?
SMALL: pequen[oa]s? | melhor(?= amig)
ONLY: so | apenas | somente
OTHER: abrem? | fecham? | abert[oa]s? | voos? | aviao | aeroporto | carro | aluguel de carro | restaurante | mesas?
| almoco | jantar | comida
| filme | cinema | teatro | concertos? | shows? | eventos? | jogo | excursao | museu | autocarro | onibus | comboio
| trem | taxi | cabeleireiro | medico | dentista | consulta | spa | massage(?:m|ns) | ginasio | reuniao
ROOM: quartos? | aposentos? | camas? | suites?
HOTEL: hote(?:l|is) | apartamentos? | casas? | vivendas? | moradias? | chales? | cabanas? | alojamentos? | pousadas?
| estudios? | coberturas? | hospedagem | acomodac(?:ao|oes)
BOOK: reserv(?:a|ar|as|o|amos|acao)? | disponi(?:vel|veis|bilidade) | livres? | vaga
STAY: fic(?:ar|amos|o|aremos|arei) | estadia | estada | hosped(?:ar|agem|armos) | passar | pernoitar
INCLUDING: incluindo | contando
WITHOUT: sem
NOT: nao | nenhum[a]? | nem | nunca | 0(?!\d)
WITH: com
THE: o(?= \d| W| dia)
THES: o | os | as
TO THE: ao | aos | a(?= dia )
OF THE: do | da | dos | das
ON THE: n[oa](?= dia| \d| W)
ON: no | na | em
OF: de
TO: a
AND: e | mais(?= \d) | \+
OR: ou
FOR: para | pra | pro | por
"""
