"""Files that come in and go out: imports and their undoing, calendars by address, feeds, export, erasure."""
