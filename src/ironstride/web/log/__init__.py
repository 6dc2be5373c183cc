"""The training log over the wire: entries in the order of acceptance, and what they amount to."""
