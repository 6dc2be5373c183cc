"""The nouns of Ironstride: frozen, typed, without input or output."""
