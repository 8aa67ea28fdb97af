"""Everyone can distinguish the colors of statuses, in gray print too."""

from itertools import combinations
from math import dist

import pytest

from partnerkit.render.palette import TINTS

Color = tuple[float, float, float]

SIGHT: dict[str, tuple[Color, Color, Color]] = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    # Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
    "deuteranope": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanope": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def linear(color: str) -> Color:
    values = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def through(matrix: tuple[Color, Color, Color], color: Color) -> Color:
    x, y, z = (sum(a * b for a, b in zip(row, color, strict=True)) for row in matrix)
    return x, y, z


def lab(color: str, sight: str = "everyone") -> Color:
    red, green, blue = (min(max(v, 0), 1) for v in through(SIGHT[sight], linear(color)))
    xyz = through(TO_XYZ, (red, green, blue))
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (value / white for value, white in zip(xyz, WHITE, strict=True))
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def contrast(first: str, second: str) -> float:
    dark, light = sorted(through(TO_XYZ, linear(color))[1] for color in (first, second))
    return (light + 0.05) / (dark + 0.05)


FULL = ("green", "amber", "red")
STALE = ("green.stale", "amber.stale", "red.stale")


@pytest.mark.parametrize("sight", SIGHT)
def test_statuses_are_told_apart_by_those_who_cannot_tell_red_from_green(sight: str) -> None:
    # A full one is never taken for a stale one either.
    for first, second in combinations((*FULL, *STALE), 2):
        assert dist(lab(TINTS[first].paper, sight), lab(TINTS[second].paper, sight)) >= 30, (first, second)


@pytest.mark.parametrize("statuses", [FULL, STALE])
def test_statuses_are_told_apart_in_gray_print(statuses: tuple[str, ...]) -> None:
    for first, second in combinations(statuses, 2):
        assert abs(lab(TINTS[first].paper)[0] - lab(TINTS[second].paper)[0]) >= 12, (first, second)


@pytest.mark.parametrize("tint", TINTS.values(), ids=TINTS)
def test_what_is_written_on_a_color_can_be_read(tint: tuple[str, str]) -> None:
    assert contrast(*tint) >= 4.5
