"""What `moodline check` finds, shown: as text, JSON, SARIF and GitHub workflow commands."""
