"""Work outside the request, one piece at a time, with live progress."""
