"""The screens, driven against the real server."""
