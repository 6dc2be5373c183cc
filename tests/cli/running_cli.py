"""Runs the command line in this process and gives its exit code and what it wrote."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from ironstride.cli.main import main


class Outcome(NamedTuple):
    code: int
    out: bytes
    err: str


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def bytes(self) -> bytes:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


def ironstride(monkeypatch: pytest.MonkeyPatch, *words: object, typed: Sequence[str] = ()) -> Outcome:
    """Run `ironstride WORDS`, with lines typed at its prompts."""
    out, err = _Stream(), _Stream()
    monkeypatch.setattr(sys, "argv", ["ironstride", *(str(word) for word in words)])
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(line + "\n" for line in typed)))
    code = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    return Outcome(code, out.bytes(), err.bytes().decode())
