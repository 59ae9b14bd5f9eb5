"""Sky, sea, land and plants."""

from __future__ import annotations

import math

from examples.demo_art.canvas import HEIGHT, WIDTH, Canvas, Color, circle, faded, mix

PINKS: tuple[Color, ...] = ((214, 72, 124), (232, 110, 150), (190, 58, 116))
TRUNK: Color = (122, 92, 74)
WHITE: Color = (255, 255, 255)


def sky(canvas: Canvas, horizon: float, sun_x: float | None = None) -> None:
    """Air, a sun low over the horizon and some clouds."""
    light, random = canvas.light, canvas.random
    canvas.gradient(0, 0, WIDTH, horizon + 2, *light.sky)
    canvas.rect(0, horizon, WIDTH, HEIGHT, light.sky[1])
    x = random.uniform(120, 840) if sun_x is None else sun_x
    y = horizon * random.uniform(0.3, 0.6)
    canvas.glow(circle(x, y, 130), light.sun, 110, 40)
    canvas.ellipse(x, y, 40, 40, light.sun)
    for _ in range(3):
        cloud(canvas, random.uniform(0, WIDTH), horizon * random.uniform(0.1, 0.6), random.uniform(36, 70))


def cloud(canvas: Canvas, x: float, y: float, size: float) -> None:
    color = faded(mix(canvas.light.sky[1], WHITE, 0.55), 170)
    canvas.rect(x - size * 1.6, y - size * 0.12, x + size * 1.6, y + size * 0.12, color, size * 0.12)
    canvas.rect(x - size * 0.8, y - size * 0.3, x + size * 0.9, y + size * 0.05, color, size * 0.16)


def hills(canvas: Canvas, base: float, height: float, color: Color, bottom: float = HEIGHT) -> None:
    """A rolling line of land, filled down to `bottom`."""
    random = canvas.random
    waves = [(random.uniform(0.4, 1), random.uniform(180, 420), random.uniform(0, math.tau)) for _ in range(3)]

    def top(x: float) -> float:
        return base - height * sum(a * (1 + math.sin(x / length + phase)) for a, length, phase in waves) / 5

    canvas.polygon([(0, bottom), *((x, top(x)) for x in range(0, WIDTH + 9, 8)), (WIDTH, bottom)], color)


def sea(canvas: Canvas, horizon: float, shore: float) -> None:
    """Water with glints that grow towards the viewer."""
    canvas.gradient(0, horizon, WIDTH, shore, *canvas.light.sea)
    for _ in range(46):
        depth = canvas.random.random() ** 1.6
        y = horizon + 4 + (shore - horizon - 8) * depth
        x, length = canvas.random.uniform(-20, WIDTH), 8 + 46 * depth
        canvas.rect(x, y, x + length, y + 1.2 + 1.8 * depth, faded(WHITE, 66), 1.5)


def boat(canvas: Canvas, x: float, y: float, size: float, hull: Color) -> None:
    """A llaüt, Menorca's small sailing boat."""
    canvas.polygon([(x, y - size * 1.9), (x, y - size * 0.2), (x + size * 0.95, y - size * 0.3)], faded(WHITE, 240))
    canvas.polygon(
        [(x - 4, y - size * 1.6), (x - 4, y - size * 0.25), (x - size * 0.6, y - size * 0.3)], (246, 236, 220)
    )
    canvas.rect(x - 3, y - size * 2, x - 0.5, y, TRUNK)
    canvas.polygon(
        [
            (x - size, y - size * 0.18),
            (x + size, y - size * 0.18),
            (x + size * 0.7, y + size * 0.2),
            (x - size * 0.7, y + size * 0.2),
        ],
        hull,
    )
    canvas.rect(x - size, y - size * 0.22, x + size, y - size * 0.14, WHITE, 1)
    canvas.ellipse(x, y + size * 0.26, size * 0.8, size * 0.06, faded((30, 60, 90), 60))


def foliage(canvas: Canvas, x: float, y: float, width: float, height: float, color: Color, blobs: int = 16) -> None:
    """A crown of overlapping tufts, lighter towards the upper left."""
    random = canvas.random
    canvas.ellipse(x, y, width * 0.86, height * 0.8, mix(color, (20, 40, 50), 0.14))
    for _ in range(blobs):
        angle, reach = random.uniform(0, math.tau), random.uniform(0.3, 0.78)
        dx, dy = math.cos(angle) * reach * width, math.sin(angle) * reach * height
        tint = mix(color, (232, 240, 180), max(0.0, 0.16 - (dx / width + dy / height) * 0.14))
        canvas.ellipse(x + dx, y + dy, width * 0.34, height * 0.36, tint)


def pine(canvas: Canvas, x: float, ground: float, size: float) -> None:
    """A stone pine: a slanting trunk under a flat crown."""
    lean = canvas.random.uniform(-0.12, 0.12) * size
    canvas.polygon(
        [
            (x - size * 0.045, ground),
            (x + lean - size * 0.03, ground - size),
            (x + lean + size * 0.03, ground - size),
            (x + size * 0.05, ground),
        ],
        TRUNK,
    )
    leaf = canvas.light.leaf[0]
    foliage(canvas, x + lean, ground - size * 1.02, size * 0.52, size * 0.2, leaf, 18)
    foliage(
        canvas, x + lean * 1.2, ground - size * 1.13, size * 0.34, size * 0.14, mix(leaf, canvas.light.leaf[1], 0.5), 12
    )


def cypress(canvas: Canvas, x: float, ground: float, size: float) -> None:
    canvas.rect(x - 3, ground - 14, x + 3, ground, TRUNK)
    leaf = canvas.light.leaf[0]
    canvas.polygon(
        [
            (x, ground - size),
            (x - size * 0.12, ground - size * 0.35),
            (x - size * 0.09, ground - 8),
            (x + size * 0.09, ground - 8),
            (x + size * 0.12, ground - size * 0.35),
        ],
        leaf,
    )
    canvas.polygon(
        [
            (x, ground - size),
            (x - size * 0.12, ground - size * 0.35),
            (x - size * 0.09, ground - 8),
            (x - size * 0.01, ground - 8),
        ],
        mix(leaf, canvas.light.leaf[1], 0.5),
    )


def palm(canvas: Canvas, x: float, ground: float, size: float) -> None:
    lean = canvas.random.uniform(-0.14, 0.14) * size
    trunk = [(x + lean * (step / 10) ** 1.8, ground - size * step / 10) for step in range(11)]
    canvas.line(trunk, (146, 116, 90), size * 0.055)
    top_x, top_y = trunk[-1]
    for step in range(11):
        angle = math.pi * (step / 10 * 1.34 - 0.17)
        droop = 0.26 + 0.34 * abs(math.cos(angle))
        frond = []
        for part in range(9):
            along = part / 8
            frond.append(
                (
                    top_x + math.cos(angle) * size * 0.46 * along,
                    top_y - math.sin(angle) * size * 0.32 * along + droop * size * 0.34 * along**2,
                )
            )
        canvas.line(frond, mix(*canvas.light.leaf, step % 3 / 2), size * 0.034)
    canvas.ellipse(top_x, top_y, size * 0.05, size * 0.05, (124, 98, 70))


def olive(canvas: Canvas, x: float, ground: float, size: float) -> None:
    canvas.polygon(
        [
            (x - size * 0.1, ground),
            (x - size * 0.04, ground - size * 0.55),
            (x + size * 0.06, ground - size * 0.55),
            (x + size * 0.12, ground),
        ],
        (132, 112, 96),
    )
    foliage(
        canvas, x, ground - size * 0.78, size * 0.46, size * 0.34, mix(canvas.light.leaf[1], (176, 190, 168), 0.5), 20
    )


def bougainvillea(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A cloud of pink blossoms over green."""
    foliage(canvas, x, y, width, height, canvas.light.leaf[0], 10)
    for _ in range(round(width * height / 26)):
        angle, reach = canvas.random.uniform(0, math.tau), canvas.random.random() ** 0.6
        size = canvas.random.uniform(3, 6)
        canvas.ellipse(
            x + math.cos(angle) * reach * width,
            y + math.sin(angle) * reach * height,
            size,
            size * 0.8,
            canvas.random.choice(PINKS),
        )


def lavender(canvas: Canvas, left: float, right: float, ground: float) -> None:
    x = left
    while x < right:
        height = canvas.random.uniform(16, 30)
        canvas.line([(x, ground), (x + canvas.random.uniform(-5, 5), ground - height)], canvas.light.leaf[1], 2)
        canvas.ellipse(x, ground - height, 3, 8, canvas.random.choice(((146, 120, 190), (122, 98, 172))))
        x += canvas.random.uniform(5, 11)


def pot(canvas: Canvas, x: float, ground: float, size: float, color: Color = (196, 112, 78)) -> None:
    """A terracotta pot with something green."""
    for step in range(9):
        angle = math.pi * (0.12 + step * 0.095)
        tip = (x + math.cos(angle) * size * 0.62, ground - size * 0.55 - math.sin(angle) * size * 0.95)
        side = size * 0.07
        canvas.polygon(
            [(x - side, ground - size * 0.5), tip, (x + side, ground - size * 0.5)],
            mix(*canvas.light.leaf, step % 3 / 2),
        )
    canvas.polygon(
        [
            (x - size * 0.3, ground - size * 0.55),
            (x + size * 0.3, ground - size * 0.55),
            (x + size * 0.21, ground),
            (x - size * 0.21, ground),
        ],
        color,
    )
    canvas.rect(x - size * 0.34, ground - size * 0.62, x + size * 0.34, ground - size * 0.5, mix(color, WHITE, 0.16), 2)


def stone_wall(canvas: Canvas, top: float, bottom: float, left: float = 0, right: float = WIDTH) -> None:
    """Menorca's dry stone walls, whitewashed on top."""
    base = mix(canvas.light.ground, (168, 158, 146), 0.6)
    canvas.rect(left, top, right, bottom, mix(base, (60, 60, 80), 0.22))
    y = top
    while y < bottom - 2:
        x = left - canvas.random.uniform(0, 30)
        tall = canvas.random.uniform(13, 19)
        while x < right:
            wide = canvas.random.uniform(22, 48)
            tint = mix(base, canvas.random.choice((WHITE, (110, 100, 96))), canvas.random.uniform(0.02, 0.22))
            canvas.rect(max(x, left) + 1, y + 1, min(x + wide, right) - 1, min(y + tall, bottom) - 1, tint, 5)
            x += wide
        y += tall
    canvas.rect(left, top - 6, right, top + 5, mix(canvas.light.wall, WHITE, 0.3), 4)
