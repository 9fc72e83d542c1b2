"""REMEMBERS AND TELLS: visit files, the ledger, issues over time, scores, lines, reports. Never fetches, never judges.

Law: imports `checks.model` and `checks.indicators` of the other rooms and nothing else of them, no network library and
no clock: every moment is given by the caller. What a person can mend is a `PersonError`, whose message is Chinese.
Inside: console → reports → intake → access, triage, following, scoring → ledger | visits.
"""
