"""Visits may be opened in several threads at once, also as the first thing that a process does."""

import subprocess
import sys

SCRIPT = """
from results.visits import reader
from checks.model.captures import Coverage, DnsProbe, HttpProbe, NameserverProbe, SearchProbe, SiblingProbe, TlsProbe
from checks.model.pages import Page
from checks.model.registry import Column, Site, Unit
kinds = (Coverage, DnsProbe, HttpProbe, NameserverProbe, SearchProbe, SiblingProbe, TlsProbe, Page, Column, Site, Unit)
print([kind.__name__ for kind in kinds if "__msgspec_cache__" not in vars(kind)])
"""


def test_what_visits_hold_is_known_before_any_thread_reads_one() -> None:
    """msgspec learns a class when it first meets it; two threads that teach it one at once end the process."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr
