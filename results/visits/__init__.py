"""Visit files and the WARC archive beside them: written once by one process, then only read.

Law: one visit of one subject is one SQLite file and one WARC; while it is written both are called `….part`, and a file
without `.part` is complete and never changes again. Nothing here judges; the views offer what was gathered, no more.
Every address, text and body in here came from strangers: sizes are bounded when they are read back.
"""
