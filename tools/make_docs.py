"""Makes the reference pages, the README's numbers and the season's picture from the code and the catalogue.

Run `make docs` (or `python tools/make_docs.py`) after a change of the catalogue, the kinds or the commands; with
`--check` it only names what is stale and ends with 1. `docs/reference/runner-file.md` is made by make_schemas.py.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pages import (
    commands,
    exercises,
    formats,
    kinds,
    ladders,
    methods,
    mistakes,
    plan_json,
    rules,
    season,
    sources,
    words,
)

from ironstride.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "pictures" / "season.svg"
#: pages of the reference that another tool makes, or a hand
OTHERS = frozenset({"runner-file.md", "sync.md"})


def reference() -> dict[Path, str]:
    """Make every page of the reference, by its path."""
    data = catalogue()
    pages = {
        "rules.md": rules.index(data),
        **rules.family_pages(data),
        "methods.md": methods.methods_page(data),
        "switches.md": methods.switches_page(data),
        "sources.md": sources.sources_page(data),
        "claims.md": sources.claims_page(data),
        "exercises.md": exercises.exercises_page(data),
        "commands.md": commands.commands_page(),
        "kinds.md": kinds.kinds_page(data),
        "words.md": words.words_page(data),
        "ladders.md": ladders.ladders_page(data),
        "screens.md": ladders.screens_page(data),
        "formats.md": formats.formats_page(),
        "plan-json.md": plan_json.plan_json_page(),
        "audit-json.md": plan_json.audit_json_page(),
        "mistakes.md": mistakes.mistakes_page(data),
    }
    return {REFERENCE / name: text for name, text in pages.items()}


def shown() -> dict[Path, str]:
    """Make what is shown of the example: the README with its numbers and excerpt, and the picture."""
    data = catalogue()
    text = README.read_text(encoding="utf-8")
    text = between(text, "numbers", season.numbers(data))
    text = between(text, "session", season.excerpt(data))
    return {README: text, PICTURE: season.picture()}


def between(text: str, name: str, made: str) -> str:
    """Put what was made between the markers of its name.

    Raises
    ------
    ValueError : when the markers are not there.
    """
    pattern = re.compile(rf"(<!-- {name}: made by `make docs` -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    changed, count = pattern.subn(lambda match: f"{match[1]}{made}\n{match[2]}", text)
    if count != 1:
        raise ValueError(f"the markers of {name!r} stand {count} times, not once")
    return changed


def stale(made: dict[Path, str]) -> list[Path]:
    """Name the files that are not what is made of them, and pages of the reference that nothing makes any more."""
    old = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if any(path.parent == REFERENCE for path in made):
        old += [path for path in sorted(REFERENCE.glob("*.md")) if path not in made and path.name not in OTHERS]
    return old


def write(path: Path, made: dict[Path, str]) -> None:
    """Write a stale file anew, or remove a page that nothing makes any more."""
    if path not in made:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made[path], encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only name it."""
    check = "--check" in arguments
    found: list[Path] = []
    makers: tuple[Callable[[], dict[Path, str]], ...] = (reference, shown)
    for make in makers:
        made = make()
        for path in stale(made):
            found.append(path)
            if not check:
                write(path, made)
            print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if found and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
