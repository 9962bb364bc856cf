"""Completion of the command line in bash, zsh and fish: the scripts, and the answers to what they ask."""
