"""What sources answer about an account, read: bytes to posts. One module a source; nothing here asks for anything.

Every parser gives a `Parsed` (`checks.facts.posts.parsed`) and never raises on any bytes; `conclude` alone says which
of the four outcomes it is, so that no source can call an account silent by itself.
"""
