"""Attempts that last: the store on disk, its migrations, and its plain-words failures."""
