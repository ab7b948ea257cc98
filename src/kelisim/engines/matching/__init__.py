"""Need and land: which plots fit a plant, and what each other one lacks."""
