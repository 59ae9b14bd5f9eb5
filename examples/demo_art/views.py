"""What lies around a home: the sea, the cove, the harbour."""

from __future__ import annotations

import math

from examples.demo_art import nature
from examples.demo_art.buildings import OCHRES, tiles
from examples.demo_art.canvas import ACCENTS, HEIGHT, SHUTTERS, WIDTH, Canvas, Color, faded, mix
from examples.demo_art.outdoors import WHITE, WOOD, lounger, parasol


def sea_view(canvas: Canvas, variant: int) -> None:
    """The bay through an open window or from a balcony."""
    nature.sky(canvas, 300)
    nature.hills(canvas, 310, 40, canvas.light.hills[0], 330)
    nature.sea(canvas, 296, 560)
    side = 1 if variant % 2 else -1
    cape = 480 + side * (190 if variant % 2 else 330)  # a window shows less than a balcony
    canvas.polygon(
        [
            (cape - 260, 420),
            (cape - 170, 350),
            (cape - 60, 318),
            (cape + 80, 316),
            (cape + 190, 352),
            (cape + 270, 424),
        ],
        canvas.light.hills[1],
    )
    canvas.polygon(
        [(cape - 260, 420), (cape + 270, 424), (cape + 240, 440), (cape - 230, 438)],
        mix(canvas.light.ground, WHITE, 0.2),
    )
    canvas.rect(cape - 9, 232, cape + 9, 322, WHITE)
    for band in (246, 276):
        canvas.rect(cape - 9, band, cape + 9, band + 14, (206, 84, 72))
    canvas.rect(cape - 12, 226, cape + 12, 234, (70, 76, 84))
    canvas.arch(cape - 8, 208, cape + 8, 227, (255, 238, 180))
    for x, y, size in ((480 - side * 190, 372, 26), (480 - side * 40, 450, 44), (480 - side * 290, 340, 14)):
        nature.boat(canvas, x, y, size, ACCENTS[(variant + round(size)) % len(ACCENTS)])
    if variant % 2:
        _frame(canvas, SHUTTERS[variant % len(SHUTTERS)])
    else:
        _balcony(canvas, variant)


def _frame(canvas: Canvas, shutter: Color) -> None:
    wall = mix(canvas.light.wall, canvas.light.shade, 0.4)
    for box in ((0, 0, 150, HEIGHT), (810, 0, WIDTH, HEIGHT), (0, 0, WIDTH, 60), (0, 560, WIDTH, HEIGHT)):
        canvas.rect(*box, wall)
    for left in (40, 812):
        canvas.polygon(
            [(left, 46), (left + 108, 62), (left + 108, 558), (left, 580)]
            if left < 100
            else [(left, 62), (left + 108, 46), (left + 108, 580), (left, 558)],
            shutter,
        )
        for slat in range(20):
            canvas.rect(left + 12, 84 + slat * 24, left + 96, 90 + slat * 24, mix(shutter, (20, 30, 40), 0.25), 2)
    canvas.rect(140, 552, 820, 584, WHITE, 3)
    canvas.rect(140, 584, 820, 592, canvas.light.shade)
    nature.pot(canvas, 240, 556, 110)
    canvas.polygon([(600, 500), (660, 500), (652, 554), (608, 554)], (54, 122, 150))
    for stem in range(5):
        nature.foliage(canvas, 604 + stem * 13, 470 - stem % 2 * 16, 15, 13, nature.PINKS[stem % 3], 6)


def _balcony(canvas: Canvas, variant: int) -> None:
    canvas.gradient(0, 560, WIDTH, HEIGHT, mix(canvas.light.ground, WHITE, 0.4), canvas.light.ground)
    for x in range(10, WIDTH, 38):
        canvas.rect(x, 440, x + 6, 570, (250, 250, 246), 2)
    canvas.rect(0, 430, WIDTH, 444, WHITE, 4)
    canvas.rect(0, 566, WIDTH, 576, mix(canvas.light.wall, (150, 140, 140), 0.2))
    nature.bougainvillea(canvas, 60, 450, 100, 66)
    nature.pot(canvas, 900, 626, 130)
    accent = ACCENTS[variant % len(ACCENTS)]
    canvas.ellipse(470, 622, 130, 10, faded((60, 50, 60), 60))
    canvas.rect(340, 520, 356, 620, WOOD, 3)
    canvas.rect(430, 540, 446, 620, WOOD, 3)
    canvas.rect(332, 536, 452, 556, accent, 8)
    canvas.polygon([(332, 548), (316, 430), (334, 426), (352, 544)], accent)
    canvas.rect(520, 540, 610, 550, WHITE, 4)
    canvas.rect(560, 550, 570, 620, WHITE)
    canvas.rect(548, 520, 568, 540, (240, 176, 120), 3)


def beach(canvas: Canvas, variant: int) -> None:
    """A cove with pines, sand and clear water."""
    nature.sky(canvas, 240)
    nature.sea(canvas, 236, 520)
    for left in (True, False):
        points = [(0, 210), (120, 196), (250, 236), (330, 290), (300, 330), (0, 372)]
        rock = points if left else [(WIDTH - x, y + 16) for x, y in points]
        canvas.polygon(rock, mix(canvas.light.ground, (190, 160, 130), 0.5))
        canvas.polygon([(x, y - 8) if y < 300 else (x, y - 60) for x, y in rock], canvas.light.hills[1])
        for step in range(6):
            x = 10 + step * 48
            nature.pine(canvas, x if left else WIDTH - x, 232 + step * 11, canvas.random.uniform(80, 120))
    shallow = [(x, 440 + 34 * math.sin(x / 960 * math.pi + variant)) for x in range(0, WIDTH + 1, 24)]
    canvas.polygon([*((x, y - 50) for x, y in shallow), (WIDTH, HEIGHT), (0, HEIGHT)], faded((150, 232, 226), 130))
    canvas.polygon([*((x, y - 7) for x, y in shallow), (WIDTH, HEIGHT), (0, HEIGHT)], faded(WHITE, 230))
    canvas.polygon([*shallow, (WIDTH, HEIGHT), (0, HEIGHT)], mix(canvas.light.ground, (255, 244, 214), 0.6))
    for _ in range(60):
        along, down = canvas.random.uniform(0, WIDTH), canvas.random.uniform(500, 636)
        canvas.ellipse(along, down, 3, 1.4, faded((190, 160, 120), 110))
    nature.boat(canvas, 470, 330, 32, ACCENTS[variant % len(ACCENTS)])
    parasol(canvas, 300, 590, 190, ACCENTS[variant % len(ACCENTS)])
    parasol(canvas, 720, 560, 140, ACCENTS[(variant + 2) % len(ACCENTS)])
    lounger(canvas, 330, 580, mix(ACCENTS[variant % len(ACCENTS)], WHITE, 0.5))
    canvas.polygon([(560, 588), (680, 588), (700, 612), (540, 612)], ACCENTS[(variant + 1) % len(ACCENTS)])
    canvas.polygon([(560, 588), (680, 588), (684, 593), (556, 593)], WHITE)


def harbour(canvas: Canvas, variant: int) -> None:
    """The old harbour: painted houses and boats on still water."""
    nature.sky(canvas, 330)
    quay, x, index = 400.0, -20.0, variant
    while x < WIDTH:
        width = canvas.random.uniform(84, 132)
        top = canvas.random.uniform(190, 270)
        color = mix(OCHRES[index % len(OCHRES)], canvas.light.wall, 0.15)
        canvas.gradient(x, top, x + width, quay, color, mix(color, canvas.light.shade, 0.3))
        tiles(canvas, x - 4, x + width + 4, top - 18, top + 3, 8)
        for y in range(int(top) + 20, int(quay) - 50, 46):
            for offset in (0.24, 0.64):
                canvas.rect(
                    x + width * offset,
                    y,
                    x + width * offset + 15,
                    y + 25,
                    mix(SHUTTERS[index % len(SHUTTERS)], (30, 40, 50), 0.1),
                    2,
                )
        canvas.arch(x + width * 0.4, quay - 40, x + width * 0.4 + 24, quay, (104, 78, 66))
        x += width
        index += 1
    canvas.rect(420, 120, 476, quay, mix(canvas.light.wall, (236, 206, 160), 0.4))  # the cathedral
    canvas.polygon([(414, 122), (482, 122), (448, 70)], mix(canvas.light.wall, (206, 160, 120), 0.5))
    canvas.arch(438, 148, 458, 196, (104, 92, 92))
    canvas.rect(0, quay, WIDTH, quay + 16, mix(canvas.light.ground, (150, 136, 124), 0.4))
    nature.sea(canvas, quay + 16, HEIGHT)
    for _ in range(60):
        wave = canvas.random.uniform(quay + 20, quay + 110)
        left = canvas.random.uniform(0, WIDTH)
        canvas.rect(
            left, wave, left + canvas.random.uniform(16, 60), wave + 3, faded(OCHRES[round(left) % len(OCHRES)], 90), 2
        )
    for boat, water, size in ((170, 470, 46), (420, 500, 58), (690, 474, 48), (860, 540, 70), (250, 580, 74)):
        nature.boat(canvas, boat, water, size, ACCENTS[(variant + boat // 90) % len(ACCENTS)])
