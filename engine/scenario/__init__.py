"""What an author writes: the format's model, its reader, its schema and the library of scenarios."""
