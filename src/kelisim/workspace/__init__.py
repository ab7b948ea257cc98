"""Where staff, investors and zone managers work."""
