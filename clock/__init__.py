"""The room that knows all the others: what is due, how a job is performed, and what the command line says.

`schedule.py` is its door; the rooms crawler, checks and results never import either. Ledger writes happen in the
process that runs the night; workers visit, ask and judge, and hand back what they found.
"""
