"""All lists, by name: those that programs may read, and those that may be exported besides."""

from __future__ import annotations

from collections.abc import Mapping

from results.lists.listing import Listing
from results.lists.of_console import AUDIT, USERS
from results.lists.of_handling import COMPLAINTS, NOTICES, TASKS
from results.lists.of_issues import ISSUES, OUTCOMES
from results.lists.of_registry import ACCOUNTS, SITES, UNITS
from results.lists.of_runs import COVERAGE, RUNS

_READ = (ISSUES, OUTCOMES, SITES, ACCOUNTS, UNITS, RUNS, COVERAGE, NOTICES, COMPLAINTS, TASKS)
READ: Mapping[str, Listing] = {one.name: one for one in _READ}
"""What programs may read."""
EXPORTED: Mapping[str, Listing] = {**READ, **{one.name: one for one in (USERS, AUDIT)}}
