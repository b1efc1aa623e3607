"""``fofal-server init``: an installation that waits for its first administrator."""

from fofal_server.console import facts, preparing
from fofal_server.console.application import AsJson, single
from fofal_server.console.errors import Refusal
from fofal_server.console.installation import reached
from fofal_server.console.output import pairs, show
from fofal_server.console.place import data_dir, database_url
from fofal_server.core.migrations import head_revision

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
            raise Refusal(
                "Ce dossier contient la société de démonstration : elle ne peut pas devenir une vraie société."
            )
        if found.revision != head_revision():
            preparing.migrate_and_seed(installation)
        code = None if found.somebody else preparing.setup_code(installation)
        revision = facts.read(installation.app_url).revision
    told = {"data_dir": str(folder), "revision": revision, "first_admin_code": code}
    show(told, as_json, pairs(told, _TITLES))


COMMAND = single("init", init)
