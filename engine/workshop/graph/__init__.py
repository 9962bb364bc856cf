"""A scenario as a picture: what can lead where, taken from the machine that plays it."""
