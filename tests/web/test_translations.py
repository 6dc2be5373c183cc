"""German is complete: every text is translated, the compiled catalogue is fresh, and pages come out in German."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ironstride.cli.ask import EVENTS, EXPERIENCES
from ironstride.cli.presets import PRESETS
from ironstride.model.plan import Plan
from ironstride.model.running import INTENSITIES
from ironstride.web.accounts.models import User
from ironstride.web.site.words import WORDS
from web.conftest import Login

ROOT = Path(__file__).resolve().parent.parent.parent
#: words of ours that would show that a page is not German
ENGLISH = re.compile(r"\b(the|your|with|nothing|every|which)\b", re.IGNORECASE)
PAGES = ("/", "/log/", "/progress/", "/audit/", "/library/", "/methods/", "/sources/", "/data/", "/account/", "/start/")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Load the tool that keeps the translations."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "tools/translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


def test_every_text_is_translated_and_the_files_are_fresh(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main(["--check"]) == 0, capsys.readouterr().out


def test_a_missing_translation_and_a_lost_place_are_told(tool: ModuleType) -> None:
    message = tool.Message
    texts = {
        "a": message("a", files={"x"}),
        "b %(n)s": message("b %(n)s", files={"x"}, german=("b",)),
        "c": message("c", files={"x"}, german=("c",), fuzzy=True),
        "%(n)s d": message("%(n)s d", "%(n)s ds", {"x"}, ("%(n)s d", "%(n)s d")),
    }
    assert [line.split(":")[0] for line in tool.faults(texts)] == [
        "not translated",
        "its places for values differ",
        "unsure",
    ]


def test_a_catalogue_comes_back_as_it_was_written(tool: ModuleType, tmp_path: Path) -> None:
    path = tool.FOLDER / "django.po"
    held = tool.merged(tool.gathered(), tool.read(path))
    assert path.read_text("utf-8") == tool.written(held)


def test_words_of_the_runner_file_have_words() -> None:
    assert {*EVENTS, *EXPERIENCES, *PRESETS, *INTENSITIES} <= set(WORDS)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_german_but_for_what_says_to_be_english(path: str, login: Login, alice: User, season: Plan) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    answer = login(alice).get(path)
    text = answer.content.decode()
    assert '<html lang="de">' in text
    assert answer.headers["Content-Language"] == "de"
    held = re.sub(r"<svg.*?</svg>|<script.*?</script>|<title>.*?</title>", "", text, flags=re.DOTALL)
    main = held[held.index("<main") :]
    for _ in range(8):  # parts that say to be English hold nothing of the same kind inside
        main = re.sub(r"<(\w+)([^>]*?) lang=\"en\"[^>]*>((?!<\1\b).)*?</\1>", "", main, flags=re.DOTALL)
    found = [one for one in re.findall(r">([^<>]+)<", main) if ENGLISH.search(one)]
    assert found == []
