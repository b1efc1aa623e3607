"""Notifications: rules say what is told to whom, alerts are what was told and what became of it."""
