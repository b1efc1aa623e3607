"""``fofal-server roll-out``: publishing a version of the desktop, who may have it, which computer runs what."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from fofal_server.console import desk
from fofal_server.console.application import AsJson, group
from fofal_server.console.errors import Refusal
from fofal_server.console.output import show, size, table
from fofal_server.console.place import data_dir
from fofal_server.core.access import scoped
from fofal_server.core.plain import plain
from fofal_server.updates import publishing, shelf, staging, trusted
from fofal_server.updates.models import Device

Folder = Annotated[
    Path, typer.Argument(metavar="DOSSIER", help="La version : manifest.json, sa signature, ses paquets.")
]
Channel = Annotated[str, typer.Argument(metavar="CANAL", help="« stable » ou « pilot ».")]
Percent = Annotated[int, typer.Argument(metavar="PART", min=0, max=100, help="En pour cent des postes du canal.")]
AtOnce = Annotated[
    int | None, typer.Option("--percent", metavar="PART", min=0, max=100, help="La part des postes, dès maintenant.")
]

_DEVICES = {
    "name": "Poste", "version": "Version", "channel": "Canal", "platform": "Système", "seen": "Vu (UTC)",
    "device": "Numéro",
}  # fmt: skip


def publish(folder: Folder, percent: AtOnce = None, as_json: AsJson = False) -> None:
    """Vérifie une version du poste de travail, la copie au serveur et la propose sur son canal.

    Une nouvelle version commence à 0 % : personne ne la reçoit avant « roll-out stage », sauf qui a moins que la
    version minimale. Publier deux fois la même ne change rien.
    """
    with desk.at_work() as (_, engine):
        published, new = publishing.publish(data_dir(), folder.absolute(), trusted.keys())

        def work(session: Session) -> dict[str, Any]:
            if new:
                staging.published(session, published.manifest)
            if percent is not None:
                staging.stage(session, published.manifest, percent)
            return _channel(session, published)

        told = desk.in_name(engine, work) | {"new": new}
    show(told, as_json, _said(told))


def stage(channel: Channel, percent: Percent, as_json: AsJson = False) -> None:
    """Donne à cette part des postes la version publiée ; à 0 elle n'est plus proposée, 100 la donne à tous.

    Qui a reçu son tour le garde quand la part grandit.
    """
    published = _offered(channel)

    def work(session: Session) -> dict[str, Any]:
        staging.stage(session, published.manifest, percent)
        return _channel(session, published)

    told = desk.act(work)
    show(told, as_json, _channel_lines(told))


def status(as_json: AsJson = False) -> None:
    """Montre ce qui est proposé, et quel poste a quelle version ; le poste vu en dernier d'abord."""
    told = desk.act(_status)
    show(told, as_json, _lines(told))


def _offered(channel: str) -> shelf.Published:
    if channel not in shelf.CHANNELS:
        raise Refusal(f"Pas de canal « {channel} » : {', '.join(shelf.CHANNELS)}.")
    found = shelf.newest(data_dir(), channel)
    if found is None:
        raise Refusal(f"Rien n'est publié sur le canal {channel}. Tapez : fofal-server roll-out publish DOSSIER")
    return found


def _status(session: Session) -> dict[str, Any]:
    found = [one for name in shelf.CHANNELS if (one := shelf.newest(data_dir(), name)) is not None]
    rows = session.scalars(scoped(desk.CONSOLE, Device).order_by(Device.last_seen.desc(), Device.device)).all()
    names = [one.key for one in Device.__table__.columns]
    return {
        "channels": [_channel(session, one) for one in found],
        "devices": [{name: plain(getattr(one, name)) for name in names} for one in rows],
    }


def _channel(session: Session, published: shelf.Published) -> dict[str, Any]:
    manifest = published.manifest
    return {
        "channel": manifest.channel,
        "version": manifest.version,
        "minimum": manifest.minimum,
        "released": manifest.released.isoformat(),
        "percent": staging.percent_of(session, manifest),
        "packages": [one.model_dump() for one in manifest.packages],
    }


def _said(told: dict[str, Any]) -> Iterable[str]:
    yield "Version publiée." if told["new"] else "Cette version était déjà publiée."
    yield from _channel_lines(told)
    if told["percent"] == 0:
        yield f"Personne ne la reçoit encore. Pour commencer : fofal-server roll-out stage {told['channel']} 10"


def _channel_lines(told: dict[str, Any]) -> Iterable[str]:
    yield f"Canal {told['channel']} : version {told['version']}, proposée à {told['percent']} % des postes"
    yield f"  obligatoire pour qui a moins que {told['minimum']}"
    yield from (f"  {one['file']} ({size(one['size'])})" for one in told["packages"])


def _lines(told: dict[str, Any]) -> Iterable[str]:
    if not told["channels"]:
        yield "Rien n'est publié."
    for one in told["channels"]:
        yield from _channel_lines(one)
        mine = [each for each in told["devices"] if each["channel"] == one["channel"]]
        yield f"  {sum(each['version'] == one['version'] for each in mine)} poste(s) sur {len(mine)} l'ont"
    yield ""
    if not told["devices"]:
        yield "Aucun poste n'a encore demandé de mise à jour."
        return
    shown = [one | {"seen": one["last_seen"][:16].replace("T", " ")} for one in told["devices"]]
    yield from table(shown, _DEVICES)


COMMAND = group("roll-out", {"publish": publish, "stage": stage, "status": status})
