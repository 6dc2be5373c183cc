"""Accounts: who logs in, what they agreed to, and which coach may read whose season."""
