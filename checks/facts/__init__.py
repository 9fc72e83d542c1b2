"""Pure reading: what a page shows, and what a site shows as a whole. No judgement, no network, no disk, no clock.

A page is parsed once, here; what a check wants from markup is a fact first.
"""
