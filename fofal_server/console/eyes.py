"""The small eyes of ``status``: what the running server tells at ``/metrics``, in a few lines."""

import http.client
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from prometheus_client.parser import text_string_to_metric_families

from fofal_server.console.output import size
from fofal_server.console.workers import connection

TIMEOUT = 5.0
Told = dict[str, Any]


def looked(url: str) -> Told | None:
    """Numbers of the last five whole minutes and of the moment; None when the server does not tell."""
    text = fetched(url, TIMEOUT)
    return None if text is None else _numbers(text)


def fetched(url: str, timeout: float) -> str | None:
    """The metrics of the server of this machine as they stand there; None when it does not tell within ``timeout``."""
    place = urlsplit(url)
    line = connection(place.scheme, place.hostname or "", place.port, timeout)
    try:
        line.request("GET", "/metrics")
        answer = line.getresponse()
        text = answer.read().decode()
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        line.close()
    return text if answer.status == 200 else None


def _numbers(text: str) -> Told:
    samples = [one for family in text_string_to_metric_families(text) for one in family.samples]

    def by(name: str, label: str) -> dict[str, float]:
        return {one.labels[label]: one.value for one in samples if one.name == name}

    def alone(name: str) -> float | None:
        return next((one.value for one in samples if one.name == name), None)

    return {
        "calls_per_second": alone("fofal_recent_calls_per_second"),
        "errors": alone("fofal_recent_errors"),
        "within_seconds": by("fofal_recent_call_seconds", "quantile"),
        "memory_bytes": by("fofal_process_memory_bytes", "role"),
        "processor_seconds": by("fofal_process_seconds_total", "role"),
        "load": alone("fofal_load"),
        "processors": alone("fofal_processors"),
        "disk_free_bytes": by("fofal_disk_free_bytes", "place"),
        "disk_total_bytes": by("fofal_disk_total_bytes", "place"),
    }


def lines(told: Told) -> Iterable[str]:
    """The same for a person."""
    within = {share: f"{seconds * 1000:.0f} ms" for share, seconds in told["within_seconds"].items()}
    times = f"p50 ≤ {within['0.5']}, p95 ≤ {within['0.95']}" if {"0.5", "0.95"} <= within.keys() else "aucune demande"
    rate = f"{told['calls_per_second'] or 0:.2f}".replace(".", ",")
    yield f"Cinq minutes        : {rate} demandes/s, {times}, {told['errors'] or 0:.0f} erreurs"
    memory = ", ".join(f"{role} {size(int(amount))}" for role, amount in sorted(told["memory_bytes"].items()))
    yield f"Mémoire             : {memory or '—'}"
    if told["load"] is not None:
        load = f"{told['load']:.2f}".replace(".", ",")
        yield f"Charge              : {load} pour {told['processors']:.0f} processeurs"
    for place, free in sorted(told["disk_free_bytes"].items()):
        whole = told["disk_total_bytes"][place]
        yield f"Place ({place})".ljust(20) + f": {size(int(free))} libres sur {size(int(whole))} ({free / whole:.0%})"
