"""One call being played: the pure step, the machine that plays it, and the journal that keeps it."""
