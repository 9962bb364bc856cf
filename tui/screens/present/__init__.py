"""The debrief before a room."""
