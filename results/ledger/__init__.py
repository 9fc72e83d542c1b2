"""What is remembered over runs: registry, runs and jobs, outcomes, issues, scores, samples, decisions.

Law: SQLAlchemy Core, one SQL for SQLite and PostgreSQL; the schema changes only by a migration. Functions take a
connection and live in the caller's transaction, so that what belongs together is kept together or not at all.
"""
