"""Two versions of a scenario side by side: what was changed in it, and what that changes for a trainee."""
