"""One server process: uvicorn on the launcher's socket, ended when the launcher ends."""

import gc

if __name__ == "__main__":
    gc.disable()  # until all is loaded (``asgi``): looking for garbage meanwhile takes a quarter of a start

import os
import socket
import sys
from functools import partial

import structlog
from pydantic import ValidationError
from sqlalchemy import create_engine, text

from fofal_server import app as _application  # noqa: F401 - every domain is registered
from fofal_server.auth import services
from fofal_server.auth.breached import Breached, BreachedError
from fofal_server.auth.keys import Keys, KeysError
from fofal_server.auth.rates import counters_for
from fofal_server.auth.shared_counters import BadAddress
from fofal_server.cluster.errors import ClusterError
from fofal_server.config import Settings
from fofal_server.console.listening import LOOPBACK
from fofal_server.console.orphaned import end_database
from fofal_server.console.supervision import HOPELESS
from fofal_server.core import logs, parent
from fofal_server.core.db import transaction
from fofal_server.core.errors import NotFound
from fofal_server.front.certificate import CertificateError, context
from fofal_server.front.listening import configuration, pair_of
from fofal_server.front.taking import Server
from fofal_server.settings.services import is_demo

log = structlog.get_logger("fofal.serving")
ENDING = {"timeout_graceful_shutdown": 10}
"""Seconds that calls have to end in when the server is told to."""


def main() -> None:
    """Serve until told to stop; everything comes from the environment that the launcher prepared."""
    settings = _usable_settings()
    parent.follow(int(os.environ["FOFAL_LAUNCHER"]), partial(end_database, settings.data_dir))
    logs.configure(settings.log_level, settings.data_dir / "log", settings.log_keeping())
    refuse_demo_beyond_loopback(settings)
    issue_tickets(settings, os.environ.pop("FOFAL_TICKETS", ""))
    server = Server(configuration("fofal_server.asgi:build", settings, factory=True, **ENDING), settings.drain_seconds)
    server.run(sockets=[socket.socket(fileno=int(os.environ["FOFAL_SOCKET"]))])
    sys.exit(0 if server.started else 1)


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


def _usable_settings() -> Settings:
    """Say what is wrong with settings or secrets once, instead of starting again and again."""
    try:
        settings = Settings()
        Keys.ensure(settings.data_dir)
        counters_for(settings)
        if pair := pair_of(settings):
            context(pair)
        if settings.breached_passwords:
            Breached(settings.breached_passwords).proven()
    except ValidationError as error:
        wrong = [f"FOFAL_{str(one['loc'][0]).upper()} : {one['msg']}" for one in error.errors(include_input=False)]
        print("\n".join(wrong), file=sys.stderr)
        sys.exit(HOPELESS)
    except (KeysError, ClusterError, BadAddress, BreachedError, CertificateError) as error:
        print(error, file=sys.stderr)
        sys.exit(HOPELESS)
    return settings


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
