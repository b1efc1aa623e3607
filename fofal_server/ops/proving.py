"""What a restored database is asked: the trail, the books of each domain, numbers, files, and a way in."""

import hashlib
from pathlib import Path
from typing import Protocol

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.auth import sessions, tokens
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.keys import Keys
from fofal_server.auth.lifetimes import Lifetimes
from fofal_server.auth.models import AccountKind, User
from fofal_server.core import registry, seal
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.documents.models import Attachment
from fofal_server.documents.services import store_in

SAMPLE = 50


class Proof(Protocol):
    """Whether it holds, and what was found."""

    def __call__(self, session: Session, *, data_dir: Path) -> tuple[bool, str]: ...


def trail(session: Session, **_: object) -> tuple[bool, str]:
    """The chain of the trail holds from its first event to its last."""
    verdict = seal.verify(session)
    found = f"{verdict.sealed} événements scellés, {verdict.unsealed} à sceller"
    return verdict.whole, found if verdict.whole else f"rompue à l'événement n° {verdict.broken}"


def domains(session: Session, **_: object) -> tuple[bool, str]:
    """What each domain can prove of its own tables: the stock is the sum of its moves."""
    proofs = [prove for domain in registry.DOMAINS.values() for prove in domain.proofs.values()]
    wrong = [line for prove in proofs for line in prove(session)]
    return not wrong, " ; ".join(wrong[:5]) or "les livres concordent"


def files(session: Session, *, data_dir: Path) -> tuple[bool, str]:
    """Some of the attachments, read whole: their bytes are those that were added."""
    store = store_in(data_dir)
    some = scoped(SYSTEM, Attachment, Attachment.sha256).order_by(func.random()).limit(SAMPLE)
    digests = set(session.scalars(some))
    lost = [digest for digest in digests if not store.path(digest).exists() or _digest(store.path(digest)) != digest]
    return not lost, f"{len(lost)} perdues ou changées" if lost else f"{len(digests)} pièces jointes lues"


def way_in(session: Session, *, data_dir: Path) -> tuple[bool, str]:
    """Somebody could sign in: the secrets fit, a session begins, and the door knows the person by the token."""
    person = session.scalars(scoped(SYSTEM, User).where(User.active, User.kind == AccountKind.PERSON).limit(1)).first()
    if person is None:
        return True, "aucun compte encore"
    keys = Keys.load(data_dir)
    begun, _ = sessions.begin(session, Lifetimes(), person, "exercice de restauration", "127.0.0.1")
    session.flush()
    door = AuthDoor(keys)
    actor = door.actor(session, door.claims(tokens.access_token(keys, person.id, begun.id)))
    return actor.user_id == person.id, f"connexion de {person.username}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


PROOFS: dict[str, Proof] = {
    "audit": trail,
    "books": domains,
    "attachments": files,
    "sign_in": way_in,
}
