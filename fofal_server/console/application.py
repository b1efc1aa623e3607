"""The commands of ``fofal-server`` as data; the code of each is loaded only when it is the one that was typed."""

import gc
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer

from fofal_server.console.french import Command, Group

AsJson = Annotated[bool, typer.Option("--json", help="Répond en JSON sur la sortie standard.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ne demande pas de confirmation.")]

HELP = """Administre une installation de FOFAL : celle du dossier FOFAL_DATA_DIR.

Codes de sortie : 0 tout va bien, 1 un problème ou un refus, 2 commande mal écrite, 3 base de données hors d'atteinte.
"""
COMMANDS: Mapping[str, str] = {
    "serve": "Démarre la base de données et le serveur, jusqu'à Ctrl+C.",
    "init": "Prépare une installation : migrations, données de départ, code du premier administrateur.",
    "migrate": "Amène la base de données à la version de ce programme.",
    "upgrade": "Passe à cette version : contrôle, sauvegarde, migration, vérification, retour en arrière.",
    "seed": "Ajoute les données de départ qui manquent, ou la société de démonstration.",
    "user": "Les utilisateurs : liste, création, mots de passe, rôles.",
    "sessions": "Les sessions ouvertes : liste, et y mettre fin.",
    "role": "Les rôles et leurs droits.",
    "keys": "Les clés qui signent les jetons d'accès.",
    "status": "Dit ce qui tourne, où, et comment cela va.",
    "console": "L'écran de l'administrateur, en direct : état, sessions, travaux, sauvegardes, alertes, journal.",
    "config": "Les réglages : contrôle avant de démarrer.",
    "doctor": "Examine l'installation et dit quoi faire de ce qui ne va pas.",
    "backup": "Les sauvegardes : prendre, voir, vérifier, éprouver, rétablir.",
    "replica": "La réplication : une seconde machine qui suit la base et peut prendre sa place.",
    "db": "La base de données : examen, nettoyage, reconstruction des index.",
    "jobs": "Les travaux qui reviennent : liste, exécution, pause, historique.",
    "incidents": "Les alertes : liste, déroulement, prise en charge, résolution.",
    "mail": "Le courrier : essai d'envoi.",
    "roll-out": "Les versions du poste de travail : publier, donner par étapes, voir qui a quoi.",
    "maintenance": "Fermer à presque tous pour un temps, avec un message, et rouvrir.",
    "audit": "Le journal d'audit : vérification, derniers événements, export.",
}
"""What each command is for; it stands in the module of ``console.commands`` of its name, - as _."""


class _Root(Group):
    """Shows every command without loading any; loads the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        return name, found and loaded(str(name)), rest


def root() -> Group:
    """The whole command line."""
    stubs = [Command(name, callback=None, help=text) for name, text in COMMANDS.items()]
    return _Root(name="fofal-server", help=HELP, commands=stubs, subcommand_metavar="COMMANDE [ARGUMENTS]...")


def loaded(name: str) -> Any:
    """A command, or a group of them, ready to run; what has been loaded is no garbage, so none was looked for."""
    found = import_module(f"fofal_server.console.commands.{name.replace('-', '_')}").COMMAND
    gc.enable()
    return found


def single(name: str, run: Callable[..., Any]) -> Any:
    """A command without others below it; its help is the docstring of ``run``."""
    return typer.main.get_command(_typer({name: run}))


def group(name: str, runs: Mapping[str, Callable[..., Any]]) -> Any:
    """A command with others below it, by their names."""
    made = _typer(runs)
    made.callback(cls=Group, help=COMMANDS[name], subcommand_metavar="COMMANDE [ARGUMENTS]...")(_nothing)
    return typer.main.get_command(made)


def _typer(runs: Mapping[str, Callable[..., Any]]) -> typer.Typer:
    made = typer.Typer(add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False)
    for name, run in runs.items():
        made.command(name, cls=Command)(run)
    return made


def _nothing() -> None:
    """A group does nothing of its own."""
