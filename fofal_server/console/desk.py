"""Working on an installation from the console: on its database, in a transaction, in the name of who typed."""

import getpass
import os
import socket
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, Pool

import fofal_server.app  # noqa: F401 - every domain is registered
from fofal_server.console import facts
from fofal_server.console.errors import Refusal
from fofal_server.console.facts import Facts
from fofal_server.console.installation import Installation, exists, reached
from fofal_server.console.place import data_dir, database_url
from fofal_server.core.actor import Actor
from fofal_server.core.audit import Who
from fofal_server.core.db import in_transaction
from fofal_server.core.migrations import head_revision

Result = TypeVar("Result")

CONSOLE = Actor(None, "console", everything=True)
"""Whoever may read the secrets of the data folder; the trail also says which account of the machine it was."""

_OPTIONS = "-c lock_timeout=5000 -c timezone=UTC"


def act(work: Callable[[Session], Result]) -> Result:
    """Do the work in one transaction on the installation's database; it is committed, audited and over at the end."""
    with at_work() as (_, engine):
        return in_name(engine, work)


@contextmanager
def at_work() -> Iterator[tuple[Installation, Engine]]:
    """The installation and a way to its database, which must stand where this program expects it."""
    with installed() as installation:
        refuse_other_version(facts.read(installation.app_url))
        engine = engine_of(installation)
        yield installation, engine
        engine.dispose()


@contextmanager
def installed() -> Iterator[Installation]:
    """The installation of the data folder, whether its server runs or not; refused where none was ever made."""
    folder, url = data_dir(), database_url()
    if not url and not exists(folder):
        raise Refusal(
            f"Aucune installation dans {folder}. Donnez son dossier par FOFAL_DATA_DIR, "
            "ou créez-la : fofal-server init."
        )
    with reached(folder, url) as installation:
        yield installation


def engine_of(installation: Installation, poolclass: type[Pool] = NullPool) -> Engine:
    """A way to the database as the runtime role, kept by no pool or by this one; values never show in messages."""
    arguments = {"connect_timeout": 5, "options": _OPTIONS, "application_name": "fofal-console"}
    return create_engine(installation.app_url, poolclass=poolclass, hide_parameters=True, connect_args=arguments)


def in_name(engine: Engine, work: Callable[[Session], Result]) -> Result:
    """Do the work in a transaction in the console's name."""
    who = Who(CONSOLE, uuid.uuid4().hex, _origin())

    def named(session: Session) -> Result:
        session.info["who"] = who
        return work(session)

    return in_transaction(engine, named)


def refuse_other_version(found: Facts) -> None:
    """The tables must be those that this program was written for."""
    facts.refuse_newer(found)
    if found.revision != head_revision():
        raise Refusal("La base de données n'est pas à la version de ce programme. Tapez : fofal-server migrate")


def _origin() -> str:
    """Which account of which machine: the account of the process, not what its environment claims."""
    if sys.platform == "win32":
        account = getpass.getuser()
    else:
        import pwd

        try:
            account = pwd.getpwuid(os.getuid()).pw_name
        except KeyError:  # an account of a container, known by its number only
            account = str(os.getuid())
        sudo = os.environ.get("SUDO_USER")
        account += f" (sudo {sudo})" if sudo else ""
    return f"{account}@{socket.gethostname()}"
