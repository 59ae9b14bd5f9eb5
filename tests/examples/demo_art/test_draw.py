from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.demo.scenes import MEDIA, SCENES
from examples.demo_art.canvas import HEIGHT, NOON, WIDTH, Canvas
from examples.demo_art.draw import PAINTERS


def test_painters_are_one_for_each_scene() -> None:
    assert set(PAINTERS) == set(SCENES)


@pytest.mark.parametrize("scene", ["house", "pool", "bedroom"])
def test_painter_with_the_same_seed_paints_the_same_picture(scene: str) -> None:
    pictures = [Canvas(NOON, seed=7) for _ in range(2)]
    for canvas in pictures:
        PAINTERS[scene](canvas, 1)
    assert pictures[0].image.tobytes() == pictures[1].image.tobytes()
    assert len(pictures[0].image.getcolors(1 << 24) or ()) > 500  # something was painted


def test_media_have_one_size() -> None:
    for path in MEDIA.iterdir():
        with Image.open(BytesIO(path.read_bytes())) as image:
            assert image.size == (WIDTH, HEIGHT)
