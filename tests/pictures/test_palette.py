"""The colours can be read by everybody: contrast, colour-blind eyes and grey print are computed, not believed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ironstride.model.running import INTENSITIES
from ironstride.pictures.palette import DARK, GROUP_OF, GROUPS, LIGHT, PRINT, SIZES, Palette, contrast, luminance

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
RAMP = tuple(GROUPS)
#: linear-RGB matrices of full dichromacy (Machado, Oliveira and Fernandes 2009, severity 1.0).
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen_luminance(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> float:
    """Luminance of a colour as dichromats see it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [min(max(sum(m * c for m, c in zip(row, linear, strict=True)), 0), 1) for row in matrix]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def test_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the grey WCAG authors quote as just short


@PALETTES
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("ink", ["ink", "soft", "cinder", "iron"])
def test_words_can_be_read(palette: Palette, ground: str, ink: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@PALETTES
def test_words_on_coloured_blocks_can_be_read(palette: Palette) -> None:
    for group in RAMP:
        assert contrast(getattr(palette, f"on_{group}"), getattr(palette, f"run_{group}")) >= 4.5, group
    assert contrast(palette.on_band, palette.band) >= 4.5


@PALETTES
def test_walls_and_outlines_stand_out_from_the_paper(palette: Palette) -> None:
    for name in ("press_light", "press_medium", "press_heavy", "run_tempo"):
        assert contrast(getattr(palette, name), palette.paper) >= 3, name


@PALETTES
@pytest.mark.parametrize("eyes", ["normal", *BLINDNESS])
def test_harder_running_is_further_from_the_paper_for_all_eyes(palette: Palette, eyes: str) -> None:
    def seen(colour: str) -> float:
        return luminance(colour) if eyes == "normal" else seen_luminance(colour, BLINDNESS[eyes])

    steps = [seen(getattr(palette, f"run_{group}")) for group in RAMP]
    ordered = sorted(steps, reverse=seen(palette.paper) > 0.5)
    assert steps == ordered
    ratios = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(steps)]
    assert min(ratios) >= 1.3


@PALETTES
def test_heavier_iron_is_further_from_the_paper(palette: Palette) -> None:
    walls = [contrast(getattr(palette, f"press_{weight}"), palette.paper) for weight in ("light", "medium", "heavy")]
    assert walls == sorted(walls)


def test_every_intensity_has_a_step() -> None:
    assert set(GROUP_OF) == set(INTENSITIES)
    assert set(GROUP_OF.values()) == set(GROUPS)


def test_five_type_sizes() -> None:
    assert len(SIZES) == 5
    assert min(SIZES.values()) >= 13
