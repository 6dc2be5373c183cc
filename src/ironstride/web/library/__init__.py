"""The catalogue to read: exercises, methods, sources. It shows nothing of anybody, so anybody may read it."""
