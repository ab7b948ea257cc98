"""Articles and the claims that they make."""
