"""The audit: a zoo of written logs, trials as logs, and what must hold for any log."""
