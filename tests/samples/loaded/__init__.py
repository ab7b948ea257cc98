"""Tests that look at the whole sample."""
