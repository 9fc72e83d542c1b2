"""The whole river, as a user runs it: the command line in a process of its own, on the fake county."""
