"""The same seed draws the same examples, whatever was loaded before: alone, in another order, beside other tests."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parent
DRAWN = "import sys; sys.path.insert(0, {tests!r}); import conftest, {before}, test_steady; print(test_steady.drawn())"
NUMBERS = st.lists(st.integers() | st.floats(allow_nan=False) | st.text(), max_size=20)


def drawn() -> str:
    """Draw five hundred lists of numbers and words and sum them up."""
    summed = hashlib.sha256()

    @seed(1)
    @settings(max_examples=500, database=None)
    @given(NUMBERS)
    def look(values: list[object]) -> None:
        summed.update(repr(values).encode())

    look()
    return summed.hexdigest()


@pytest.mark.parametrize("before", ["json", "ironstride.planning.plan, ironstride.cli.main"])
def test_what_is_loaded_changes_nothing_that_is_drawn(before: str) -> None:
    command = DRAWN.format(tests=str(TESTS), before=before)
    elsewhere = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == drawn()
