"""``fofal-server status``: what runs, where, and how it is; changes nothing and starts nothing."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.console import desk, eyes, facts, figures, notes
from fofal_server.console.application import AsJson, single
from fofal_server.console.errors import Outcome
from fofal_server.console.installation import Installation, running
from fofal_server.console.output import show, size
from fofal_server.console.place import data_dir, database_url
from fofal_server.console.workers import health
from fofal_server.core.migrations import head_revision


def status(as_json: AsJson = False) -> int:
    """Dit ce qui tourne : serveur, base de données, migration, sessions, tailles, journal d'audit, travaux.

    Code de sortie 3 quand la base de données ne tourne pas ; cette commande ne la démarre pas.
    """
    folder = data_dir()
    servers = [_of_server(one.url) for one in notes.running(folder) if one.url] or [_of_server(None)]
    told: dict[str, Any] = {
        "data_dir": str(folder),
        "server": servers[0],
        "others": servers[1:],
        "sizes": {"attachments": figures.weight(folder / "attachments"), "logs": figures.weight(folder / "log")},
    }
    told["eyes"] = eyes.looked(told["server"]["url"]) if told["server"]["url"] else None
    found = running(folder, database_url())
    told |= {"database": None} if found is None else _of_database(found)
    show(told, as_json, _lines(told))
    return Outcome.DATABASE_AWAY if found is None else Outcome.OK


def _of_server(url: str | None) -> dict[str, Any]:
    said = health(url, timeout=5) if url else None
    return {"running": said is not None, "url": url if said else None, "checks": (said or {}).get("checks", {})}


def _of_database(installation: Installation) -> dict[str, Any]:
    revision, head = facts.read(installation.app_url).revision, head_revision()
    engine = desk.engine_of(installation)
    told = desk.in_name(engine, _all if revision == head else _postgres)
    engine.dispose()
    return {**told, "migration": {"current": revision, "head": head}}


def _postgres(session: Session) -> dict[str, Any]:
    return {"database": figures.of_postgres(session)}


def _all(session: Session) -> dict[str, Any]:
    return {
        "database": figures.of_postgres(session),
        "people": figures.of_people(session),
        "audit": figures.of_audit(session),
        "jobs": figures.of_jobs(session),
        "mail": figures.of_mail(session),
    }


def _lines(told: dict[str, Any]) -> Iterable[str]:
    database = told["database"]
    yield f"Dossier des données : {told['data_dir']}"
    for server in (told["server"], *told["others"]):
        yield f"Serveur             : {server['url'] or 'arrêté'}"
        yield from (f"  {'✓' if found == 'ok' else '✗'} {name} : {found}" for name, found in server["checks"].items())
    if told["eyes"] is not None:
        yield from eyes.lines(told["eyes"])
    yield f"Pièces jointes      : {size(told['sizes']['attachments'])}, journaux {size(told['sizes']['logs'])}"
    if database is None:
        yield "Base de données     : arrêtée"
        return
    yield f"Base de données     : PostgreSQL {database['version']}, {size(database['size'])}"
    yield f"Connexions          : {database['connections']}"
    yield f"Migration           : {told['migration']['current']} (ce programme : {told['migration']['head']})"
    if "people" in told:
        yield from _mail_lines(told["mail"])
        yield from _business_lines(told["people"], told["jobs"], told["audit"])


def _mail_lines(mail: dict[str, Any]) -> Iterable[str]:
    yield f"Courrier            : {mail['waiting']} en attente, {mail['given_up']} abandonnés"
    if mail["why"]:
        yield f"  ✗ {mail['why']}"


def _business_lines(people: dict[str, Any], jobs: dict[str, Any], audit: dict[str, Any]) -> Iterable[str]:
    yield f"Utilisateurs        : {people['users']} actifs, {people['sessions']} sessions ouvertes"
    leader = "en marche" if jobs["scheduler"] else "personne ne les mène"
    waiting, lost = jobs["outbox_waiting"], jobs["outbox_given_up"]
    yield f"Travaux             : {leader} ; envois en attente {waiting}, abandonnés {lost}"
    for title, codes in (("en pause", jobs["paused"]), ("mal finis la dernière fois", jobs["failing"])):
        if codes:
            yield f"  ✗ {title} : {', '.join(sorted(codes))}"
    yield f"Journal d'audit     : {audit['events']} événements, dont {audit['unsealed']} à sceller"
    for one in audit["tail"]:
        told = (one["at"][:19], one["username"], one["action"], one["resource"], one["record_label"] or "")
        yield ("  " + "  ".join(told)).rstrip()


COMMAND = single("status", status)
