"""Thirteen weeks of a county (2026-06-29 … 2026-09-27) in a ledger, written by the program's own code.

With it comes a plain log of what happened, from which every number of a report can be told another way: those of a
period by `telling`, of its end; those of a week by `weekly_telling`, of the ledger as the weekly run left it.
"""

from tests.results.quarter.log import Log
from tests.results.quarter.playing import Quarter, play

__all__ = ["Log", "Quarter", "play"]
