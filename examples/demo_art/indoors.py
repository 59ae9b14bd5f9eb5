"""Rooms: where one sleeps, sits, cooks and bathes."""

from __future__ import annotations

from examples.demo_art import nature
from examples.demo_art.canvas import ACCENTS, HEIGHT, WIDTH, Canvas, Color, circle, faded, mix

WHITE: Color = (255, 255, 255)
WOOD: Color = (196, 150, 110)
DARK_WOOD: Color = (132, 96, 74)
WALLS: tuple[Color, ...] = ((244, 238, 228), (226, 234, 232), (246, 230, 216), (232, 228, 240), (236, 240, 226))
FLOOR = 470


def _room(canvas: Canvas, variant: int) -> Color:
    """Walls and floor; returns the wall's colour."""
    wall = WALLS[variant % len(WALLS)]
    canvas.gradient(0, 0, WIDTH, FLOOR, wall, mix(wall, (200, 186, 176), 0.18))
    if variant % 2:
        canvas.gradient(0, FLOOR, WIDTH, HEIGHT, mix(WOOD, WHITE, 0.28), WOOD)
        for step in range(-12, 13):
            canvas.line([(480 + step * 62, FLOOR), (480 + step * 128, HEIGHT)], mix(WOOD, DARK_WOOD, 0.35), 1.6)
    else:
        canvas.gradient(0, FLOOR, WIDTH, HEIGHT, (232, 206, 180), (214, 168, 136))
        for step in range(-12, 13):
            canvas.line([(480 + step * 66, FLOOR), (480 + step * 132, HEIGHT)], faded(WHITE, 90), 2)
        for y in (488, 514, 552, 602):
            canvas.rect(0, y, WIDTH, y + 2, faded(WHITE, 90))
    canvas.rect(0, FLOOR - 12, WIDTH, FLOOR, mix(wall, WHITE, 0.6))
    for beam in range(40, WIDTH, 150) if variant % 3 == 0 else ():
        canvas.rect(beam, 0, beam + 34, 26, mix(DARK_WOOD, WOOD, 0.4), 3)
    return wall


def _window(canvas: Canvas, left: float, top: float, width: float, height: float, curtain: Color) -> None:
    """The world outside, between curtains, and its light on the floor."""
    right, bottom = left + width, top + height
    canvas.rect(left - 12, top - 12, right + 12, bottom + 12, WHITE, 4)
    canvas.gradient(left, top, right, bottom, *canvas.light.sky)
    horizon = top + height * 0.56
    if canvas.seaside:
        canvas.gradient(left, horizon, right, bottom, *canvas.light.sea)
        canvas.polygon(
            [(left, horizon + 4), (left + width * 0.2, horizon - 16), (left + width * 0.5, horizon + 4)],
            canvas.light.hills[0],
        )
    else:
        canvas.polygon(
            [
                (left, bottom),
                (left, horizon - 6),
                (left + width * 0.3, horizon - 26),
                (left + width * 0.7, horizon + 4),
                (right, horizon - 14),
                (right, bottom),
            ],
            canvas.light.hills[0],
        )
        canvas.polygon(
            [
                (left, bottom),
                (left, horizon + 34),
                (left + width * 0.5, horizon + 14),
                (right, horizon + 38),
                (right, bottom),
            ],
            canvas.light.leaf[1],
        )
    canvas.rect(left + width / 2 - 3, top, left + width / 2 + 3, bottom, WHITE)
    canvas.rect(left, top + height * 0.4, right, top + height * 0.4 + 5, WHITE)
    canvas.rect(left - 60, top - 34, right + 60, top - 28, DARK_WOOD, 3)
    for edge, inner in ((left - 56, left + 8), (right + 56, right - 8)):
        canvas.polygon(
            [
                (edge, top - 30),
                (inner, top - 30),
                (inner + (edge - inner) * 0.3, bottom * 0.6 + top * 0.4),
                (inner + (edge - inner) * 0.2, bottom + 60),
                (edge, bottom + 60),
            ],
            faded(curtain, 235),
        )
        for fold in (0.3, 0.6):
            x = edge + (inner - edge) * fold
            canvas.line(
                [(x, top - 28), (edge + (inner - edge) * fold * 0.8, bottom + 58)],
                mix(curtain, (120, 110, 110), 0.16),
                2,
            )
    canvas.glow(
        [(left + 20, FLOOR + 24), (right, FLOOR + 24), (right + 130, HEIGHT), (left + 60, HEIGHT)],
        canvas.light.sun,
        84,
        12,
    )


def _picture(canvas: Canvas, left: float, top: float, width: float, height: float, accent: Color) -> None:
    canvas.rect(left - 7, top - 7, left + width + 7, top + height + 7, DARK_WOOD, 2)
    canvas.rect(left, top, left + width, top + height, (250, 246, 238))
    canvas.ellipse(
        left + width * 0.62, top + height * 0.36, width * 0.16, width * 0.16, mix(accent, (250, 210, 120), 0.5)
    )
    canvas.polygon(
        [
            (left, top + height),
            (left, top + height * 0.7),
            (left + width * 0.4, top + height * 0.5),
            (left + width, top + height * 0.78),
            (left + width, top + height),
        ],
        accent,
    )
    canvas.polygon(
        [
            (left, top + height),
            (left, top + height * 0.88),
            (left + width, top + height * 0.66),
            (left + width, top + height),
        ],
        mix(accent, (40, 60, 90), 0.4),
    )


def _lamp(canvas: Canvas, x: float, base: float, height: float, shade: Color) -> None:
    canvas.glow(circle(x, base - height, 70), (255, 232, 180), 120, 26)
    canvas.rect(x - 3, base - height, x + 3, base, DARK_WOOD)
    canvas.rect(x - 18, base - 5, x + 18, base, DARK_WOOD, 3)
    canvas.polygon(
        [
            (x - 20, base - height - 22),
            (x + 20, base - height - 22),
            (x + 34, base - height + 22),
            (x - 34, base - height + 22),
        ],
        mix(shade, (255, 240, 200), 0.5),
    )


def _pendant(canvas: Canvas, x: float, bottom: float, color: Color) -> None:
    canvas.rect(x - 1.5, 0, x + 1.5, bottom - 40, (90, 84, 80))
    canvas.glow(circle(x, bottom, 60), (255, 236, 190), 110, 24)
    canvas.polygon([(x - 12, bottom - 44), (x + 12, bottom - 44), (x + 46, bottom), (x - 46, bottom)], color)
    canvas.ellipse(x, bottom, 46, 7, mix(color, (255, 246, 210), 0.75))


def _rug(canvas: Canvas, x: float, y: float, width: float, height: float, color: Color) -> None:
    canvas.ellipse(x, y, width, height, mix(color, WHITE, 0.5))
    canvas.ellipse(x, y, width * 0.86, height * 0.84, mix(color, WHITE, 0.3))
    canvas.ellipse(x, y, width * 0.68, height * 0.66, mix(color, WHITE, 0.56))


def bedroom(canvas: Canvas, variant: int) -> None:
    accent, second = ACCENTS[variant % len(ACCENTS)], ACCENTS[(variant + 2) % len(ACCENTS)]
    wall = _room(canvas, variant)
    _window(canvas, 660, 110, 190, 230, mix(wall, WHITE, 0.5))
    _rug(canvas, 330, 572, 360, 56, second)
    _picture(canvas, 190, 84, 90, 110, accent)
    _picture(canvas, 330, 84, 90, 110, second)
    canvas.shadow([(90, 570), (580, 570), (580, 520), (90, 520)], 80)
    if variant % 3 == 1:  # a headboard of rattan arches
        for x in (120, 260, 400):
            canvas.arch(x, 250, x + 136, 470, mix(WOOD, WHITE, 0.2))
            canvas.arch(x + 12, 264, x + 124, 470, mix(WOOD, DARK_WOOD, 0.2))
    else:
        canvas.rect(
            110, 264, 550, 470, mix(accent, (120, 110, 110), 0.2) if variant % 3 else mix(WOOD, WHITE, 0.14), 22
        )
    canvas.rect(116, 396, 544, 540, (248, 246, 242), 18)
    for x in (146, 346):
        canvas.rect(x, 340, x + 168, 420, WHITE, 26)
        canvas.rect(x + 8, 352, x + 160, 418, (240, 238, 240), 22)
    for x, color in ((210, accent), (376, second)):
        canvas.rect(x, 372, x + 90, 432, color, 18)
    canvas.polygon([(104, 440), (556, 440), (580, 560), (80, 560)], mix(wall, WHITE, 0.75))
    canvas.polygon([(94, 486), (566, 486), (580, 552), (80, 552)], accent)
    for stripe in range(5):
        canvas.line([(94 + stripe * 116, 488), (84 + stripe * 122, 550)], mix(accent, WHITE, 0.35), 4)
    for x in (92, 544):
        canvas.rect(x, 552, x + 20, 588, DARK_WOOD, 3)
    for x in (26, 580):
        canvas.rect(x, 436, x + 62, 540, mix(WOOD, DARK_WOOD, 0.25), 5)
        canvas.rect(x + 8, 452, x + 54, 484, mix(WOOD, WHITE, 0.1), 3)
        _lamp(canvas, x + 31, 436, 62, second)
    nature.pot(canvas, 905, 590, 150, (236, 230, 222))


def _sofa(canvas: Canvas, accent: Color, second: Color) -> None:
    fabric = mix(accent, (236, 230, 224), 0.35)
    canvas.shadow([(90, 560), (620, 560), (620, 520), (90, 520)], 90)
    canvas.rect(130, 330, 580, 480, mix(fabric, (80, 70, 80), 0.08), 26)
    for x in (150, 358):
        canvas.rect(x, 344, x + 200, 446, fabric, 22)
    for x in (144, 356):
        canvas.rect(x, 426, x + 210, 492, mix(fabric, WHITE, 0.14), 16)
    canvas.rect(92, 388, 156, 530, mix(fabric, (80, 70, 80), 0.1), 22)
    canvas.rect(554, 388, 618, 530, mix(fabric, (80, 70, 80), 0.1), 22)
    canvas.rect(120, 486, 590, 532, mix(fabric, (80, 70, 80), 0.06), 12)
    for x in (128, 568):
        canvas.rect(x, 530, x + 12, 556, DARK_WOOD, 2)
    for x, color in ((168, second), (470, mix(second, WHITE, 0.5)), (226, mix(accent, WHITE, 0.7))):
        canvas.rect(x, 376, x + 84, 446, color, 18)


def _coffee_table(canvas: Canvas) -> None:
    canvas.ellipse(370, 612, 150, 12, faded((60, 50, 50), 60))
    for x in (270, 460):
        canvas.rect(x, 560, x + 10, 612, DARK_WOOD, 2)
    canvas.rect(238, 548, 502, 566, mix(WOOD, WHITE, 0.16), 9)
    canvas.rect(300, 538, 372, 548, (226, 122, 88), 2)
    canvas.rect(306, 529, 366, 539, (240, 236, 226), 2)
    canvas.polygon([(414, 510), (446, 510), (440, 548), (420, 548)], (86, 142, 160))
    for stem in range(5):
        nature.foliage(canvas, 408 + stem * 11, 494 - stem % 2 * 16, 12, 11, canvas.light.leaf[stem % 2], 6)


def living_room(canvas: Canvas, variant: int) -> None:
    accent, second = ACCENTS[(variant + 1) % len(ACCENTS)], ACCENTS[(variant + 3) % len(ACCENTS)]
    wall = _room(canvas, variant + 1)
    _window(canvas, 680, 100, 200, 300, mix(wall, WHITE, 0.55))
    _rug(canvas, 370, 584, 360, 52, accent)
    _picture(canvas, 190, 130, 130, 150, second)
    _picture(canvas, 360, 130, 90, 68, accent)
    _picture(canvas, 360, 218, 90, 62, mix(second, WHITE, 0.3))
    _sofa(canvas, accent, second)
    canvas.rect(44, 240, 50, 540, DARK_WOOD, 2)
    canvas.glow(circle(62, 226, 80), (255, 232, 180), 120, 26)
    canvas.polygon([(30, 190), (90, 190), (108, 244), (14, 244)], (252, 236, 200))
    _coffee_table(canvas)
    nature.pot(canvas, 664, 560, 150, (232, 224, 214))
    if variant % 2:
        _pendant(canvas, 540, 110, mix(WOOD, WHITE, 0.2))


def fireside(canvas: Canvas, variant: int) -> None:
    """A living room around its fireplace."""
    accent, second = ACCENTS[(variant + 2) % len(ACCENTS)], ACCENTS[(variant + 4) % len(ACCENTS)]
    wall = _room(canvas, variant * 2 + 3)
    canvas.rect(620, 0, 900, FLOOR, mix(wall, WHITE, 0.5))
    canvas.rect(590, 250, 930, 274, DARK_WOOD, 4)
    canvas.rect(600, 440, 920, FLOOR + 16, mix(canvas.light.ground, (170, 160, 150), 0.3), 4)
    canvas.arch(664, 300, 856, 446, (66, 56, 56))
    canvas.glow(circle(760, 410, 70), (255, 160, 70), 190, 22)
    for flame, height in ((716, 60), (744, 96), (774, 82), (802, 54)):
        canvas.polygon(
            [
                (flame - 18, 436),
                (flame - 12, 436 - height * 0.5),
                (flame, 436 - height),
                (flame + 12, 436 - height * 0.45),
                (flame + 18, 436),
            ],
            (250, 150, 60),
        )
        canvas.polygon([(flame - 9, 436), (flame, 436 - height * 0.6), (flame + 9, 436)], (255, 224, 130))
    for x in (694, 740, 786):
        canvas.rect(x, 428, x + 62, 442, (124, 84, 62), 7)
    _picture(canvas, 700, 110, 120, 100, accent)
    for x in (630, 652, 880):
        canvas.rect(x, 218 + x % 7 * 3, x + 14, 250, mix(second, WHITE, x % 5 / 8), 3)
    _picture(canvas, 210, 120, 110, 140, second)
    _picture(canvas, 360, 120, 110, 140, accent)
    _rug(canvas, 400, 588, 380, 50, second)
    _sofa(canvas, accent, second)
    _coffee_table(canvas)
    canvas.rect(896, 470, 944, 560, (172, 132, 98), 8)
    for row in range(3):
        for log in range(2):
            canvas.ellipse(909 + log * 22, 462 - row * 17 + 12, 10, 9, (206, 164, 120))
    canvas.glow([(560, 480), (900, 480), (860, 620), (520, 620)], (255, 190, 110), 60, 30)


def kitchen(canvas: Canvas, variant: int) -> None:
    accent = ACCENTS[variant % len(ACCENTS)]
    wall = _room(canvas, variant + 2)
    front = (mix(accent, (236, 236, 230), 0.45), (244, 242, 236), mix((92, 128, 112), WHITE, 0.14))[variant % 3]
    for row in range(5):  # tiles over the worktop
        for column in range(40):
            shine = mix(wall, WHITE, 0.3 + 0.5 * canvas.random.random())
            canvas.rect(column * 24 + 1, 222 + row * 20 + 1, column * 24 + 23, 241 + row * 20, shine, 2)
    _kitchen_window(canvas)
    for left, right in ((30, 250), (740, 930)):
        canvas.rect(left, 60, right, 200, front, 5)
        middle = (left + right) / 2
        canvas.rect(middle - 1, 64, middle + 1, 196, mix(front, (60, 60, 70), 0.3))
        for knob in (middle - 12, middle + 12):
            canvas.ellipse(knob, 184, 3.5, 3.5, (206, 170, 104))
    canvas.polygon([(612, 92), (712, 92), (732, 200), (592, 200)], mix(front, WHITE, 0.5))
    canvas.rect(640, 0, 684, 94, mix(front, WHITE, 0.5))
    canvas.rect(0, 322, WIDTH, 340, mix(WOOD, WHITE, 0.2), 3)
    canvas.rect(0, 340, WIDTH, FLOOR - 4, front)
    for x in range(0, WIDTH, 120):
        canvas.rect(x + 4, 348, x + 116, FLOOR - 14, mix(front, WHITE, 0.14), 4)
        canvas.rect(x + 40, 358, x + 80, 363, (206, 170, 104), 2)
    canvas.rect(604, 348, 720, FLOOR - 14, (70, 74, 80), 6)
    canvas.rect(618, 376, 706, 436, mix((70, 74, 80), (255, 190, 110), 0.4), 4)
    for ring in (632, 692):
        canvas.ellipse(ring, 321, 22, 4, (56, 58, 64))
    canvas.rect(612, 286, 654, 318, (210, 94, 74), 6)
    canvas.rect(606, 282, 660, 288, (180, 74, 60), 3)
    for bottle, tint in ((770, (96, 130, 88)), (792, (226, 178, 92)), (812, (150, 92, 70))):
        canvas.rect(bottle, 280, bottle + 13, 322, tint, 4)
        canvas.rect(bottle + 4, 268, bottle + 9, 282, tint, 2)
    nature.pot(canvas, 872, 324, 60)
    _island(canvas, accent)
    for x in (360, 500, 640):
        _pendant(canvas, x, 150 if x == 500 else 160, mix(accent, (236, 226, 214), 0.2))


def _kitchen_window(canvas: Canvas) -> None:
    canvas.rect(300, 70, 560, 256, WHITE, 4)
    canvas.gradient(312, 82, 548, 244, *canvas.light.sky)
    canvas.polygon([(312, 244), (312, 200), (400, 176), (480, 206), (548, 186), (548, 244)], canvas.light.hills[1])
    canvas.rect(427, 82, 433, 244, WHITE)
    canvas.line([(420, 322), (420, 280), (430, 268), (446, 272), (446, 288)], (190, 196, 204), 6)
    canvas.rect(380, 318, 480, 326, (222, 226, 230), 4)


def _island(canvas: Canvas, accent: Color) -> None:
    canvas.shadow([(180, 634), (800, 634), (800, 590), (180, 590)], 80)
    canvas.rect(230, 470, 770, 622, mix(WOOD, WHITE, 0.1), 4)
    for x in range(244, 766, 26):
        canvas.rect(x, 486, x + 2, 622, mix(WOOD, DARK_WOOD, 0.3))
    canvas.rect(206, 452, 794, 476, (250, 248, 244), 6)
    for x in (300, 470, 640):
        canvas.rect(x, 516, x + 70, 530, accent, 7)
        for leg in (x + 8, x + 56):
            canvas.rect(leg, 530, leg + 7, 636, DARK_WOOD, 2)
        canvas.rect(x + 10, 584, x + 60, 590, DARK_WOOD, 2)
    canvas.polygon([(430, 428), (530, 428), (508, 454), (452, 454)], (96, 146, 164))
    for x, tint in ((448, (246, 204, 76)), (474, (240, 150, 72)), (500, (246, 204, 76)), (486, (224, 96, 76))):
        canvas.ellipse(x, 422 - x % 3 * 3, 15, 13, tint)
    canvas.rect(620, 444, 720, 452, mix(WOOD, DARK_WOOD, 0.3), 3)
    canvas.ellipse(668, 438, 38, 11, (222, 170, 108))


def bathroom(canvas: Canvas, variant: int) -> None:
    accent = ACCENTS[(variant + 1) % len(ACCENTS)]
    wall = _room(canvas, variant * 2)
    for row in range(9):
        for column in range(24):
            tint = mix(mix(accent, WHITE, 0.72), WHITE, canvas.random.random() * 0.6)
            canvas.rect(column * 40 + 1, 200 + row * 30 + 1, column * 40 + 39, 229 + row * 30, tint, 3)
    canvas.rect(0, 192, WIDTH, 200, mix(wall, WHITE, 0.5))
    _window(canvas, 110, 60, 170, 110, mix(wall, WHITE, 0.6))
    canvas.shadow([(60, 600), (500, 600), (480, 566), (80, 566)], 80)
    canvas.polygon([(60, 420), (500, 420), (462, 588), (98, 588)], WHITE)
    canvas.polygon([(98, 588), (462, 588), (478, 520), (82, 520)], (236, 238, 242))
    canvas.rect(46, 408, 514, 428, WHITE, 10)
    for _ in range(40):
        canvas.ellipse(canvas.random.uniform(90, 470), canvas.random.uniform(398, 412), 15, 11, faded(WHITE, 230))
    canvas.line([(300, 420), (300, 330), (318, 316), (340, 320), (340, 344)], (200, 170, 110), 7)
    canvas.rect(400, 420, 470, 500, accent, 4)
    canvas.rect(400, 484, 470, 490, mix(accent, WHITE, 0.6))
    canvas.ellipse(730, 210, 96, 110, mix(WOOD, DARK_WOOD, 0.3))
    canvas.ellipse(730, 210, 86, 100, mix(canvas.light.sky[1], WHITE, 0.3))
    canvas.polygon([(672, 270), (760, 118), (786, 130), (700, 290)], faded(WHITE, 110))
    canvas.rect(590, 396, 880, 420, mix(WOOD, WHITE, 0.2), 4)
    canvas.rect(606, 420, 864, 560, mix(WOOD, DARK_WOOD, 0.2), 4)
    canvas.rect(733, 430, 737, 552, mix(WOOD, DARK_WOOD, 0.6))
    canvas.polygon([(660, 366), (800, 366), (776, 398), (684, 398)], WHITE)
    canvas.line([(730, 366), (730, 336), (742, 328), (754, 332), (754, 346)], (200, 170, 110), 6)
    nature.pot(canvas, 842, 398, 66, (236, 230, 222))
    for x in (566, 894):
        canvas.glow(circle(x + 10, 190, 50), (255, 236, 190), 130, 20)
        canvas.rect(x, 160, x + 20, 220, (255, 242, 210), 8)
    canvas.rect(614, 380, 654, 396, accent, 5)
    _rug(canvas, 690, 602, 150, 24, accent)
