"""The two front ends on one engine: full screen, and plain text."""
