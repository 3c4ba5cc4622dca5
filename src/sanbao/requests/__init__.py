"""Service requests: who asks, for whom, where and when, and what became of it."""
