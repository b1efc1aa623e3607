"""``fofal-server backup place`` and ``copy``: the second place, marked on purpose, and what it still lacks."""

from enum import StrEnum
from typing import Annotated

import typer

from fofal_server.backup.errors import Busy
from fofal_server.console.application import AsJson, Yes
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Refusal
from fofal_server.console.output import pairs, show
from fofal_server.console.place import data_dir
from fofal_server.ops import second_place
from fofal_server.ops.shelf import Shelf

_WORDS = {"place": "Second lieu", "key_fingerprint": "Clé", "sets": "Sauvegardes", "missing": "Manquent encore"}


class PlaceDeed(StrEnum):
    """What is done with the second place."""

    SHOW = "show"
    INIT = "init"


Deed = Annotated[PlaceDeed, typer.Argument(help="show : ce qu'il garde ; init : y mettre la marque d'un lieu neuf.")]


def place(deed: Deed = PlaceDeed.SHOW, yes: Yes = False, as_json: AsJson = False) -> None:
    """Le second lieu (FOFAL_BACKUP_COPY) : ce qu'il garde et ce qui lui manque ; « init » y met sa marque, une fois.

    La marque dit que le disque est là et que le lieu est celui de cette installation : sans elle rien n'y est écrit.
    """
    shelf = Shelf.from_environment(data_dir())
    if shelf.second is None:
        raise Refusal("Aucun second lieu n'est réglé : donnez FOFAL_BACKUP_COPY (voir docs/server-settings.md).")
    if deed is PlaceDeed.INIT:
        make_sure(f"Faire de {shelf.second.address} le second lieu des sauvegardes ?", yes)
        second_place.mark(shelf.second, shelf.key())
    told = second_place.level(shelf)
    show(told, as_json, pairs({**told, "missing": ", ".join(told["missing"]) or "aucune"}, _WORDS))
    if told.get("same_disk") and not as_json:
        print("Attention : ce dossier est sur le disque des données ; un disque mort emporterait les deux.")


def copy(as_json: AsJson = False) -> None:
    """Copie au second lieu ce qui lui manque encore, le plus récent d'abord, comme toutes les dix minutes."""
    try:
        copied, words = second_place.catch_up(Shelf.from_environment(data_dir())), "Rien à copier."
    except Busy as busy:
        copied, words = [], str(busy)
    show({"copied": copied}, as_json, [f"Copiée : {one}" for one in copied] or [words])
