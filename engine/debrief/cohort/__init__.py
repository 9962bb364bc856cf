"""A class: what many calls of the same scenario have in common, and where they part."""
