"""The debrief for a room: one idea a screen, votes, two attempts side by side."""
