"""The plain front end: append-only text, for screen readers, dumb terminals, pipes and tests."""
