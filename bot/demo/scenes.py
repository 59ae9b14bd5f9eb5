"""The pictures there are: how many of each scene, their files and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEDIA = Path(__file__).parent / "media"
MEDIA_URL = "/media/demo/"


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    variants: int
    shows: str  # the alt text's first words
    with_sea: tuple[int, ...] = ()  # the variants with the sea in the background: only for units that are near it

    def choices(self, *, near_sea: bool) -> list[int]:
        """The variants that are true of a unit."""
        return [variant for variant in range(self.variants) if near_sea or variant not in self.with_sea]

    def file(self, variant: int) -> str:
        return f"{self.name}-{variant + 1}.jpg"


SCENES = {
    scene.name: scene
    for scene in (
        Scene("house", 5, "White house with a tiled roof", (0, 2, 4)),
        Scene("finca", 3, "Country house of natural stone"),
        Scene("villa", 3, "Modern villa with wide windows", (0, 2)),
        Scene("apartments", 4, "Apartment building with balconies among gardens", (0, 2)),
        Scene("townhouses", 3, "Painted town houses in a lane"),
        Scene("cabin", 1, "Timber cabin among pines"),
        Scene("bedroom", 5, "Double bedroom", (0, 2, 4)),
        Scene("living-room", 4, "Living room with a sofa and a wide window", (1, 3)),
        Scene("fireside", 2, "Living room with a fireplace"),
        Scene("kitchen", 3, "Kitchen with a worktop island"),
        Scene("bathroom", 2, "Bathroom", (0,)),
        Scene("pool", 5, "Swimming pool with sun loungers", (1, 3)),
        Scene("terrace", 4, "Terrace with a laid table", (0, 2)),
        Scene("garden", 2, "Garden with a hammock"),
        Scene("barbecue", 1, "Barbecue area"),
        Scene("hot-tub", 1, "Hot tub"),
        Scene("sea-view", 4, "View over the sea"),
        Scene("beach", 2, "Cove near by with sand and clear water"),
        Scene("harbour", 2, "The old harbour in town"),
    )
}
