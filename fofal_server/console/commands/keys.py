"""``fofal-server keys``: the keys that sign access tokens."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from fofal_server.auth import rotation
from fofal_server.auth.keys import Keys
from fofal_server.console import desk
from fofal_server.console.application import AsJson, Yes, group
from fofal_server.console.asking import make_sure
from fofal_server.console.output import pairs, show, table
from fofal_server.console.place import data_dir

DropOld = Annotated[
    bool,
    typer.Option("--drop-old", help="N'accepte plus les anciennes clés dès maintenant (clé volée)."),
]
_COLUMNS = {"kid": "Clé", "signs": "Signe", "believed_until": "Acceptée jusqu'à (UTC)"}


def list_keys(as_json: AsJson = False) -> None:
    """Montre quelles clés signent ou sont encore acceptées ; jamais les clés elles-mêmes."""
    keys = Keys.load(data_dir())
    told = [_card(kid, kid == keys.current, keys.until.get(kid)) for kid in sorted(keys.signing)]
    show(told, as_json, table(told, _COLUMNS))


def rotate(drop_old: DropOld = False, yes: Yes = False, as_json: AsJson = False) -> None:
    """Tire une nouvelle clé de signature. Les serveurs en marche la prennent aussitôt ; personne n'est déconnecté.

    L'ancienne clé reste acceptée onze minutes, la vie d'un jeton. Avec --drop-old elle ne l'est plus : chaque poste se
    fait reconnaître de nouveau, sans rien taper. Le poivre des mots de passe ne change pas : sans lui, aucun mot de
    passe ne serait plus reconnu.
    """
    make_sure("Changer la clé de signature ?", yes)

    def work(session: Session) -> dict[str, Any]:
        done = rotation.rotate(session, data_dir(), drop_old=drop_old)
        return {
            "current": done.current,
            "kept": [_card(kid, False, moment) for kid, moment in sorted(done.kept.items())],
            "dropped": list(done.dropped),
        }

    told = desk.act(work)
    show(told, as_json, _lines(told))


def _card(kid: str, signs: bool, until: int | None) -> dict[str, Any]:
    moment = None if until is None else dt.datetime.fromtimestamp(until, dt.UTC).isoformat()
    return {"kid": kid, "signs": signs, "believed_until": moment}


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield from pairs(told, {"current": "Nouvelle clé", "dropped": "Clés abandonnées"})
    yield from (f"  {one['kid']} acceptée jusqu'à {one['believed_until'][:19]} UTC" for one in told["kept"])


COMMAND = group("keys", {"list": list_keys, "rotate": rotate})
