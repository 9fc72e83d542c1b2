"""Every list of the ledger once: which arguments it takes, what one line holds, which columns a sheet of it has.

Exports and the interface for programs are both made from these tables, and so is its description: they cannot differ.
Law: a list is read within a scope and by pages that go on after a key; nothing here asks who may read it, knows of
requests, or writes.
"""
