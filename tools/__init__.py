"""What the Makefile and .ci/run call; no part of what is installed."""
