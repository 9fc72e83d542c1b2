"""How each family of site builders writes and pages its lists: one small module a dialect.

Law: a dialect is a pure reader of one page. It asks nothing of the network; it says what could be asked.
"""
