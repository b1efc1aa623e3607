"""How long tests wait for what must come."""

PATIENCE = 120.0
"""Seconds: a net against hanging for ever, on the slowest machine; never a measure, for waits end when it is there."""
