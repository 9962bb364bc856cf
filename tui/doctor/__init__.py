"""What `moodline doctor` looks at. Nothing here makes or changes anything on disk."""
