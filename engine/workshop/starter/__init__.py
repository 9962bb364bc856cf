"""A scenario to begin with: a template that plays, and an author's answers filled into it."""
