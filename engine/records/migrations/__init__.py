"""How older stores become newer ones: one file a step in ``versions``, all run in one transaction."""
