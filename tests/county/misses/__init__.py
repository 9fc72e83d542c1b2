"""The near-misses: honest pages that look faulty. Each is drawn into a page where no fault was seeded."""
