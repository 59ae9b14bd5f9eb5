"""Guests' words as plain tokens, and those among them that say nothing about a place to stay."""

from __future__ import annotations

import re

from bot.words.folding import bare

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# What Romance languages shorten before a vowel: "nell'Arenal" is the Arenal, in a name as in a question.
_ELIDED = frozenset("l d c j n s t m qu un all dell dall nell sull coll quell dov com".split())

COURTESY = frozenset(
    "hi hello hey hiya greetings good morning afternoon evening night thanks thank you very much so a lot cheers many"
    " bye goodbye see hola holaa buenas buenos dias tardes noches muchas muchisimas gracias adios hasta luego muy"
    " amable ola bom dia boa tarde noite obrigado obrigada muito bonjour bonsoir salut merci beaucoup hallo guten tag"
    " morgen abend danke vielen schon ciao buongiorno buonasera grazie mille there saludos".split()
)

_FUNCTION = (
    "a an the and or but of to in on at for from with without by as is are am be been was were do does did have has had"
    " i we you they it he she me us my our your their its this that these those there here what which who when where"
    " how why can could would will shall may might should must if so not no yes ok okay please some any other more most"
    " much many very just only also too than then need want like love looking look search find show give tell get"
    " let's i'm we're i'd we'd i'll we'll it's that's something anything one ones option options"
    " el la los las un una unos unas lo y e o u pero de del al en con sin por para a que cual cuales quien cuando donde"
    " como cuanto cuanta cuantos cuantas es son soy somos seremos ser esta estan estamos hay tiene tienen teneis tengo"
    " tenemos tener me te se nos os le les mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa eso esto"
    " si no muy mas menos tambien solo ya algo alguno alguna algun otro otra otros otras todo toda favor quiero"
    " queremos quisiera quisieramos querria busco buscamos buscar necesito necesitamos gustaria puede puedes podeis"
    " podria ver dame muestrame ensename dime opcion opciones vamos ir iremos"
)
_JOURNEY = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre"
    " diciembre monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado"
    " domingo today tomorrow tonight hoy manana day days night nights week weeks weekend month dia dias noche noches"
    " semana semanas finde mes fin next this proximo proxima arrive arriving arrival leave leaving departure check"
    " checkin checkout llegada llegamos llegar salida salimos salir entrada date dates fecha fechas guest guests people"
    " person persons adult adults child children kid kids personas persona adultos adulto ninos nino ninas huespedes"
    " huesped two three four five six seven eight nine ten dos tres cuatro cinco seis siete ocho nueve diez book"
    " booking reserve reservation reservar reserva free available availability disponible disponibles disponibilidad"
    " libre price prices cost costs cheap cheaper cheapest expensive precio precios cuesta cuestan barato barata caro"
    " budget presupuesto euro euros eur usd dollar dollars dolares gbp pounds per por st nd rd th from until hasta"
    " desde entre between stay staying estancia alojarnos accommodation alojamiento alojamientos place places sitio"
)
UNTELLING = frozenset(_FUNCTION.split()) | frozenset(_JOURNEY.split()) | COURTESY


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return [_whole(word) for word in _TOKEN.findall(bare(text))]


def _whole(word: str) -> str:
    elided, mark, rest = word.replace("’", "'").partition("'")
    return rest if mark and elided in _ELIDED else word


def telling(text: str) -> list[str]:
    """The words that may describe a place, as they were written, in order."""
    return [word for word in _TOKEN.findall(text) if _tells(bare(word))]


def _tells(word: str) -> bool:
    return word not in UNTELLING and not any(char.isdigit() for char in word)
