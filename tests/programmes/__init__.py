"""Published strength programmes for runners, as plans with known answers."""
