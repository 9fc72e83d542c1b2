"""One question to the network each, with one answer or one `Failure`.

Law: httpx is imported in `http` only, dnspython in `dns` only. A probe never judges its answer.
"""
