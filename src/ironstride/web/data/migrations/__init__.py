"""Migrations: written once, never changed after a release."""
