"""Moodline's engine: scenarios, mood, calls, debriefs and records. It knows no terminal."""
