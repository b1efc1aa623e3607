"""Versions of the desktop: published by an administrator, given to who asks, to each device when its turn has come."""
