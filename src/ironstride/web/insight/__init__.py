"""What one's training shows: the log session by session, strength and volume over time, and the audit."""
