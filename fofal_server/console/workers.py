"""The server processes of an installation: one first, the others once that one answers, all on one socket."""

import contextlib
import http.client
import json
import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Mapping
from functools import partial
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from fofal_server.console.errors import Refusal
from fofal_server.console.installation import Installation
from fofal_server.console.listening import url_of
from fofal_server.console.preparing import heed
from fofal_server.console.supervision import STOP_SECONDS, Supervised
from fofal_server.core import metric_files

Tickets = tuple[tuple[str, str], ...]
"""User names, each with the ticket that signs it in."""

READY_SECONDS = 120
_COMMAND = [sys.executable, "-m", "fofal_server.console.serving"]


class Workers:
    """Running from ``start`` to the end of the ``with``; ``failed`` is set when one of them cannot be kept running."""

    def __init__(self, installation: Installation, listener: socket.socket, drain: float = 0.0) -> None:
        """``drain``: seconds for which a process that was told to end serves on."""
        self.url = url_of(listener)
        self.failed = threading.Event()
        self._all: list[Supervised] = []
        self._metrics = metric_files.emptied(installation.data_dir, listener.getsockname()[1])
        self._listener, self._drain = listener, drain
        self._environment = {
            **os.environ,
            metric_files.VARIABLE: str(self._metrics),
            "FOFAL_DATA_DIR": str(installation.data_dir),
            "FOFAL_RUNTIME_URL": installation.app_url,
            "FOFAL_HOST": str(listener.getsockname()[0]),
            "FOFAL_SOCKET": str(listener.fileno()),
            "FOFAL_LAUNCHER": str(os.getpid()),
            "FOFAL_DRAIN_SECONDS": str(drain),
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._all:
            one.ask_to_end()
        self._shut()
        for one in self._all:
            one.end()
        metric_files.remove(self._metrics)

    def _shut(self) -> None:
        """Whoever comes after the drain is refused at once and may go elsewhere, instead of waiting for nobody."""
        self.failed.wait(self._drain)
        with contextlib.suppress(OSError):  # not every system shuts what listens
            self._listener.shutdown(socket.SHUT_RDWR)

    def start(self, count: int, tickets: Tickets, stop: threading.Event) -> None:
        """Start ``count`` processes and return when the first one answers; it issues the tickets before that.

        The others come after it: they would only take its turns at the processor.
        """
        self._add({"FOFAL_TICKETS": "\n".join(f"{name} {word}" for name, word in tickets)})
        self._wait_ready(stop)
        for _ in range(count - 1):
            self._add({})

    def _add(self, once: Mapping[str, str]) -> None:
        died = partial(metric_files.forget, self._metrics)
        one = Supervised(_COMMAND, self._environment, self.failed.set, died, STOP_SECONDS + self._drain)
        self._all.append(one)
        one.start(once)

    def _wait_ready(self, stop: threading.Event) -> None:
        give_up = time.monotonic() + READY_SECONDS
        while time.monotonic() < give_up:
            heed(stop)
            if health(self.url, timeout=2):
                return
            if self.failed.wait(0.05):
                break
        raise Refusal("Le serveur n'a pas pu démarrer. Le journal log/server.log du dossier des données dit pourquoi.")


def connection(scheme: str, host: str, port: int | None, timeout: float) -> http.client.HTTPConnection:
    """To this machine. The certificate names the machine as others know it, so its name is not asked here.

    Nothing secret is said on this line: only whether the server is ready.
    """
    if scheme != "https":
        return http.client.HTTPConnection(host, port, timeout=timeout)
    unnamed = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unnamed.check_hostname, unnamed.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=timeout, context=unnamed)


def health(url: str, timeout: float) -> dict[str, Any] | None:
    """What the server says of itself within ``timeout`` seconds (``ready``, ``checks``), None when it does not."""
    place = urlsplit(url)
    line = connection(place.scheme, place.hostname or "", place.port, timeout)
    try:
        line.request("GET", "/health/ready")
        said = json.loads(line.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        line.close()
    return said if isinstance(said, dict) else None
