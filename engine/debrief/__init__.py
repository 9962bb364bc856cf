"""What a call meant: the line of the mood, why it moved, what it came to, and what to do next time."""
