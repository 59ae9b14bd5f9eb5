"""Guests who come by car: a car to be left somewhere, and cars told when the bot has asked about parking."""

from __future__ import annotations

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message, Span

NEAR = 6  # tokens between a car and what is done with it
BEFORE = 3  # tokens between a number and the car that it counts


def left_car(message: Message, span: Span) -> Item | None:
    """ "Somewhere to leave the car", "dass ich den Passat abstellen kann": a wish for parking in other words."""
    tagged = message.tagged
    cars = [item for item in tagged.all("car") if span.start <= item.start < span.end and not item.is_foreign]
    left = [item for item in tagged.all("car_left") if span.start <= item.start < span.end and not item.is_foreign]
    for verb in left:
        for car in cars:
            if verb.value == "yes" and max(car.start - verb.end, verb.start - car.end) <= NEAR:
                return Item(min(car.start, verb.start), max(car.end, verb.end), "feature", "parking")
    return None


def tells_cars(message: Message) -> bool:
    """ "We'll have two cars", where none is denied."""
    for car in message.tagged.all("car"):
        before = range(max(0, car.start - BEFORE), car.start)
        counted = any(message.numbers.at(index) or message.tagged.at(index, "people_one") for index in before)
        if not car.is_foreign and counted and not any(message.tagged.at(index, "thing_no") for index in before):
            return True
    return False
