"""Indicators with targets and observations."""
