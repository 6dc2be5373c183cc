"""Writes how strength is going as one HTML file: each lift with its band, and volume week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ironstride.model.plan import Plan
from ironstride.pictures import palette, words
from ironstride.pictures.load_line import BeliefPoint, load_line
from ironstride.pictures.svg import clean
from ironstride.pictures.volume import volume_by_week

#: widths in pixels of a picture for a desk and for a phone.
DESK_W, PHONE_W = 720, 358
CSS = """\
body{margin:0 auto;max-width:760px;padding:24px 16px 64px;background:var(--paper);color:var(--ink);\
font-size:var(--text);line-height:1.5;font-variant-numeric:tabular-nums}
h1{font-size:var(--head);margin:0 0 8px}h2{font-size:var(--lead);margin:40px 0 8px}p{margin:0 0 8px}
.soft{color:var(--soft)}svg{display:block;width:100%;height:auto}.phone{display:none}
@media(max-width:640px){.desk{display:none}.phone{display:block}}
"""


def progress_html(
    plan: Plan,
    courses: Mapping[str, Sequence[BeliefPoint]],
    names: Mapping[str, str],
    sentences: Mapping[str, Sequence[str]],
) -> str:
    """The page; the same input gives the same bytes.

    Parameters
    ----------
    plan : a plan that follows a log.
    courses : what was believed of each lift, by day, in the order the lifts are shown.
    names : names of exercises by id.
    sentences : what to say of each lift under its name.

    Returns
    -------
    str : a complete HTML document that needs nothing else. Everything that came from outside is escaped.
    """
    parts = []
    for index, (lift, course) in enumerate(courses.items()):
        name = words.name_of(lift, names)
        parts.append(f"<h2>{clean(name)}</h2>\n")
        parts += [f"<p>{clean(text)}</p>\n" for text in sentences.get(lift, ())]
        parts += [
            f'<div class="{css}">{_line(plan, lift, name, course, width, f"{css}-{index}")}</div>\n'
            for css, width in (("desk", DESK_W), ("phone", PHONE_W))
        ]
    if not courses:
        parts.append("<p>No lift has been logged yet: the first honest sets fill this page.</p>\n")
    volume = "".join(
        f'<div class="{css}">{volume_by_week(plan, width, standalone=False, key=f"volume-{css}")}</div>\n'
        for css, width in (("desk", DESK_W), ("phone", PHONE_W))
    )
    title = f"{plan.runner.name}: strength"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{clean(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{palette.page_css()}\nbody,text{{font-family:{palette.FONT}}}\n{CSS}</style></head>\n"
        f"<body><main><h1>{clean(title)}</h1>\n"
        f'<p class="soft">{clean(words.span_text(plan.first_day, plan.last_day, year=True))}. The band holds the '
        "one-rep maximum four times of five; the dots are the sets it was learned from.</p>\n"
        f"{''.join(parts)}<h2>Week by week</h2>\n{volume}</main></body></html>\n"
    )


def _line(plan: Plan, lift: str, name: str, course: Sequence[BeliefPoint], width: float, key: str) -> str:
    mass = plan.runner.body_mass_kg
    return load_line(plan, lift, width, name=name, standalone=False, key=key, band=course, body_mass_kg=mass)
