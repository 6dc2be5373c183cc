"""The season: ribbon, weeks and days, moving and changing with the price seen first, methods side by side."""
