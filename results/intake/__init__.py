"""Registry sheets in and out: csv and xlsx that offices keep, read all or nothing.

Law: a sheet is hostile until read. Nothing here writes to the ledger; what cannot be understood is told with file,
sheet, row and column as Excel shows them, what is wrong and what was expected, and then nothing is taken over.
"""
