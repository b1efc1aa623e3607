"""``fofal-server console``: the administrator's live screen."""

import sys

from fofal_server.console.application import single
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.installation import exists
from fofal_server.console.place import data_dir, database_url


def console() -> None:
    """Montre l'installation en direct, au clavier, dès 80 × 24 : chaque geste y a aussi sa commande."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refusal("L'écran demande un terminal. Pour un script : fofal-server status --json", Outcome.WRONG_USE)
    folder, url = data_dir(), database_url()
    if not url and not exists(folder):
        raise Refusal(f"Aucune installation dans {folder}. Donnez son dossier par FOFAL_DATA_DIR.")
    from fofal_server.console.live.app import Console
    from fofal_server.console.live.house import House

    Console(House(folder, url)).run()


COMMAND = single("console", console)
