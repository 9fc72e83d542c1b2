"""Runs over real pages, where the corpus lies beside the project or XUNWANG_CORPUS names it; skipped with a reason elsewhere."""
