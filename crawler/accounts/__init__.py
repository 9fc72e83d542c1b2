"""Readers of accounts: one small file a source, one line in `readers.py`.

A reader asks what everyone may ask, or what the office itself has leave to ask (its own token, its own gateway). None
makes up signatures, passes captchas, or holds logins of persons. What cannot be read is `could-not-look`, not silence.
"""
