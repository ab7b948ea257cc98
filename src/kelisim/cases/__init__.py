"""Investors' problems and questions with a clock."""
