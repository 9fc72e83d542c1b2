"""Checks that judge one page at a time. One module a check; no check imports a check."""
