"""``fofal-server serve``: database and server in the foreground."""

from typing import Annotated

import typer

from fofal_server.console.application import AsJson, single
from fofal_server.console.launch import on_signals
from fofal_server.console.place import data_dir
from fofal_server.console.preparing import Wanted
from fofal_server.console.starting import Asked, run

Host = Annotated[
    str, typer.Option("--host", envvar="FOFAL_HOST", metavar="ADRESSE", help="Adresse d'écoute ; 0.0.0.0 : toutes.")
]
Port = Annotated[
    int | None,
    typer.Option("--port", envvar="FOFAL_PORT", metavar="N", min=1, max=65535, help="Port ; sinon celui d'avant."),
]


def serve(host: Host = "127.0.0.1", port: Port = None, as_json: AsJson = False) -> int:
    """Démarre la base de données et le serveur, jusqu'à Ctrl+C ou SIGTERM.

    La première ligne de la sortie standard est toujours en JSON : l'adresse, et le code du premier administrateur
    tant qu'il n'y a personne. Une société de démonstration ne se sert que sur cette machine.
    """
    del as_json
    return run(Asked(data_dir(), Wanted.AS_IT_IS, None, host, port), on_signals())


COMMAND = single("serve", serve)
