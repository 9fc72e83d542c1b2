"""The steps by which the schema of the ledger came to be; run on opening it. A step that was released never changes."""
