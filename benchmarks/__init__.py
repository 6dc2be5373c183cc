"""Timings, ratios and prices; run with `python -m benchmarks`."""
