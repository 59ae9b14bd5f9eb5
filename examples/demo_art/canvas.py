"""A surface with soft edges, and the colours of an hour of the day."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 640
SCALE = 2  # drawn larger and reduced: that smooths every edge
QUALITY = 43  # flat colours take it well

Color = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Light:
    """An hour of the day: sky from top to horizon, sun, sea from horizon to shore, far and near land."""

    sky: tuple[Color, Color]
    sun: Color
    sea: tuple[Color, Color]
    hills: tuple[Color, Color]
    leaf: tuple[Color, Color]
    ground: Color
    wall: Color
    shade: Color  # of walls in shadow


MORNING = Light(
    ((158, 208, 232), (253, 236, 214)),
    (255, 246, 220),
    ((96, 178, 202), (160, 220, 220)),
    ((150, 186, 190), (122, 168, 150)),
    ((74, 130, 98), (106, 160, 110)),
    (226, 208, 172),
    (252, 247, 238),
    (226, 218, 212),
)
NOON = Light(
    ((84, 172, 226), (206, 236, 246)),
    (255, 252, 226),
    ((28, 138, 186), (98, 208, 210)),
    ((128, 176, 186), (96, 154, 126)),
    ((44, 116, 82), (92, 156, 88)),
    (232, 212, 168),
    (255, 252, 246),
    (220, 222, 230),
)
SUNSET = Light(
    ((112, 118, 178), (255, 190, 142)),
    (255, 232, 176),
    ((112, 116, 168), (246, 176, 148)),
    ((142, 116, 156), (104, 94, 120)),
    ((58, 88, 86), (92, 112, 82)),
    (214, 172, 138),
    (255, 236, 218),
    (222, 186, 182),
)
DUSK = Light(
    ((44, 58, 108), (228, 150, 150)),
    (255, 226, 190),
    ((52, 76, 126), (196, 140, 152)),
    ((84, 84, 128), (56, 66, 96)),
    ((38, 66, 78), (58, 90, 84)),
    (150, 128, 128),
    (236, 218, 214),
    (176, 160, 182),
)
HOURS = (NOON, MORNING, SUNSET, NOON, MORNING, DUSK)
SHUTTERS: Sequence[Color] = ((62, 112, 88), (52, 108, 148), (178, 92, 62), (92, 128, 132), (140, 82, 74))
ACCENTS: Sequence[Color] = ((226, 122, 88), (54, 122, 150), (228, 176, 84), (108, 142, 110), (196, 108, 122))


def mix(one: Color, other: Color, share: float) -> Color:
    """`share` 0 is the one colour, 1 the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one[:3], other[:3], strict=True))
    return red, green, blue


def faded(color: Color, alpha: int) -> Color:
    return color[0], color[1], color[2], alpha


class Canvas:
    """Coordinates are those of the finished picture, from its upper left corner.

    `random` is the picture's own; `seaside` says whether the sea is in the background.
    """

    def __init__(self, light: Light, seed: int, *, seaside: bool = False) -> None:
        self.light = light
        self.seaside = seaside
        self.random = random.Random(seed)  # noqa: S311 - leaves and windows, not secrets
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def save(self, path: Path) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.save(path, "JPEG", quality=QUALITY, optimize=True, progressive=True)

    def rect(self, left: float, top: float, right: float, bottom: float, color: Color, radius: float = 0) -> None:
        """Nothing when it has no extent, so that patterns may run over an edge."""
        if right - left < 1 / SCALE or bottom - top < 1 / SCALE:
            return
        box = [left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1]
        self._draw.rounded_rectangle(box, radius * SCALE, fill=color)

    def ellipse(self, x: float, y: float, width: float, height: float, color: Color) -> None:
        """Around its centre, by half axes."""
        box = [(x - width) * SCALE, (y - height) * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._draw.ellipse(box, fill=color)

    def polygon(self, points: Iterable[Point], color: Color) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=color)

    def line(self, points: Iterable[Point], color: Color, width: float) -> None:
        self._draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=color, width=round(width * SCALE), joint="curve"
        )

    def arch(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """An opening with a round top."""
        radius = (right - left) / 2
        box = [left * SCALE, top * SCALE, right * SCALE - 1, (top + 2 * radius) * SCALE]
        self._draw.pieslice(box, 180, 360, fill=color)
        self.rect(left, top + radius, right, bottom, color)

    def gradient(self, left: float, top: float, right: float, bottom: float, upper: Color, lower: Color) -> None:
        for row in range(round(top * SCALE), round(bottom * SCALE)):
            share = (row / SCALE - top) / max(bottom - top, 1)
            self._draw.line([(left * SCALE, row), (right * SCALE - 1, row)], fill=mix(upper, lower, share))

    def shadow(self, points: Sequence[Point], alpha: int = 60, blur: float = 12) -> None:
        """A soft dark patch."""
        self._soft(points, (40, 44, 70), alpha, blur)

    def glow(self, points: Sequence[Point], color: Color, alpha: int = 70, blur: float = 14) -> None:
        """A soft patch of light."""
        self._soft(points, color, alpha, blur)

    def _soft(self, points: Sequence[Point], color: Color, alpha: int, blur: float) -> None:
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], fill=alpha)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        self.image.paste(Image.new("RGB", self.image.size, color[:3]), mask=mask)
        self._draw = ImageDraw.Draw(self.image, "RGBA")


def circle(x: float, y: float, radius: float) -> list[Point]:
    """A round outline, for shadows and glows."""
    return [
        (x + radius * math.cos(step / 20 * math.tau), y + radius * math.sin(step / 20 * math.tau)) for step in range(20)
    ]
