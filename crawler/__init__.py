"""Fetches: visits sites and asks the network.

Law: never judges and never stores. It imports `checks.model` and `checks.facts` and nothing else of this project; a
network failure is a value (`checks.model.captures.Failure`), never an exception that leaves this room. Everything
fetched is hostile: size, time, depth and memory are bounded here.
"""
