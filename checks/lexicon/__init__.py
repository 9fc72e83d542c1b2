"""Word lists, each with its source and, where it matters, the dates between which it holds."""
