"""Exercises, rules, methods, sources and tables as data, and the one door that loads them."""

from __future__ import annotations

from ironstride.catalogue.load import Catalogue, catalogue

__all__ = ["Catalogue", "catalogue"]
