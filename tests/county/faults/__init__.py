"""The seeded faults, one module for each group of checks: noted in the book, then drawn into the site."""
