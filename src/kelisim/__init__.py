"""Kelisim: the system in which an investment promotion office works."""
