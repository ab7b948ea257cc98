"""Zones, plots, buildings, utilities and residents."""
