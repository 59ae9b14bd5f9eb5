"""What a unit looks like from outside: one front for each kind."""

from __future__ import annotations

from examples.demo_art import nature
from examples.demo_art.canvas import ACCENTS, HEIGHT, SHUTTERS, WIDTH, Canvas, Color, faded, mix

ROOF: Color = (204, 118, 82)
GLASS: Color = (116, 156, 178)
OCHRES: tuple[Color, ...] = (
    (238, 196, 124),
    (226, 150, 110),
    (246, 226, 188),
    (206, 120, 98),
    (250, 240, 220),
    (220, 190, 150),
)


def window(canvas: Canvas, x: float, y: float, width: float, height: float, shutter: Color) -> None:
    """A pane with its reflection, between open shutters."""
    canvas.rect(x - 4, y - 4, x + width + 4, y + height + 4, mix(canvas.light.shade, (255, 255, 255), 0.4), 2)
    canvas.gradient(x, y, x + width, y + height, mix(GLASS, canvas.light.sky[0], 0.4), mix(GLASS, (40, 60, 90), 0.3))
    canvas.polygon(
        [(x, y + height), (x, y + height * 0.5), (x + width * 0.7, y), (x + width, y)], faded((255, 255, 255), 46)
    )
    canvas.rect(x + width / 2 - 1.5, y, x + width / 2 + 1.5, y + height, (250, 248, 242))
    for left in (x - width * 0.52 - 5, x + width + 5):
        canvas.rect(left, y - 3, left + width * 0.52, y + height + 3, shutter, 2)
        for slat in range(int(height // 8)):
            canvas.rect(
                left + 4, y + 3 + slat * 8, left + width * 0.52 - 4, y + 6 + slat * 8, mix(shutter, (20, 30, 40), 0.22)
            )
    canvas.rect(x - 8, y + height + 4, x + width + 8, y + height + 10, mix(canvas.light.wall, (120, 110, 110), 0.2), 2)


def tiles(canvas: Canvas, left: float, right: float, top: float, bottom: float, inset: float = 0) -> None:
    """A roof slope of clay tiles, narrower at the ridge by `inset` on each side."""
    roof = mix(ROOF, canvas.light.sky[1], 0.08)
    canvas.polygon([(left, bottom), (left + inset, top), (right - inset, top), (right, bottom)], roof)
    columns = int((right - left) // 15)
    for column in range(columns + 1):
        share = column / columns
        upper, lower = left + inset + (right - left - 2 * inset) * share, left + (right - left) * share
        canvas.line([(upper, top), (lower, bottom)], mix(roof, (120, 50, 40), 0.28), 2)
        canvas.ellipse(lower, bottom, 7, 4, mix(roof, (120, 50, 40), 0.12))
    canvas.rect(left + inset - 4, top - 4, right - inset + 4, top + 3, mix(roof, (255, 220, 180), 0.3), 3)


def door(canvas: Canvas, x: float, ground: float, width: float, height: float, color: Color) -> None:
    canvas.arch(x - 8, ground - height - 8, x + width + 8, ground, mix(canvas.light.shade, (196, 164, 120), 0.35))
    canvas.arch(x, ground - height, x + width, ground, color)
    canvas.rect(x + width / 2 - 1.5, ground - height + 6, x + width / 2 + 1.5, ground, mix(color, (20, 20, 30), 0.3))
    for panel in (x + width * 0.12, x + width * 0.58):
        canvas.rect(panel, ground - height * 0.5, panel + width * 0.3, ground - 10, mix(color, (20, 20, 30), 0.16), 2)
    canvas.ellipse(x + width * 0.58, ground - height * 0.42, 3, 3, (236, 206, 130))


def _landscape(canvas: Canvas) -> float:
    """Everything behind the house; returns where the ground begins."""
    nature.sky(canvas, 360)
    nature.hills(canvas, 372, 60, canvas.light.hills[0])
    if canvas.seaside:
        nature.sea(canvas, 348, 430)
    nature.hills(canvas, 424, 46, canvas.light.hills[1])
    canvas.gradient(0, 470, WIDTH, HEIGHT, mix(canvas.light.ground, canvas.light.leaf[1], 0.55), canvas.light.ground)
    return 500


def _path(canvas: Canvas, x: float, ground: float) -> None:
    canvas.polygon(
        [(x - 26, ground), (x + 26, ground), (x + 120, HEIGHT), (x - 120, HEIGHT)],
        mix(canvas.light.ground, (255, 255, 255), 0.42),
    )
    for step in range(5):
        y = ground + 14 + step * 27
        canvas.rect(x - 26 - step * 19, y, x + 26 + step * 19, y + 2, faded((120, 100, 90), 50))


def house(canvas: Canvas, variant: int) -> None:
    """A white house under clay tiles."""
    ground = _landscape(canvas)
    shutter = SHUTTERS[variant % len(SHUTTERS)]
    nature.pine(canvas, 96, ground + 6, 260)
    nature.cypress(canvas, 868, ground, 250)
    nature.cypress(canvas, 912, ground + 6, 190)
    left, right, top = 210, 640, 268
    canvas.shadow(
        [(left - 20, ground + 18), (right + 250, ground + 18), (right + 200, ground - 20), (left, ground - 20)], 70
    )
    canvas.rect(right - 30, 340, 800, ground, canvas.light.shade)  # the lower wing
    tiles(canvas, right - 44, 820, 306, 344, 16)
    canvas.gradient(left, top, right, ground, canvas.light.wall, mix(canvas.light.wall, canvas.light.shade, 0.5))
    if variant % 3 == 2:
        canvas.polygon(
            [(left - 16, top + 2), ((left + right) / 2, top - 104), (right + 16, top + 2)], canvas.light.wall
        )
        tiles(canvas, left - 22, right + 22, top - 110, top + 4, 190)
    else:
        tiles(canvas, left - 22, right + 22, top - 66, top + 4, 46)
    canvas.rect(540, top - 108, 572, top - 44, canvas.light.wall, 2)
    canvas.rect(534, top - 114, 578, top - 104, mix(ROOF, (90, 50, 40), 0.2), 2)
    for x in (258, 552):
        window(canvas, x, 300, 46, 62, shutter)
        window(canvas, x, 412, 46, 62, shutter)
    window(canvas, 405, 300, 46, 62, shutter)
    _path(canvas, 428, ground)
    door(canvas, 396, ground, 66, 104, shutter)
    for x in (672, 744):
        canvas.arch(x, 386, x + 54, ground, mix(canvas.light.shade, (50, 60, 80), 0.5))
        canvas.arch(x + 5, 392, x + 54, ground, mix(GLASS, canvas.light.shade, 0.3))
    nature.bougainvillea(canvas, 226, 440, 44, 66)
    nature.bougainvillea(canvas, 262, 392, 36, 26)
    for x in (372, 486):
        nature.pot(canvas, x, ground + 10, 44)
    nature.lavender(canvas, 520, 700, ground + 26)
    nature.palm(canvas, 770, ground + 60, 300) if variant % 2 else nature.olive(canvas, 150, ground + 70, 150)


def finca(canvas: Canvas, variant: int) -> None:
    """A country house of stone with a pergola."""
    ground = _landscape(canvas)
    stone = mix((226, 200, 160), canvas.light.wall, 0.25)
    shutter = SHUTTERS[(variant + 2) % len(SHUTTERS)]
    nature.cypress(canvas, 130, ground, 280)
    nature.cypress(canvas, 174, ground, 220)
    canvas.shadow([(200, ground + 16), (900, ground + 16), (880, ground - 20), (220, ground - 20)], 70)
    canvas.rect(240, 250, 520, ground, stone)
    canvas.rect(520, 318, 790, ground, mix(stone, canvas.light.shade, 0.4))
    for _ in range(150):
        x, y = canvas.random.uniform(246, 770), canvas.random.uniform(256, ground - 14)
        if x < 500 or y > 326:
            canvas.rect(
                x,
                y,
                x + canvas.random.uniform(10, 26),
                y + canvas.random.uniform(6, 11),
                mix(stone, canvas.random.choice(((255, 250, 240), (150, 116, 84))), 0.26),
                3,
            )
    tiles(canvas, 222, 538, 190, 254, 40)
    tiles(canvas, 508, 812, 274, 322, 22)
    for x in (292, 424):
        window(canvas, x, 290, 44, 58, shutter)
    window(canvas, 292, 400, 44, 62, shutter)
    _path(canvas, 456, ground)
    door(canvas, 424, ground, 64, 108, shutter)
    for x in (560, 640, 720):
        canvas.arch(x, 378, x + 56, ground, mix(stone, (60, 50, 60), 0.62))
    for x in (556, 660, 764, 868):
        canvas.rect(x, 360, x + 9, ground + 36, (238, 232, 222), 2)
    canvas.rect(540, 352, 886, 364, nature.TRUNK, 3)
    for x in range(548, 880, 20):
        nature.foliage(canvas, x, 352 + canvas.random.uniform(-4, 10), 20, 13, canvas.light.leaf[1], 6)
    nature.stone_wall(canvas, 566, 604, 0, 300)
    nature.olive(canvas, 110, 572, 190)
    nature.lavender(canvas, 620, 900, ground + 84)
    nature.pot(canvas, 396, ground + 12, 48)


def villa(canvas: Canvas, variant: int) -> None:
    """A modern villa: white cubes, wide glass, a strip of pool."""
    ground = _landscape(canvas)
    accent = mix(ACCENTS[variant % len(ACCENTS)], (150, 110, 80), 0.4)
    nature.pine(canvas, 836, ground, 300)
    canvas.shadow([(120, ground + 14), (830, ground + 14), (800, ground - 24), (150, ground - 24)], 70)
    canvas.rect(150, 350, 800, ground, canvas.light.wall)
    canvas.rect(300, 226, 690, 352, mix(canvas.light.wall, canvas.light.shade, 0.25))
    canvas.rect(286, 214, 706, 230, canvas.light.wall, 2)
    canvas.rect(130, 338, 830, 354, canvas.light.wall, 2)
    canvas.rect(130, 354, 830, 362, canvas.light.shade)
    canvas.gradient(340, 246, 560, 338, mix(GLASS, canvas.light.sky[1], 0.55), mix(GLASS, canvas.light.sea[0], 0.4))
    canvas.rect(590, 230, 650, 338, accent)
    for x in range(594, 650, 9):
        canvas.rect(x, 230, x + 2, 338, mix(accent, (40, 30, 30), 0.25))
    canvas.gradient(190, 372, 640, ground - 4, mix(GLASS, (255, 226, 170), 0.42), mix(GLASS, (60, 70, 90), 0.3))
    for x in (190, 302, 414, 526, 636):
        canvas.rect(x, 370, x + 5, ground, (70, 78, 92))
    canvas.rect(236, 430, 300, ground - 8, faded((120, 96, 84), 130), 6)
    canvas.ellipse(468, 398, 26, 9, faded((255, 222, 150), 200))
    canvas.rect(676, 380, 760, ground, accent)
    canvas.rect(340, 318, 560, 322, (90, 98, 110))
    canvas.polygon([(90, 560), (700, 560), (800, HEIGHT), (20, HEIGHT)], (246, 240, 230))
    canvas.polygon([(130, 572), (680, 572), (756, HEIGHT), (72, HEIGHT)], (86, 198, 214))
    for row in range(6):
        y = 582 + row * 10
        canvas.rect(
            150 + canvas.random.uniform(0, 300),
            y,
            300 + canvas.random.uniform(100, 360),
            y + 2,
            faded((255, 255, 255), 110),
            1,
        )
    nature.palm(canvas, 120, ground + 24, 250)
    nature.pot(canvas, 812, ground + 70, 60, (230, 226, 220))
    nature.pot(canvas, 872, ground + 92, 74, (230, 226, 220))


def apartments(canvas: Canvas, variant: int) -> None:
    """A low block with balconies among gardens."""
    ground = _landscape(canvas)
    accent = ACCENTS[variant % len(ACCENTS)]
    canvas.shadow([(150, ground + 16), (880, ground + 16), (830, ground - 20), (170, ground - 20)], 70)
    floors = 3 if variant % 2 else 2
    top = ground - floors * 108 - 18
    for block, (left, right) in enumerate(((190, 500), (500, 790))):
        roof = top + block * 40
        canvas.gradient(
            left,
            roof,
            right,
            ground,
            mix(canvas.light.wall, canvas.light.shade, block * 0.45),
            mix(canvas.light.wall, canvas.light.shade, 0.3 + block * 0.45),
        )
        if variant % 3:
            canvas.rect(left - 8, roof - 12, right + 8, roof + 2, mix(canvas.light.wall, (255, 255, 255), 0.4), 3)
        else:
            tiles(canvas, left - 14, right + 14, roof - 40, roof + 4, 22)
        for floor in range(floors):
            _balconies(canvas, left, right, ground - floor * 108, roof, accent)
    _path(canvas, 500, ground)
    nature.palm(canvas, 120, ground + 18, 330)
    nature.palm(canvas, 862, ground + 30, 270)
    for x in range(40, 440, 52):
        nature.foliage(canvas, x, ground + 20, 36, 20, canvas.light.leaf[x // 52 % 2], 8)
    nature.bougainvillea(canvas, 690, ground + 8, 84, 28)
    nature.lavender(canvas, 600, 930, ground + 70)


def _balconies(canvas: Canvas, left: float, right: float, floor: float, roof: float, accent: Color) -> None:
    for x in (left + 28, left + (right - left) / 2 + 12):
        if floor - 96 < roof:
            continue
        canvas.gradient(
            x, floor - 88, x + 106, floor - 12, mix(GLASS, canvas.light.sky[1], 0.5), mix(GLASS, (60, 80, 100), 0.4)
        )
        canvas.rect(x + 51, floor - 88, x + 55, floor - 12, (250, 250, 246))
        if canvas.random.random() < 0.5:
            canvas.polygon(
                [(x - 6, floor - 92), (x + 112, floor - 92), (x + 122, floor - 66), (x - 16, floor - 66)], accent
            )
            for stripe in range(0, 118, 24):
                canvas.polygon(
                    [
                        (x - 6 + stripe, floor - 92),
                        (x + 6 + stripe, floor - 92),
                        (x - 2 + stripe * 1.06, floor - 66),
                        (x - 14 + stripe * 1.06, floor - 66),
                    ],
                    (255, 250, 240),
                )
        canvas.rect(x - 12, floor - 14, x + 118, floor - 4, mix(canvas.light.wall, (150, 150, 160), 0.25), 2)
        for bar in range(0, 131, 10):
            canvas.rect(x - 12 + bar, floor - 46, x - 10 + bar, floor - 14, (92, 104, 112))
        canvas.rect(x - 12, floor - 50, x + 120, floor - 45, (92, 104, 112), 2)
        nature.foliage(canvas, x + canvas.random.uniform(10, 90), floor - 50, 17, 10, canvas.light.leaf[1], 6)


def townhouses(canvas: Canvas, variant: int) -> None:
    """A lane of painted town houses."""
    nature.sky(canvas, 460)
    ground, x, index = 520.0, -30.0, variant
    canvas.gradient(
        0,
        ground,
        WIDTH,
        HEIGHT,
        mix(canvas.light.ground, (190, 176, 160), 0.5),
        mix(canvas.light.ground, (255, 255, 255), 0.2),
    )
    while x < WIDTH:
        width = canvas.random.uniform(150, 206)
        color = mix(OCHRES[index % len(OCHRES)], canvas.light.wall, 0.12)
        _townhouse(
            canvas, x, x + width, canvas.random.uniform(120, 200), ground, color, SHUTTERS[index % len(SHUTTERS)]
        )
        x += width
        index += 1
    for row in range(7):
        y = ground + 10 + row * 18
        for stone in range(-1, 22):
            left = stone * 48 + row % 2 * 24
            canvas.rect(left, y, left + 44, y + 15, faded((120, 104, 96), 30 + row * 3), 5)
    for lamp in (188, 720):
        canvas.rect(lamp, 330, lamp + 5, ground + 22, (58, 64, 72), 2)
        canvas.glow([(lamp - 26, 296), (lamp + 30, 296), (lamp + 30, 350), (lamp - 26, 350)], (255, 226, 150), 90, 16)
        canvas.polygon([(lamp - 11, 306), (lamp + 16, 306), (lamp + 11, 336), (lamp - 6, 336)], (255, 238, 190))
        canvas.polygon([(lamp - 15, 308), (lamp + 20, 308), (lamp + 2.5, 292)], (58, 64, 72))
    for x in (70, 420, 610, 890):
        nature.pot(canvas, x, ground + 16, canvas.random.uniform(40, 60))


def _townhouse(
    canvas: Canvas, left: float, right: float, top: float, ground: float, wall: Color, shutter: Color
) -> None:
    canvas.gradient(left, top, right, ground, wall, mix(wall, canvas.light.shade, 0.3))
    canvas.rect(left - 2, top - 12, right + 2, top, mix(wall, (255, 255, 255), 0.45), 2)
    canvas.rect(left, ground - 26, right, ground, mix(wall, (140, 124, 112), 0.4))
    middle = (left + right) / 2
    for y in range(int(top) + 34, int(ground) - 190, 104):
        window(canvas, middle - 19, y, 38, 62, shutter)
        canvas.rect(middle - 46, y + 66, middle + 46, y + 72, (70, 74, 80), 2)
        for bar in range(-44, 46, 11):
            canvas.rect(middle + bar, y + 44, middle + bar + 2, y + 66, (70, 74, 80))
        canvas.rect(middle - 46, y + 41, middle + 46, y + 45, (70, 74, 80), 2)
        nature.bougainvillea(canvas, middle + canvas.random.uniform(-30, 30), y + 60, 20, 10)
    door(canvas, middle - 30, ground, 60, 116, shutter)
    canvas.rect(right - 2, top, right + 1, ground, faded((80, 60, 60), 60))


def cabin(canvas: Canvas, variant: int) -> None:
    """A timber cabin among pines."""
    ground = _landscape(canvas)
    wood: Color = (184, 134, 94)
    for x, size in ((70, 330), (190, 270), (860, 350), (760, 280)):
        nature.pine(canvas, x, ground + canvas.random.uniform(0, 20), size)
    canvas.shadow([(280, ground + 18), (740, ground + 18), (700, ground - 20), (320, ground - 20)], 80)
    canvas.rect(330, 320, 650, ground, wood)
    for y in range(326, int(ground), 15):
        canvas.rect(330, y, 650, y + 2, mix(wood, (70, 40, 30), 0.3))
    canvas.polygon([(292, 330), (490, 208), (688, 330)], mix(wood, (70, 40, 30), 0.18))
    canvas.line([(280, 338), (490, 206), (700, 338)], (98, 76, 68), 17)
    window(canvas, 382, 372, 48, 56, SHUTTERS[variant % len(SHUTTERS)])
    _path(canvas, 562, ground)
    canvas.rect(528, 388, 596, ground, (116, 78, 60), 3)
    canvas.gradient(540, 400, 584, 446, (255, 232, 170), (240, 196, 130))
    canvas.ellipse(490, 282, 22, 22, (255, 232, 170))
    canvas.rect(300, ground, 690, ground + 12, mix(wood, (255, 230, 200), 0.3), 3)
    for x in (318, 490, 664):
        canvas.rect(x, ground - 50, x + 6, ground, mix(wood, (70, 40, 30), 0.2))
    canvas.rect(312, ground - 54, 500, ground - 47, mix(wood, (70, 40, 30), 0.2), 2)
    nature.pot(canvas, 636, ground + 2, 50)
    nature.lavender(canvas, 180, 460, ground + 62)
