"""Forums, delegations and visits with their meetings."""
