"""Who gets which ending, and in which moods: a scenario gone through state by state, by the rules of play."""
