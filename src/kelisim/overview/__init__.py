"""Reads across the whole ledger; has no tables."""
