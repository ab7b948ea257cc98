"""Measures that stay: each prints a table, beside a peer in the same run. They never fail a test by time."""
