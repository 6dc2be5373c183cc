"""Timings, ratios and prices of Ironstride on the machine at hand: `python -m benchmarks`."""
