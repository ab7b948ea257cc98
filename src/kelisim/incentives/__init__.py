"""Reliefs with their legal basis and validity."""
