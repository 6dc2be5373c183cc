"""The ten runners every plan is judged by; two of them are the project's examples."""

from __future__ import annotations

from pathlib import Path

_TESTS = Path(__file__).resolve().parent.parent


def persona_paths() -> list[Path]:
    """Return the runner files of all ten personas in order of their numbers."""
    examples = [_TESTS.parent / "examples" / name / "runner.toml" for name in ("novice-half", "club-5k")]
    return [*examples, *sorted((_TESTS / "personas").glob("[0-9]*/runner.toml"))]
