"""Texts made from the ledger."""
