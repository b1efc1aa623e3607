"""Telling systemd how the launcher stands (sd_notify): ready, alive, ending. Silent wherever nobody asked."""

import contextlib
import os
import socket

READY, ALIVE, ENDING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def tell(word: str) -> None:
    """Send one word to ``NOTIFY_SOCKET``; a listener that is gone must not end what it listened to."""
    place = os.environ.get("NOTIFY_SOCKET")
    if not place:
        return
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(word.encode(), f"\0{place[1:]}" if place.startswith("@") else place)
