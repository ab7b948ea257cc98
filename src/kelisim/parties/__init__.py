"""Organisations, people and the talks with them."""
