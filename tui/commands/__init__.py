"""The commands of ``moodline``, one file a group of them.

A command reads its arguments and returns a job, which is then run outside the parser: that would take Ctrl-C,
a closed pipe and an end of input for its own business.
"""
