"""Runs over real pages where they are at hand (see corpus.py); skipped with a reason elsewhere."""
