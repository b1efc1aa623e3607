"""One server process: uvicorn on the launcher's socket, ended when the launcher ends."""

import os
import socket
import sys
from functools import partial

import structlog
import uvicorn
from sqlalchemy import create_engine, text

from fofal_server import app as _application  # noqa: F401 - every domain is registered
from fofal_server.auth import services
from fofal_server.auth.keys import Keys, KeysError
from fofal_server.config import Settings
from fofal_server.console.listening import LOOPBACK
from fofal_server.console.orphaned import end_database
from fofal_server.console.supervision import HOPELESS
from fofal_server.core import logs, parent
from fofal_server.core.db import transaction
from fofal_server.core.errors import NotFound
from fofal_server.settings.services import is_demo

log = structlog.get_logger("fofal.serving")


def main() -> None:
    """Serve until told to stop; everything comes from the environment that the launcher prepared."""
    settings = Settings()
    parent.follow(int(os.environ["FOFAL_LAUNCHER"]), partial(end_database, settings.data_dir))
    logs.configure(settings.log_level, settings.data_dir / "log")
    refuse_demo_beyond_loopback(settings)
    _refuse_unusable_secrets(settings)
    issue_tickets(settings, os.environ.pop("FOFAL_TICKETS", ""))
    server = uvicorn.Server(_configuration(settings))
    server.run(sockets=[socket.socket(fileno=int(os.environ["FOFAL_SOCKET"]))])
    sys.exit(0 if server.started else 1)


def _configuration(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        "fofal_server.asgi:build",
        factory=True,
        log_config=None,
        access_log=False,
        server_header=False,
        # Who calls is believed from the proxies that the settings name, and from no other.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=10,
        timeout_keep_alive=30,
        h11_max_incomplete_event_size=64 * 1024,
    )


def refuse_demo_beyond_loopback(settings: Settings) -> None:
    """A demo company is for whoever sits at this machine; ask before listening to anybody else."""
    if settings.host in LOOPBACK or settings.runtime_url is None:
        return
    engine = create_engine(settings.runtime_url)
    with engine.connect() as connection:
        demo = connection.scalar(text("SELECT demo FROM settings_company"))
    engine.dispose()
    if demo:
        raise SystemExit("La société de démonstration ne se sert que sur cette machine (127.0.0.1).")


def _refuse_unusable_secrets(settings: Settings) -> None:
    """Say what is wrong with the secrets once, instead of starting again and again."""
    try:
        Keys.ensure(settings.data_dir)
    except KeysError as error:
        print(error, file=sys.stderr)
        sys.exit(HOPELESS)


def issue_tickets(settings: Settings, listed: str) -> None:
    """Let the screens that were given these tickets in; only ever in a demo (lines ``username ticket``)."""
    if not listed or settings.runtime_url is None:
        return
    engine = create_engine(settings.runtime_url)
    with transaction(engine) as session:
        if is_demo(session):
            for line in listed.splitlines():
                username, _, ticket = line.partition(" ")
                try:
                    services.create_ticket(session, username, ticket)
                except NotFound:  # somebody took this account away from the demo: its screen will ask who is there
                    log.warning("ticket.nobody", user=username)
    engine.dispose()


if __name__ == "__main__":
    main()
