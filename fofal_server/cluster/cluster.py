"""A private PostgreSQL for one data folder: `with Cluster(data_dir) as cluster`."""

import contextlib
import dataclasses
import functools
import shutil
import threading
from pathlib import Path
from typing import Self

from fofal_server.cluster import (
    configuration,
    credentials,
    database,
    durability,
    layout,
    lock,
    reserve,
    role,
    server,
    standby,
    state,
)
from fofal_server.cluster import port as ports
from fofal_server.cluster.account import is_root
from fofal_server.cluster.errors import ClusterError, PortTakenError
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.initialise import SUPERUSER, initialise
from fofal_server.cluster.installation import Installation
from fofal_server.cluster.url import connected, local, with_database
from fofal_server.cluster.watch import Watch

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
        self._watch: Watch | None = None

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
        try:
            with contextlib.ExitStack() as held:
                # Another account must pass through it to its files; who only runs as himself keeps it closed.
                make_folder(self.data_dir, 0o711 if is_root() else 0o700)
                held.enter_context(lock.hold(self.data_dir))
                self._open(held)
                self._held = held.pop_all()
        except PermissionError as error:
            raise ClusterError(f"Ce compte n’a pas accès à {error.filename} : choisissez un autre dossier.") from error

    def stop(self) -> None:
        """Stop PostgreSQL and give the data folder back; harmless when it does not run."""
        self._held.close()

    @property
    def failure(self) -> str | None:
        """Why PostgreSQL died for good and is not started again; None while all is well."""
        return self._watch.failure if self._watch else None

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
        self._run(held, installation, passwords)
        self._prepare(passwords)

    def _hold_place(self, held: contextlib.ExitStack, place: Path) -> None:
        """Lock the place too: a copied data folder names the same one."""
        if self.quick:
            held.callback(shutil.rmtree, place)
        held.enter_context(lock.hold(place))

    def _run(self, held: contextlib.ExitStack, installation: Installation, passwords: credentials.Credentials) -> None:
        """Start it on the remembered port or another, and have it watched from then on."""
        remembered = state.load(self.data_dir)
        for _ in range(_PORTS_TRIED):
            port = ports.choose(remembered.port)
            self._name_urls(passwords, port)
            configuration.write(installation, port, remembered.listen)
            start = functools.partial(server.start, installation, port, with_database(self.superuser_url, "postgres"))
            try:
                child = start(threading.Event())
            except PortTakenError:
                continue  # somebody was faster between our look and the start
            if not self.quick:
                reserve.keep(installation.place)
            self._watch = Watch(child, installation, start)
            held.callback(self._watch.stop)
            state.save(self.data_dir, dataclasses.replace(remembered, port=port))
            return
        raise PortTakenError(f"Aucun port n’a pu être gardé en {_PORTS_TRIED} essais.")

    def _name_urls(self, passwords: credentials.Credentials, port: int) -> None:
        self.superuser_url = local(SUPERUSER, passwords.superuser, port, role.DATABASE)
        self.owner_url = local(role.OWNER, passwords.owner, port, role.DATABASE)
        self.app_url = local(role.APP, passwords.app, port, role.DATABASE)

    def _prepare(self, passwords: credentials.Credentials) -> None:
        with connected(with_database(self.superuser_url, "postgres")) as connection:
            if not self.quick:
                durability.refuse_unsafe(connection)
            if standby.is_one(connection):
                return  # it has what its primary has, and takes nothing else
            role.ensure_role(connection, role.OWNER, passwords.owner)
            role.ensure_role(connection, role.APP, passwords.app)
            known = database.exists(connection, role.DATABASE)
        if known:
            database.equip(self.superuser_url, role.DATABASE)
        else:
            database.create(self.superuser_url, role.DATABASE)
