"""Checks of what the server has to do by itself: somebody leads the jobs, and none is paused for ever."""

from sqlalchemy.orm import Session

from fofal_server.console import figures, notes
from fofal_server.console.checks.finding import Finding
from fofal_server.console.place import data_dir


def led(session: Session) -> Finding:
    """While a server runs, one process leads the jobs."""
    found, title = figures.of_jobs(session), "Travaux menés"
    if found["scheduler"] or notes.load(data_dir()).url is None:
        told = "par un serveur" if found["scheduler"] else "serveur arrêté"
        paused = f" ; en pause : {', '.join(sorted(found['paused']))}" if found["paused"] else ""
        remedy = "Laissez-les reprendre : fofal-server jobs resume TRAVAIL"
        return Finding("scheduler", title, ok=True, found=told + paused, remedy=remedy, warns=bool(paused))
    remedy = "Attendez 30 s ; sinon redémarrez le serveur et lisez log/server.log."
    return Finding("scheduler", title, ok=False, found="personne ne les mène", remedy=remedy)


CHECKS = (led,)
