"""The pictures of a plan for the terminal: the season ribbon in block characters and a week to the last set."""

from __future__ import annotations

from ironstride.pictures.terminal_ink import colour_wanted
from ironstride.pictures.terminal_season import season_text
from ironstride.pictures.terminal_week import week_text

__all__ = ["colour_wanted", "season_text", "week_text"]
