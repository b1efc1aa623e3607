"""Making an installation ready to serve: migrated, seeded, with the demo company or waiting for its first person.

What is heavy is imported only where it is needed: a second start finds everything done and must be quick.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from fofal_server.cluster.errors import ClusterError
from fofal_server.console.installation import Installation
from fofal_server.core.db import transaction

VERSIONS = Path(__file__).resolve().parent.parent.parent / "migrations" / "versions"
MANAGER, KEEPER, ADMINISTRATOR = "demo-responsable", "demo-magasinier", "demo-administrateur"


@dataclass(frozen=True)
class Prepared:
    """``demo``: everything is invented. ``first_admin_code``: nobody is there yet, and this lets the first one in."""

    demo: bool
    first_admin_code: str | None


def prepare(installation: Installation, *, empty: bool) -> Prepared:
    """Bring the installation up; refuses to hand a demo over as a real company."""
    if installation.revision() != newest_revision():
        _migrate(installation)
    state = _state(installation)
    if empty and state.demo:
        raise ClusterError(
            "Ce dossier contient la société de démonstration, dont tout est inventé : elle ne peut pas devenir une "
            "vraie société. Choisissez un autre dossier : --data DOSSIER."
        )
    if state.users:
        return Prepared(state.demo, None)
    if empty or state.company:
        return Prepared(demo=False, first_admin_code=_setup_code(installation))
    _load_demo(installation)
    return Prepared(demo=True, first_admin_code=None)


def newest_revision() -> str:
    """The newest migration by the names of the files (``0001_foundation.py``), without loading any of them."""
    names = sorted(path.stem for path in VERSIONS.glob("[0-9][0-9][0-9][0-9]_*.py"))
    return names[-1].partition("_")[0] if names else ""


def ticket(installation: Installation, username: str) -> str:
    """A sign-in for one person of the demo company: single use, 60 seconds."""
    from fofal_server.auth import services

    with _work(installation) as session:
        return services.create_ticket(session, username)


def tour_tickets(installation: Installation) -> Mapping[str, str]:
    """The people of the tour, as environment of its process."""
    names = {
        "FOFAL_TICKET": MANAGER,
        "FOFAL_TICKET_SECOND": MANAGER,
        "FOFAL_TICKET_KEEPER": KEEPER,
        "FOFAL_TICKET_ADMINISTRATOR": ADMINISTRATOR,
    }
    return {variable: ticket(installation, username) for variable, username in names.items()}


@contextmanager
def _work(installation: Installation) -> Iterator[Session]:
    engine = create_engine(installation.app_url)
    try:
        with transaction(engine) as session:
            yield session
    finally:
        engine.dispose()


def _migrate(installation: Installation) -> None:
    from fofal_server.console import seeding
    from fofal_server.core import migrations

    migrations.upgrade(installation.owner_url)
    seeding.seed(installation.app_url)


@dataclass(frozen=True)
class _State:
    users: int
    company: bool
    demo: bool


def _state(installation: Installation) -> _State:
    with _work(installation) as session:
        users = session.scalar(text("SELECT count(*) FROM auth_user")) or 0
        demo = session.scalar(text("SELECT demo FROM settings_company"))
        return _State(users, demo is not None, bool(demo))


def _setup_code(installation: Installation) -> str:
    from fofal_server.auth import services

    with _work(installation) as session:
        return services.create_setup_code(session)


def _load_demo(installation: Installation) -> None:
    from fofal_server.console import demo

    demo.load(installation.app_url)
