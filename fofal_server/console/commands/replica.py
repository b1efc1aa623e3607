"""``fofal-server replica``: a second machine that follows this one, and takes its place when a person says so."""

import dataclasses
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from fofal_server.cluster import credentials
from fofal_server.console import desk
from fofal_server.console.application import AsJson, Yes, group
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Refusal
from fofal_server.console.installation import Installation
from fofal_server.console.launch import on_signals
from fofal_server.console.output import pairs, show, size, table
from fofal_server.console.place import data_dir
from fofal_server.console.preparing import say
from fofal_server.ops.replicas import standing_of
from fofal_server.replica import invitation, inviting, links, making, promoting, rejoining, serving
from fofal_server.replica.links import Links
from fofal_server.replica.standing import Standing

Name = Annotated[str, typer.Argument(help="Nom de la réplique : lettres, chiffres, « _ ».")]
At = Annotated[str, typer.Option("--at", metavar="ADRESSE", help="Adresse de cette machine, vue de l'autre.")]
Standby = Annotated[str, typer.Option("--standby", metavar="ADRESSE", help="Adresse de l'autre machine.")]
To = Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Fichier privé où écrire l'invitation.")]
From = Annotated[Path, typer.Option("--from", metavar="FICHIER", help="Invitation écrite par la base principale.")]
Authority = Annotated[
    Path | None, typer.Option("--authority", metavar="FICHIER", help="Autorité (PEM) du PostgreSQL qui parle TLS.")
]
Fenced = Annotated[
    str | None,
    typer.Option("--fenced", metavar="NOM", help="Nom de l'ancienne base principale, que vous avez coupée vous-même."),
]
On = Annotated[bool, typer.Argument(help="true : un enregistrement attend la réplique ; false : il n'attend personne.")]
Patience = Annotated[
    float | None, typer.Option("--patience", min=5, help="Secondes d'attente d'une réplique absente ; 10 sinon.")
]
_COLUMNS = {
    "name": "Réplique", "address": "Adresse", "state": "État", "sync_state": "Attendue", "lag_bytes": "Retard (octets)",
    "lag_seconds": "Retard (s)", "slot": "Journal gardé", "kept_bytes": "Gardé (octets)",
}  # fmt: skip


def invite(name: Name, at: At, standby: Standby, to: To, authority: Authority = None, as_json: AsJson = False) -> None:
    """Sur la base principale : prépare la venue d'une réplique et écrit son invitation, à porter sur l'autre machine.

    Le fichier contient les mots de passe : transmettez-le par une voie sûre (scp), effacez-le une fois lu.
    """
    words = authority.read_text(encoding="ascii") if authority else None
    with desk.installed() as installation:
        superuser = _own(installation)
        made = inviting.invite(data_dir(), superuser, inviting.Asked(name, at, standby, _machine(), words))
        heard = inviting.is_heard(superuser, at)
    invitation.write(to.absolute(), made)
    told = {"name": name, "primary": made.primary, "file": str(to.absolute()), "listens": heard}
    lines = [f"Invitation écrite : {to.absolute()}. Sur l'autre machine : fofal-server replica init --from FICHIER"]
    if not heard:
        lines.append(f"PostgreSQL n'écoute sur {at} qu'à son prochain départ : redémarrez d'abord fofal-server serve.")
    show(told, as_json, lines)


def init(source: From, as_json: AsJson = False) -> None:
    """Sur la seconde machine : copie la base principale dans FOFAL_DATA_DIR (vide), prête à la suivre.

    Refusé quand la ligne n'est pas fermée : il faut WireGuard, ou un PostgreSQL qui parle TLS.
    """
    read = invitation.read(source)
    making.make(read, data_dir(), _teller(as_json))
    told = {"name": read.name, "primary": read.primary, "data_dir": str(data_dir())}
    show(told, as_json, ["Copie faite. Gardez-la en marche par : fofal-server replica follow"])


def follow(as_json: AsJson = False) -> int:
    """Sur la seconde machine : tient la réplique en marche, jusqu'à Ctrl+C ou jusqu'à ce qu'elle soit principale."""
    del as_json
    _links()
    if serving.follow(data_dir(), on_signals()):
        say("Cette base est maintenant la principale. Démarrez son serveur : fofal-server serve")
    return 0


def status(as_json: AsJson = False) -> None:
    """Des deux côtés : qui suit qui, de combien en retard, quel journal est gardé, sur quelle ligne de temps."""
    with desk.installed() as installation:
        found = told(standing_of(installation.app_url, installation.superuser_url))
    show(found, as_json, lines(found))


def told(standing: Standing) -> dict[str, Any]:
    """The standing with what this side wants, as ``status`` shows it."""
    known = links.load(data_dir())
    followers = [_dated(dataclasses.asdict(one)) for one in standing.followers]
    return {**dataclasses.asdict(standing), "followers": followers, "name": known.name if known else None,
            "wanted": known.synchronous if known else False}  # fmt: skip


def _dated(follower: dict[str, Any]) -> dict[str, Any]:
    """Its moments as JSON tells them."""
    moments = {key: follower[key] and follower[key].isoformat() for key in ("replied", "since")}
    return follower | moments


def synchronous(on: On, patience: Patience = None, as_json: AsJson = False) -> None:
    """Sur la base principale : fait attendre chaque enregistrement jusqu'à ce qu'une réplique l'ait aussi, ou non.

    Une réplique absente plus longtemps que la patience n'arrête personne : on n'attend plus, un incident le dit.
    """
    known = _links()
    with desk.installed() as installation:
        _own(installation)
    links.save(data_dir(), dataclasses.replace(known, synchronous=on, patience=patience or known.patience))
    words = "Un enregistrement attend une réplique." if on else "Un enregistrement n'attend personne."
    show({"synchronous": on}, as_json, [f"{words} Pris en compte en quelques secondes, serveur en marche."])


def promote(fenced: Fenced = None, yes: Yes = False, as_json: AsJson = False) -> None:
    """Sur la réplique : en fait la base principale. Seulement quand l'ancienne est coupée, et parce que vous le dites.

    Tout ce qui a été enregistré sur l'ancienne sans arriver ici est perdu : rien, si les enregistrements attendaient la
    réplique. Tapez le nom de l'ancienne pour dire que vous l'avez coupée (alimentation ou réseau).
    """
    known = _links()
    password = credentials.load_or_make(data_dir(), True).superuser
    promoting.refuse_while_alive(data_dir(), known, password)
    _make_sure_fenced(known, fenced)
    make_sure("Faire de cette réplique la base principale ? Il n'y a pas de retour sans « replica rejoin ».", yes)
    with desk.installed() as installation:
        promoted = promoting.promote(_own(installation))
    told = dataclasses.asdict(promoted)
    show(told, as_json, [
        f"Cette base est la principale (ligne de temps {promoted.after}). Ensuite :",
        "  1. fofal-server serve démarre le serveur ici ; donnez aux postes son adresse, ou donnez-lui l'ancienne.",
        "  2. ne redémarrez jamais l'ancienne telle quelle : fofal-server replica rejoin la ramène.",
        "  3. fofal-server backup now : les sauvegardes repartent d'ici.",
    ])  # fmt: skip


def rejoin(source: From, yes: Yes = False, as_json: AsJson = False) -> None:
    """Sur l'ancienne base principale, arrêtée : la ramène derrière la nouvelle, qui l'a invitée (replica invite).

    Ce qu'elle seule avait enregistré est défait ; le reste n'est pas recopié.
    """
    make_sure("Défaire ce que cette base seule a enregistré, et suivre la nouvelle principale ?", yes)
    timeline = rejoining.rejoin(invitation.read(source), data_dir(), _teller(as_json))
    told = {"timeline": timeline, "data_dir": str(data_dir())}
    show(told, as_json, [f"Revenue, ligne de temps {timeline}. Gardez-la en marche par : fofal-server replica follow"])


def _own(installation: Installation) -> str:
    if installation.superuser_url is None:
        raise Refusal(
            "La base est tenue par un autre serveur PostgreSQL : sa réplication est l'affaire de qui le tient "
            "(voyez docs/admin/haute-disponibilite.md)."
        )
    return installation.superuser_url


def _links() -> Links:
    known = links.load(data_dir())
    if known is None:
        raise Refusal("Aucune réplication ici. Sur la base principale : fofal-server replica invite")
    return known


def _make_sure_fenced(known: Links, fenced: str | None) -> None:
    """A name typed by hand: nobody types it by habit, and no script knows it without being told."""
    names = " ou ".join(f"« {one.name} »" for one in known.peers)
    if fenced is None and sys.stdin.isatty():
        print(
            f"Nom de l'ancienne base principale, que vous avez coupée ({names}) : ", end="", file=sys.stderr, flush=True
        )
        fenced = sys.stdin.readline().strip()
    if fenced not in {one.name for one in known.peers}:
        raise Refusal(
            f"Coupez d'abord l'ancienne base principale {names} (courant ou réseau), puis dites-le : --fenced NOM. "
            "Deux bases principales à la fois s'écartent l'une de l'autre, et ce qu'a reçu l'une est perdu."
        )


def _machine() -> str:
    """This machine's name, in letters that PostgreSQL takes in a name without ado."""
    plain = re.sub(r"[^a-z0-9]+", "_", platform.node().split(".")[0].lower()).strip("_")
    return plain if plain[:1].isalpha() else f"serveur_{plain}".rstrip("_")


def _teller(as_json: bool) -> Any:
    return (lambda _step: None) if as_json else (lambda step: print(f"{step}…", file=sys.stderr, flush=True))


def lines(told: dict[str, Any]) -> Iterator[str]:
    """What ``told`` said, for people."""
    yield f"Rôle           : {'réplique' if told['standby'] else 'base principale'}"
    yield f"Ligne de temps : {told['timeline']}"
    if told["standby"]:
        yield from _of_standby(told["following"])
        return
    waits = told["synchronous"] or "personne"
    yield f"On attend      : {waits}" + (
        "  ✗ la réplique manque, on ne l'attend plus" if told["wanted"] and not told["synchronous"] else ""
    )
    yield from table(told["followers"], _COLUMNS) if told["followers"] else [_nobody(told)]


def _nobody(told: dict[str, Any]) -> str:
    if told["sees"]:
        return "Personne ne suit cette base."
    return "Qui suit cette base ne se voit pas d'ici : donnez au rôle du serveur le droit « pg_monitor »."


def _of_standby(following: dict[str, Any] | None) -> Iterator[str]:
    if following is None:
        yield "✗ La ligne vers la base principale est coupée : rien n'arrive."
        return
    shown = {**following, "lag_bytes": size(following["lag_bytes"] or 0)}
    yield from pairs(
        shown, {"host": "Suit", "status": "État", "silent_seconds": "Silence (s)", "lag_bytes": "À répéter"}
    )


COMMAND = group(
    "replica",
    {
        "invite": invite,
        "init": init,
        "follow": follow,
        "status": status,
        "synchronous": synchronous,
        "promote": promote,
        "rejoin": rejoin,
    },
)
