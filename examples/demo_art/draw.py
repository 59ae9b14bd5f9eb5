"""Draws the demo's pictures: `python -m examples.demo_art.draw [FOLDER]` (needs Pillow). The results are committed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from bot.demo.scenes import MEDIA, SCENES
from examples.demo_art import buildings, indoors, outdoors, views
from examples.demo_art.canvas import HOURS, Canvas

PAINTERS: dict[str, Callable[[Canvas, int], None]] = {
    "house": buildings.house,
    "finca": buildings.finca,
    "villa": buildings.villa,
    "apartments": buildings.apartments,
    "townhouses": buildings.townhouses,
    "cabin": buildings.cabin,
    "bedroom": indoors.bedroom,
    "living-room": indoors.living_room,
    "fireside": indoors.fireside,
    "kitchen": indoors.kitchen,
    "bathroom": indoors.bathroom,
    "pool": outdoors.pool,
    "terrace": outdoors.terrace,
    "garden": outdoors.garden,
    "barbecue": outdoors.barbecue,
    "hot-tub": outdoors.hot_tub,
    "sea-view": views.sea_view,
    "beach": views.beach,
    "harbour": views.harbour,
}


def draw(folder: Path) -> None:
    """Write every picture of every scene, the same bytes each time with one Pillow version."""
    folder.mkdir(parents=True, exist_ok=True)
    for scene in SCENES.values():
        for variant in range(scene.variants):
            seed = crc32(scene.file(variant).encode())
            canvas = Canvas(HOURS[variant % len(HOURS)], seed, seaside=variant in scene.with_sea)
            PAINTERS[scene.name](canvas, variant)
            canvas.save(folder / scene.file(variant))


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else MEDIA)
