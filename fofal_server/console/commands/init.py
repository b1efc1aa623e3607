"""``fofal-server init``: an installation that waits for its first administrator."""

from sqlalchemy.orm import Session

from fofal_server.auth import services
from fofal_server.console import desk, facts, seeding
from fofal_server.console.application import AsJson, single
from fofal_server.console.errors import Refusal
from fofal_server.console.installation import reached
from fofal_server.console.output import pairs, show
from fofal_server.console.place import data_dir, database_url
from fofal_server.core import audit, migrations

_TITLES = {
    "data_dir": "Dossier des données",
    "revision": "Migration",
    "first_admin_code": "Code du premier administrateur",
}


def init(as_json: AsJson = False) -> None:
    """Prépare une installation : base de données, migrations, données de départ, code du premier administrateur.

    Recommencer ne change rien, sauf que le code précédent ne vaut plus. Sans effet sur une société déjà en service.
    """
    folder = data_dir()
    with reached(folder, database_url()) as installation:
        found = facts.read(installation.app_url)
        if found.demo:
            raise Refusal("Ce dossier contient la société de démonstration, qui ne peut pas devenir une vraie.")
        facts.refuse_newer(found)
        migrations.upgrade(installation.owner_url)
        engine = desk.engine_of(installation)
        code = desk.in_name(engine, _prepared)
        engine.dispose()
        revision = facts.read(installation.app_url).revision
    told = {"data_dir": str(folder), "revision": revision, "first_admin_code": code}
    show(told, as_json, pairs(told, _TITLES))


def _prepared(session: Session) -> str | None:
    """Seeds, and a code while nobody is there."""
    seeding.put(session)
    code = None if services.somebody(session) else services.create_setup_code(session)
    audit.tell(session, "init", "core.installation", after={"first_admin_code": code is not None})
    return code


COMMAND = single("init", init)
