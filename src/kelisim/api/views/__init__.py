"""The endpoints, a module an app."""
