"""Checks that judge a new-media account. One module a check; no check imports a check."""
