"""How fast Moodline is, always beside something else in the same run. `make bench` runs these.

They are no tests: how fast a machine is says nothing about whether the code is right, and a machine that is
busy with something else makes any number wrong. So everything is measured in turns (A B A B …), and what is
told is the median of the rounds, with the lowest and the highest.
"""
