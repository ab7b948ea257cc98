"""The JSON under /api/v1/."""
