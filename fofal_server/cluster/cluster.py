"""A private PostgreSQL for one data folder: `with Cluster(data_dir) as cluster`."""

import contextlib
import dataclasses
import shutil
from pathlib import Path
from typing import Self

from fofal_server.cluster import configuration, credentials, database, durability, layout, lock, role, server, state
from fofal_server.cluster import port as ports
from fofal_server.cluster.errors import PortTakenError
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.initialise import SUPERUSER, initialise
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.url import connected, local, with_database

_PORTS_TRIED = 5


class Cluster:
    """PostgreSQL with the application's roles, database and extensions, for as long as the `with` lasts.

    `quick` gives up durability for speed; it is for tests and refused outside the system's temporary folder.
    """

    def __init__(self, data_dir: Path, quick: bool = False) -> None:
        """Name the data folder; nothing is touched before `start`."""
        self.data_dir = data_dir.absolute()
        self.quick = quick
        self.superuser_url = self.owner_url = self.app_url = ""
        self._held = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Start, for the length of the `with`."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, whatever happened."""
        self.stop()

    def start(self) -> None:
        """Make the cluster if there is none, start it and make sure of its roles; raises `ClusterError`."""
        if self.quick:
            layout.check_quick(self.data_dir)
        make_folder(self.data_dir, 0o711)
        with contextlib.ExitStack() as held:
            held.enter_context(lock.hold(self.data_dir))
            self._open(held)
            self._held = held.pop_all()

    def stop(self) -> None:
        """Stop PostgreSQL and give the data folder back; harmless when it does not run."""
        self._held.close()

    def create_database(self, name: str, template: str | None = None) -> None:
        """Create a database for the two roles, empty or as a copy of `template` (which nobody may be using)."""
        database.create(self.superuser_url, name, template)

    def drop_database(self, name: str) -> None:
        """Drop a database if it is there, throwing out whoever is connected."""
        database.drop(self.superuser_url, name)

    def _open(self, held: contextlib.ExitStack) -> None:
        installation = layout.decide(self.data_dir, self.quick)
        if installation.place != self.data_dir:
            self._hold_place(held, installation.place)
        passwords = credentials.load_or_make(self.data_dir, installation.pgdata.exists())
        if not installation.pgdata.exists():
            initialise(installation, passwords.superuser)
        child = self._start(installation, passwords)
        held.callback(server.stop, child, installation)
        self._prepare(passwords)

    def _hold_place(self, held: contextlib.ExitStack, place: Path) -> None:
        """Lock the place too: a copied data folder names the same one."""
        if self.quick:
            held.callback(shutil.rmtree, place)
        held.enter_context(lock.hold(place))

    def _start(self, installation: Installation, passwords: credentials.Credentials) -> server.Child:
        remembered = state.load(self.data_dir)
        for _ in range(_PORTS_TRIED):
            port = ports.choose(remembered.port)
            self._name_urls(passwords, port)
            configuration.write(installation, port)
            try:
                child = server.start(installation, port, with_database(self.superuser_url, "postgres"))
            except PortTakenError:
                continue  # somebody was faster between our look and the start
            state.save(self.data_dir, dataclasses.replace(remembered, port=port))
            return child
        raise PortTakenError(f"Aucun port n’a pu être gardé en {_PORTS_TRIED} essais.")

    def _name_urls(self, passwords: credentials.Credentials, port: int) -> None:
        self.superuser_url = local(SUPERUSER, passwords.superuser, port, role.DATABASE)
        self.owner_url = local(role.OWNER, passwords.owner, port, role.DATABASE)
        self.app_url = local(role.APP, passwords.app, port, role.DATABASE)

    def _prepare(self, passwords: credentials.Credentials) -> None:
        with connected(with_database(self.superuser_url, "postgres")) as connection:
            if not self.quick:
                durability.refuse_unsafe(connection)
            role.ensure_role(connection, role.OWNER, passwords.owner)
            role.ensure_role(connection, role.APP, passwords.app)
            known = database.exists(connection, role.DATABASE)
        if known:
            database.equip(self.superuser_url, role.DATABASE)
        else:
            database.create(self.superuser_url, role.DATABASE)
