"""Tests of the planner: season to dated sessions, priced, explained and held to its own rules."""
