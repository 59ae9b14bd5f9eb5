"""Guests who come by car: a car to be left somewhere, and cars told when the bot has asked about parking."""

from __future__ import annotations

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span

NEAR = 6  # tokens between a car and what is done with it
BEFORE = 3  # tokens between a number and the car that it counts


def left_car(message: Message, span: Span) -> Item | None:
    """ "Somewhere to leave the car", "dass ich den Passat abstellen kann": a wish for parking in other words."""
    for index in range(span.start, span.end):
        car = message.tagged.at(index, "car")
        verb = _verb_near(message, span, car) if car and not car.is_foreign else None
        if car and verb and verb.value == "yes" and not _holds(message, verb, car):
            return Item(min(car.start, verb.start), max(car.end, verb.end), "feature", "parking")
    return None


def _holds(message: Message, verb: Item, car: Item) -> bool:
    """ "I leave the keys in the car", "put the car keys there"."""
    inside = any(message.tagged.at(index, "place_in") for index in range(verb.end, car.start))
    return inside or message.tagged.at(car.start, "thing_idiom") is not None


def _verb_near(message: Message, span: Span, car: Item) -> Item | None:
    """The verb for leaving a car that stands nearest to it in its clause."""
    around = range(max(span.start, car.start - NEAR - 1), min(span.end, car.end + NEAR + 1))
    verbs = [verb for at in around if (verb := message.tagged.at(at, "car_left")) and not verb.is_foreign]
    return min(verbs, key=lambda verb: max(car.start - verb.end, verb.start - car.end), default=None)


def tells_cars(message: Message) -> bool:
    """ "We'll have two cars", where none is denied."""
    for car in message.tagged.all("car"):
        before = range(max(0, car.start - BEFORE), car.start)
        counted = any(message.numbers.at(index) or message.tagged.at(index, "people_one") for index in before)
        if not car.is_foreign and counted and not any(message.tagged.at(index, "thing_no") for index in before):
            return True
    return False
