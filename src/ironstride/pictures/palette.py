"""The identity of every Ironstride picture: paper and ink, cinder and iron, one running ramp, five type sizes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from ironstride.model.running import Intensity

FONT = '"Inter", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
#: the five type sizes in CSS pixels, by use; the grid is 4.
SIZES: Mapping[str, int] = {"note": 13, "text": 16, "lead": 20, "head": 28, "show": 40}


@dataclass(frozen=True)
class Palette:
    """One set of colours as `#rrggbb`. Ramps run away from the paper: further away is harder or heavier.

    `on_run_*` is the ink that can be read on the ramp's step; `band` is the axis and `press_*` the three weights
    of iron.
    """

    paper: str
    wash: str
    hairline: str
    soft: str
    ink: str
    cinder: str
    iron: str
    band: str
    on_band: str
    run_easy: str
    run_long: str
    run_tempo: str
    run_fast: str
    run_race: str
    on_easy: str
    on_long: str
    on_tempo: str
    on_fast: str
    on_race: str
    press_light: str
    press_medium: str
    press_heavy: str
    on_press: str


LIGHT = Palette(
    paper="#fbf8f3", wash="#f3eee6", hairline="#d8cfc2", soft="#655c53", ink="#211b17", cinder="#b2341f",
    iron="#3b5166", band="#3b5166", on_band="#fbf8f3",
    run_easy="#e7d0ac", run_long="#d8a671", run_tempo="#bf6f3f", run_fast="#8a3823", run_race="#4d1811",
    on_easy="#211b17", on_long="#211b17", on_tempo="#211b17", on_fast="#fbf8f3", on_race="#fbf8f3",
    press_light="#7f92a3", press_medium="#566d82", press_heavy="#26394b", on_press="#fbf8f3",
)  # fmt: skip
DARK = Palette(
    paper="#191512", wash="#241f1b", hairline="#433b34", soft="#b3a99d", ink="#f3ede4", cinder="#f07a5f",
    iron="#9fb6ca", band="#41586c", on_band="#f3ede4",
    run_easy="#4b3a2b", run_long="#7c5430", run_tempo="#b3703a", run_fast="#e09c5c", run_race="#fbe0b4",
    on_easy="#f3ede4", on_long="#f3ede4", on_tempo="#191512", on_fast="#191512", on_race="#191512",
    press_light="#67798a", press_medium="#8aa0b3", press_heavy="#d5e2ee", on_press="#191512",
)  # fmt: skip
#: what print gets: black on white, ramps in grey.
PRINT = Palette(
    paper="#ffffff", wash="#f2f2f2", hairline="#c4c4c4", soft="#4a4a4a", ink="#000000", cinder="#000000",
    iron="#222222", band="#333333", on_band="#ffffff",
    run_easy="#e4e4e4", run_long="#bdbdbd", run_tempo="#8f8f8f", run_fast="#555555", run_race="#111111",
    on_easy="#000000", on_long="#000000", on_tempo="#000000", on_fast="#ffffff", on_race="#ffffff",
    press_light="#8c8c8c", press_medium="#6e6e6e", press_heavy="#1c1c1c", on_press="#ffffff",
)  # fmt: skip

#: the steps of the ramp, easiest first, and what each is called beside a picture.
GROUPS: Mapping[str, str] = {"easy": "easy", "long": "long", "tempo": "tempo, hills", "fast": "fast", "race": "race"}
GROUP_OF: Mapping[Intensity, str] = {
    "easy": "easy", "long": "long", "tempo": "tempo", "hills": "tempo", "interval": "fast", "sprint": "fast",
    "race": "race",
}  # fmt: skip


def group_of(intensity: str) -> str:
    """The ramp's step of an intensity; one we do not know counts as easy."""
    return next((group for name, group in GROUP_OF.items() if name == intensity), "easy")


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def css_variables(palette: Palette) -> str:
    """The palette as CSS custom properties: `--run-easy:#ecd9bd;…`."""
    return "".join(f"--{field.name.replace('_', '-')}:{getattr(palette, field.name)};" for field in fields(palette))


def size_variables() -> str:
    """The type sizes as CSS custom properties in rem: `--note:0.8125rem;…`."""
    return "".join(f"--{name}:{size / 16:g}rem;" for name, size in SIZES.items())


def page_css() -> str:
    """Variables for a page: light, dark when the reader asks for it, grey in print; then the pictures' classes."""
    return (
        f":root{{{css_variables(LIGHT)}{size_variables()}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{css_variables(DARK)}}}}}\n"
        f"@media print{{:root{{{css_variables(PRINT)}}}}}\n"
        f"{picture_css(None)}"
    )


def picture_css(palette: Palette | None, used: Collection[str] | None = None) -> str:
    """The classes that draw a picture (`f-ink` fills, `s-iron` strokes): a page's variables (None) or plain colours.

    Files outside a page get plain colours, because many programs that show SVG do not know variables; `used` keeps
    only the classes a picture needs.
    """
    rules = []
    for field in fields(Palette):
        name = field.name.replace("_", "-")
        colour = f"var(--{name})" if palette is None else getattr(palette, field.name)
        for css, what in ((f"f-{name}", "fill"), (f"s-{name}", "stroke")):
            if used is None or css in used:
                rules.append(f".{css}{{{what}:{colour}}}")
    ground = "var(--paper)" if palette is None else palette.paper
    return "".join(rules) + f".none{{fill:none}}.halo{{stroke:{ground};stroke-width:4px;paint-order:stroke}}"


def svg_css(used: Collection[str]) -> str:
    """The style of a picture that stands alone: font, light and dark colours of the classes it uses."""
    return (
        f"text{{font-family:{FONT};font-variant-numeric:tabular-nums}}\n{picture_css(LIGHT, used)}\n"
        f"@media (prefers-color-scheme:dark){{{picture_css(DARK, used)}}}"
    )
