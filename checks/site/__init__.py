"""Checks that judge a site as a whole. One module a check; no check imports a check."""
