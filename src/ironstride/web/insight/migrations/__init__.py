"""Migrations of what one's training shows."""
