"""Users, offices and what they may do."""
