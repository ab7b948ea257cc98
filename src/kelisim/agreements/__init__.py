"""Memoranda, agreements, contracts and their commitments."""
