"""Gym mode: the session set by set, offline."""
