"""How uvicorn is set up for a server process: from the settings, and nowhere else."""

from typing import Any

import uvicorn

from fofal_server.config import Settings
from fofal_server.front.certificate import CertificateError, Pair, context
from fofal_server.front.connection import Bounds, within
from fofal_server.front.hosts import Hosts


def configuration(app: Any, settings: Settings, **more: Any) -> uvicorn.Config:
    """For the application, or the name of what builds it."""
    pair = pair_of(settings)
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        http=within(bounds_of(settings), hosts_of(settings)),
        ws="none",
        # Who calls is believed from the proxies that the settings name, and from no other.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=settings.limits_idle_seconds,
        ssl_context_factory=(lambda *_: context(pair)) if pair else None,
        **more,
    )


def bounds_of(settings: Settings) -> Bounds:
    """What the settings let a connection take."""
    return Bounds(
        connections=settings.limits_connections,
        head_bytes=settings.limits_head_bytes,
        head_lines=settings.limits_head_lines,
        head_seconds=settings.limits_head_seconds,
        body_seconds=settings.limits_body_seconds,
        body_rate=settings.limits_body_rate,
        stalled_seconds=settings.limits_stalled_seconds,
    )


def hosts_of(settings: Settings) -> Hosts:
    """The names that the settings allow, and the address that they listen on."""
    allowed = settings.allowed_hosts
    return Hosts(frozenset({*allowed, settings.host.lower()}) if allowed else frozenset())


def pair_of(settings: Settings) -> Pair | None:
    """Certificate and key; None for plain HTTP. Raises CertificateError when only one of them is named."""
    if settings.tls_cert is None and settings.tls_key is None:
        return None
    if settings.tls_cert is None or settings.tls_key is None:
        raise CertificateError("FOFAL_TLS_CERT et FOFAL_TLS_KEY vont ensemble : donnez les deux, ou aucun.")
    return Pair(settings.tls_cert, settings.tls_key)
