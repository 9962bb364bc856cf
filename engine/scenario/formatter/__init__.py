"""Tidying an author's file: edits at exact places of its text, so that everything else stays as it is."""
