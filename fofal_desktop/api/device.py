"""What this computer is called, so that people tell their sessions apart."""

import platform


def device() -> str:
    """``FOFAL (Windows, BUREAU-2)``, in letters that every header may hold."""
    return f"FOFAL ({platform.system()}, {platform.node()})".encode("ascii", "replace").decode()
