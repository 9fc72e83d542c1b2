"""The console: what the ledger knows, for people who sign in; rendered on the server, no outside host.

Law: one blueprint for each noun; a view reads and acts through the rooms below and holds no rule of its own. Who may
enter which view stands in one table (`gate.DOORS`); what is not in it is closed. Every list is read within the scope of
its reader. The moment comes from the desk. Nothing here writes SQL. All of it works without scripts: the few there are
stand in `static/`, never in a page, and only spare keystrokes.
"""
