"""临江县, a county that does not exist: sites with seeded faults, near-misses and a published answer key.

Law: everything is a function of (today, seed, mended, night); no clock, no disk but what is asked for, no foreign text.
The wire (`server`, `dns`) stays on loopback.
"""

from tests.county.county import County, build
from tests.county.nouns import Answer, NearMiss, Response
from tests.county.server import Served, serve

__all__ = ["Answer", "County", "NearMiss", "Response", "Served", "build", "serve"]
