"""Measures of what happens: how long things wait."""
