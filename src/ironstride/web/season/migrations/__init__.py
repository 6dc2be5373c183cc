"""Migrations of the season."""
