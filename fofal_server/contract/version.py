"""Which version this is; server, desktop and whoever packages them read it here."""

VERSION = "0.1.0"
"""Three numbers; `pyproject.toml` has the same. Nothing is loaded for it: the desktop asks before it starts."""
