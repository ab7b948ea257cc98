"""Sheets as offices keep them: where the head is, what its columns mean, what a cell says."""
