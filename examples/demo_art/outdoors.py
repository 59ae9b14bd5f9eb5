"""What a home has outside: pools, terraces, gardens."""

from __future__ import annotations

import math

from examples.demo_art import nature
from examples.demo_art.buildings import tiles, window
from examples.demo_art.canvas import ACCENTS, HEIGHT, SHUTTERS, WIDTH, Canvas, Color, circle, faded, mix

WOOD: Color = (188, 140, 100)
WHITE: Color = (255, 255, 255)
WATER: tuple[Color, Color] = ((70, 190, 210), (134, 222, 226))


def lounger(canvas: Canvas, x: float, y: float, cushion: Color) -> None:
    canvas.ellipse(x + 56, y + 30, 70, 6, faded((60, 60, 80), 50))
    canvas.line([(x, y + 10), (x + 104, y + 10)], WOOD, 6)
    for leg in (x + 12, x + 92):
        canvas.rect(leg, y + 10, leg + 5, y + 30, WOOD)
    canvas.rect(x + 30, y - 2, x + 108, y + 9, cushion, 5)
    canvas.polygon([(x + 34, y + 8), (x - 12, y - 36), (x - 4, y - 42), (x + 46, y - 2)], cushion)
    canvas.ellipse(x, y - 32, 14, 8, mix(cushion, WHITE, 0.6))


def parasol(canvas: Canvas, x: float, ground: float, size: float, color: Color) -> None:
    canvas.rect(x - 3, ground - size, x + 3, ground, (236, 230, 222), 2)
    top, edge = ground - size * 1.12, ground - size * 0.8
    for part in range(6):
        left, right = x - size * 0.7 + part * size * 0.2334, x - size * 0.7 + (part + 1) * size * 0.2334
        canvas.polygon(
            [(x, top), (left, edge), ((left + right) / 2, edge + 7), (right, edge)],
            color if part % 2 else mix(color, WHITE, 0.82),
        )
    canvas.ellipse(x, top, 4, 4, WOOD)


def _paving(canvas: Canvas, top: float, color: Color) -> None:
    canvas.gradient(0, top, WIDTH, HEIGHT, mix(color, WHITE, 0.1), color)
    for step in range(-14, 15):
        canvas.line([(480 + step * 50, top), (480 + step * 130, HEIGHT)], faded((140, 120, 110), 46), 1.6)
    y, gap = top, 12.0
    while y < HEIGHT:
        canvas.rect(0, y, WIDTH, y + 1.6, faded((140, 120, 110), 46))
        y += gap
        gap *= 1.35


def pool(canvas: Canvas, variant: int) -> None:
    """A pool with loungers, the sea or trees behind it."""
    accent = ACCENTS[variant % len(ACCENTS)]
    nature.sky(canvas, 280)
    nature.hills(canvas, 292, 46, canvas.light.hills[0])
    if canvas.seaside:
        nature.sea(canvas, 262, 332)
    else:
        nature.hills(canvas, 318, 40, canvas.light.hills[1])
    for x in range(-10, 980, 46):
        nature.foliage(canvas, x, 338, 40, 30, canvas.light.leaf[x // 46 % 2], 8)
    if variant % 3 == 0:
        canvas.rect(650, 180, 990, 352, canvas.light.wall)
        tiles(canvas, 632, 1010, 132, 184, 34)
        for x in (712, 842):
            window(canvas, x, 224, 44, 64, SHUTTERS[variant % len(SHUTTERS)])
    nature.pine(canvas, 120, 350, 270)
    nature.palm(canvas, 560 if variant % 3 == 0 else 800, 352, 280)
    _paving(canvas, 350, mix(canvas.light.ground, WHITE, 0.36))
    edge = (
        [(250, 400), (760, 400), (930, 600), (60, 600)]
        if variant % 2
        else [(180, 404), (820, 404), (820, 590), (180, 590)]
    )
    shape = 0 if variant % 2 else 60
    if shape:
        canvas.rect(168, 392, 832, 600, (250, 246, 238), 70)
        canvas.rect(184, 406, 816, 588, WATER[0], shape)
        canvas.rect(184, 420, 816, 588, mix(*WATER, 0.4), shape)
    else:
        canvas.polygon([(234, 390), (776, 390), (960, 614), (28, 614)], (250, 246, 238))
        canvas.polygon(edge, WATER[0])
        canvas.polygon([(242, 412), (768, 412), (922, 594), (70, 594)], mix(*WATER, 0.4))
    for _ in range(34):
        top = canvas.random.uniform(424, 576)
        left = canvas.random.uniform(230, 720)
        wave = [
            (left + step * 6, top + math.sin(step * 0.9) * 2.4) for step in range(int(canvas.random.uniform(4, 11)))
        ]
        canvas.line(wave, faded(WHITE, 120), 2)
    parasol(canvas, 150, 402, 150, accent)
    lounger(canvas, 34, 404, mix(accent, WHITE, 0.3))
    lounger(canvas, 826, 396, mix(accent, WHITE, 0.3))
    canvas.line([(640, 396), (640, 366), (656, 358), (664, 372), (664, 420)], (214, 220, 226), 4)
    canvas.line([(672, 396), (672, 366), (688, 358), (696, 372), (696, 420)], (214, 220, 226), 4)
    canvas.ellipse(430, 500, 36, 17, accent)
    canvas.ellipse(430, 498, 18, 8, mix(*WATER, 0.4))
    nature.pot(canvas, 918, 626, 90, (232, 226, 216))


def terrace(canvas: Canvas, variant: int) -> None:
    """A table laid under a pergola or an awning."""
    accent = ACCENTS[variant % len(ACCENTS)]
    nature.sky(canvas, 330)
    nature.hills(canvas, 340, 60, canvas.light.hills[0])
    if canvas.seaside:
        nature.sea(canvas, 306, 400)
        nature.boat(canvas, 610, 346, 20, WHITE)
    nature.hills(canvas, 408, 30, canvas.light.hills[1])
    for x in range(-10, 980, 50):
        nature.foliage(canvas, x, 424, 42, 28, canvas.light.leaf[x // 50 % 2], 8)
    _paving(canvas, 440, mix((222, 160, 124), canvas.light.ground, 0.45))
    canvas.rect(0, 386, WIDTH, 442, canvas.light.wall) if variant % 3 else _railing(canvas)
    canvas.rect(0, 378, WIDTH, 390, mix(canvas.light.wall, (196, 150, 120), 0.5), 2)
    canvas.rect(0, 0, 150, 520, mix(canvas.light.wall, canvas.light.shade, 0.6))
    canvas.rect(142, 0, 152, 520, canvas.light.shade)
    window(canvas, 46, 190, 54, 150, SHUTTERS[variant % len(SHUTTERS)])
    if variant % 2:
        canvas.polygon([(120, 30), (900, 30), (960, 118), (120, 118)], mix(accent, WHITE, 0.2))
        for stripe in range(0, 780, 78):
            canvas.polygon(
                [(120 + stripe, 30), (159 + stripe, 30), (162 + stripe * 1.076, 118), (120 + stripe * 1.076, 118)],
                (255, 252, 244),
            )
    else:
        for x in (170, 880):
            canvas.rect(x, 60, x + 20, 540, (246, 242, 234), 2)
        for beam in range(90, 960, 74):
            canvas.rect(beam, 36, beam + 16, 84, WOOD, 2)
        canvas.rect(90, 70, 960, 90, mix(WOOD, WHITE, 0.1), 3)
        for x in range(100, 960, 24):
            nature.foliage(canvas, x, 62 + canvas.random.uniform(-14, 18), 26, 17, canvas.light.leaf[1], 7)
        nature.bougainvillea(canvas, 870, 120, 60, 52)
    _table(canvas, 520, 470, accent)
    nature.pot(canvas, 208, 520, 100)
    nature.pot(canvas, 900, 590, 120)


def _railing(canvas: Canvas) -> None:
    for x in range(0, WIDTH, 22):
        canvas.rect(x, 386, x + 4, 442, (246, 246, 242), 1)


def _table(canvas: Canvas, x: float, y: float, accent: Color) -> None:
    canvas.ellipse(x, y + 120, 210, 18, faded((60, 50, 60), 60))
    for side in (-1, 1):
        seat = x + side * 196
        canvas.rect(seat - 36, y + 40, seat + 36, y + 54, accent, 6)
        back = seat + side * 32
        canvas.rect(back - 5, y - 50, back + 5, y + 120, WOOD, 3)
        canvas.rect(seat - side * 28 - 4, y + 50, seat - side * 28 + 4, y + 120, WOOD, 3)
        canvas.rect(back - 7, y - 46, back + 7, y + 20, accent, 6)
    canvas.rect(x - 150, y, x + 150, y + 15, mix(WOOD, WHITE, 0.24), 6)
    for leg in (-128, 118):
        canvas.rect(x + leg, y + 12, x + leg + 10, y + 122, WOOD, 3)
    canvas.rect(x - 54, y + 1, x + 54, y + 44, faded(mix(accent, WHITE, 0.78), 255))
    canvas.polygon([(x - 40, y - 24), (x + 40, y - 24), (x + 24, y), (x - 24, y)], (236, 240, 242))
    for dx in (-22, -4, 15):
        canvas.ellipse(x + dx, y - 28, 13, 11, (246, 208, 74))
    for glass in (-96, 96):
        canvas.polygon(
            [(x + glass - 11, y - 40), (x + glass + 11, y - 40), (x + glass + 7, y - 16), (x + glass - 7, y - 16)],
            faded((240, 176, 120), 190),
        )
        canvas.rect(x + glass - 1.5, y - 16, x + glass + 1.5, y - 2, faded(WHITE, 200))
        canvas.rect(x + glass - 9, y - 3, x + glass + 9, y, faded(WHITE, 220), 1)


def garden(canvas: Canvas, variant: int) -> None:
    """A lawn with a hammock between trees, behind a dry stone wall."""
    nature.sky(canvas, 320)
    nature.hills(canvas, 338, 60, canvas.light.hills[0])
    nature.hills(canvas, 372, 44, canvas.light.hills[1])
    canvas.gradient(
        0, 380, WIDTH, HEIGHT, mix(canvas.light.leaf[1], WHITE, 0.08), mix(canvas.light.leaf[1], (216, 220, 130), 0.3)
    )
    nature.stone_wall(canvas, 366, 410)
    for x in (60, 900):
        nature.cypress(canvas, x, 392, 210)
    canvas.polygon([(430, 412), (520, 412), (700, HEIGHT), (300, HEIGHT)], mix(canvas.light.ground, WHITE, 0.4))
    nature.olive(canvas, 230, 500, 290)
    nature.olive(canvas, 740, 500, 270) if variant % 2 else nature.pine(canvas, 740, 500, 330)
    accent = ACCENTS[variant % len(ACCENTS)]
    curve = [(268 + step * 22.5, 366 + 92 * math.sin(step / 20 * math.pi)) for step in range(21)]
    canvas.polygon(
        [*curve, *((x, y - 26 * math.sin((x - 268) / 450 * math.pi) - 3) for x, y in reversed(curve))], accent
    )
    for step in range(2, 20, 3):
        knot, hang = curve[step]
        canvas.line([(knot, hang), (knot, hang - 24 * math.sin(step / 20 * math.pi))], mix(accent, WHITE, 0.7), 5)
    nature.lavender(canvas, 20, 400, 600)
    nature.lavender(canvas, 640, 950, 596)
    nature.bougainvillea(canvas, 890, 420, 70, 44)
    for _ in range(26):
        left, top = canvas.random.uniform(0, WIDTH), canvas.random.uniform(520, 632)
        canvas.ellipse(left, top, 3, 3, canvas.random.choice((WHITE, (250, 214, 90), (240, 130, 120))))


def barbecue(canvas: Canvas, variant: int) -> None:
    """A built barbecue and a bench under the trees."""
    nature.sky(canvas, 300)
    nature.hills(canvas, 330, 60, canvas.light.hills[0])
    nature.hills(canvas, 366, 40, canvas.light.hills[1])
    for x in range(-10, 980, 56):
        nature.foliage(canvas, x, 392, 50, 44, canvas.light.leaf[x // 56 % 2], 9)
    _paving(canvas, 430, mix(canvas.light.ground, WHITE, 0.2))
    nature.pine(canvas, 130, 470, 380)
    canvas.shadow([(560, 590), (880, 590), (880, 560), (560, 560)], 70)
    canvas.rect(590, 130, 640 + 60, 330, canvas.light.wall, 4)
    canvas.polygon([(560, 330), (730, 330), (700, 240), (590, 240)], canvas.light.wall)
    canvas.rect(540, 330, 850, 350, mix((204, 140, 100), WHITE, 0.1), 4)
    canvas.rect(550, 350, 740, 580, canvas.light.wall)
    canvas.rect(740, 420, 850, 580, canvas.light.shade)
    canvas.rect(734, 410, 858, 424, mix((204, 140, 100), WHITE, 0.1), 4)
    canvas.rect(572, 366, 718, 430, (64, 56, 58), 4)
    canvas.glow([(590, 420), (700, 420), (690, 390), (600, 390)], (255, 150, 60), 200, 10)
    for ember in range(590, 704, 12):
        canvas.ellipse(ember, 424, 8, 5, canvas.random.choice(((255, 140, 60), (240, 96, 50), (255, 190, 90))))
    for bar in range(576, 716, 11):
        canvas.rect(bar, 396, bar + 2, 402, (190, 190, 190))
    canvas.rect(572, 394, 718, 398, (190, 190, 190))
    for skewer in (604, 640, 676):
        for piece, tint in enumerate(((226, 96, 70), (244, 206, 92), (110, 160, 84))):
            canvas.ellipse(skewer + piece * 9 - 9, 390, 7, 6, tint)
    canvas.arch(590, 470, 700, 580, (96, 80, 74))
    for log in range(3):
        for row in range(2):
            canvas.ellipse(618 + log * 26 + row * 12, 566 - row * 20, 12, 11, (184, 140, 100))
            canvas.ellipse(618 + log * 26 + row * 12, 566 - row * 20, 6, 5, (214, 178, 136))
    for puff in range(5):
        canvas.ellipse(
            646 + math.sin(puff) * 16, 116 - puff * 24, 14 + puff * 5, 10 + puff * 3, faded(WHITE, 90 - puff * 15)
        )
    _table(canvas, 300, 490, ACCENTS[variant % len(ACCENTS)])
    nature.pot(canvas, 910, 600, 100)


def hot_tub(canvas: Canvas, variant: int) -> None:
    """A round timber tub steaming at nightfall or noon."""
    nature.sky(canvas, 330)
    nature.hills(canvas, 346, 50, canvas.light.hills[0])
    nature.hills(canvas, 384, 40, canvas.light.hills[1])
    for x in range(-10, 980, 50):
        nature.foliage(canvas, x, 424, 44, 32, canvas.light.leaf[x // 50 % 2], 8)
    canvas.gradient(0, 446, WIDTH, HEIGHT, mix(WOOD, WHITE, 0.24), WOOD)
    for y in range(452, HEIGHT, 24):
        canvas.rect(0, y, WIDTH, y + 2, mix(WOOD, (80, 50, 40), 0.3))
    canvas.shadow([(230, 604), (730, 604), (730, 560), (230, 560)], 80)
    canvas.rect(256, 440, 704, 584, mix(WOOD, (110, 70, 50), 0.3), 26)
    for x in range(262, 702, 22):
        canvas.rect(x, 446, x + 2, 580, mix(WOOD, (80, 46, 36), 0.6))
    canvas.rect(252, 520, 708, 530, (96, 92, 96), 4)
    canvas.ellipse(480, 440, 226, 50, mix(WOOD, WHITE, 0.2))
    canvas.ellipse(480, 440, 206, 40, WATER[0])
    for _ in range(70):
        angle, reach = canvas.random.uniform(0, math.tau), canvas.random.random() ** 0.5 * 0.9
        canvas.ellipse(480 + math.cos(angle) * reach * 200, 440 + math.sin(angle) * reach * 37, 7, 4, faded(WHITE, 130))
    for puff in range(6):
        canvas.glow(circle(360 + puff * 50, 380 - puff % 3 * 40, 40), WHITE, 70, 16)
    nature.palm(canvas, 840, 560, 350)
    nature.pot(canvas, 170, 600, 110, (232, 226, 216))
    canvas.rect(742, 540, 820, 552, WOOD, 4)
    canvas.rect(752, 552, 760, 600, WOOD)
    canvas.rect(802, 552, 810, 600, WOOD)
    canvas.rect(752, 526, 812, 540, ACCENTS[variant % len(ACCENTS)], 5)
    canvas.rect(756, 514, 808, 527, WHITE, 5)
