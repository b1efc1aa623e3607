"""Measurements beside a bare endpoint that does the same work, in one run; results go to ``docs/performance.md``."""
