"""Pages, one module for each app."""
