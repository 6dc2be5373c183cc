"""Proofs of the rule kinds: each kind's specification and encoding are each other's test."""
