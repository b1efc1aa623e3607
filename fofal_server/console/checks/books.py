"""Checks of what the tables say: the trail is whole, promises are kept, each domain's sums agree."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from fofal_server.console import figures
from fofal_server.console.checks.finding import Finding
from fofal_server.core import clock, registry, seal
from fofal_server.core.texts import text

SHOWN = 5


def trail(session: Session) -> Finding:
    """Nobody changed, removed or slipped in an event of the trail."""
    verdict = seal.verify(session)
    found = f"{verdict.sealed} événements scellés, {verdict.unsealed} à sceller"
    if not verdict.whole:
        found = f"rompue à l'événement n° {verdict.broken}"
    return Finding("audit", "Chaîne du journal d'audit", verdict.whole, found, "fofal-server audit verify")


def sealer(session: Session) -> Finding:
    """While somebody leads the jobs, events do not wait long for their seal."""
    oldest = seal.oldest_unsealed(session)
    late = oldest is not None and clock.now() - oldest > seal.PATIENCE and figures.of_jobs(session)["scheduler"]
    found = "à jour" if oldest is None else f"le plus ancien événement à sceller date de {oldest:%d/%m/%Y %H:%M:%S} UTC"
    return Finding("sealing", "Scellement du journal", not late, found, "Redémarrez le serveur ; lisez log/server.log.")


def promises(session: Session) -> Finding:
    """What was to be done after a commit has been done, or is still being tried."""
    jobs = figures.of_jobs(session)
    found = f"{jobs['outbox_waiting']} en attente, {jobs['outbox_given_up']} abandonnés"
    return Finding("outbox", "Envois", not jobs["outbox_given_up"], found, "Lisez log/server.log (outbox.failed).")


def letters(session: Session) -> Finding:
    """Mail leaves; what keeps it here is told."""
    mail = figures.of_mail(session)
    found = f"{mail['waiting']} en attente, {mail['given_up']} abandonnés"
    ok = not mail["given_up"] and not mail["why"]
    remedy = "Réglez FOFAL_SMTP_* et redémarrez le serveur ; « Messages envoyés » dit ce qui a échoué."
    return Finding("mail", "Courrier", ok, f"{found} : {mail['why']}" if mail["why"] else found, remedy)


def proofs(session: Session) -> Iterator[Finding]:
    """What each domain can prove of its own tables."""
    for domain in registry.DOMAINS.values():
        for key, prove in domain.proofs.items():
            wrong = prove(session)
            shown = " ; ".join(wrong[:SHOWN]) + (f" ; et {len(wrong) - SHOWN} autres" if len(wrong) > SHOWN else "")
            remedy = "Mettez une sauvegarde de côté, puis faites examiner les mouvements."
            yield Finding(key, text(key), not wrong, shown or "en ordre", remedy)


CHECKS = (trail, sealer, promises, letters)
