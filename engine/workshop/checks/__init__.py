"""What is proved of a scenario before anyone plays it: one small class a claim, a file a family."""
