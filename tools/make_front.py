"""Draws the example season of the front page, for desk and phone, from the example runner; run when pictures change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from ironstride.formats.runner_file import read_runner
from ironstride.pictures.ribbon import season_ribbon
from ironstride.planning.plan import plan
from ironstride.running.plan_reader import read_running_plan

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/novice-half"
TARGET = ROOT / "src/ironstride/web/pages/templates/pages"
WEEKS = 19


def main() -> None:
    """Plan the example and write both pictures."""
    runner = read_runner(EXAMPLE)
    first = runner.first_day
    assert first is not None
    bare = replace(runner, running=replace(runner.running, history=()))

    made = plan(bare, read_running_plan(bare, EXAMPLE, first=first, last=first + timedelta(weeks=WEEKS)))
    for name, width in (("desk", 1120), ("phone", 358)):
        picture = season_ribbon(made, width, standalone=False, key=f"front-{name}")
        (TARGET / f"example_{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
