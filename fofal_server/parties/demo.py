"""Invented parties for a demo database; every name says so."""

from sqlalchemy.orm import Session

from fofal_server.core import crud
from fofal_server.core.actor import SYSTEM
from fofal_server.parties.models import PartyKind
from fofal_server.parties.resources import PARTIES
from fofal_server.parties.schemas import ContactWrite, PartyWrite

_FIRMS = (
    ("HUILERIE-A", "Huilerie A (démo)", PartyKind.CUSTOMER, 30),
    ("HUILERIE-B", "Huilerie B (démo)", PartyKind.CUSTOMER, 15),
    ("MARCHE-01", "Grossiste fruits 01 (démo)", PartyKind.CUSTOMER, 0),
    ("MARCHE-02", "Grossiste fruits 02 (démo)", PartyKind.CUSTOMER, 7),
    ("EXPORT-01", "Exportateur papaye 01 (démo)", PartyKind.CUSTOMER, 45),
    ("ENGRAIS-01", "Fournisseur d'engrais 01 (démo)", PartyKind.SUPPLIER, 30),
    ("PHYTO-01", "Fournisseur phytosanitaire 01 (démo)", PartyKind.SUPPLIER, 30),
    ("PEPINIERE-01", "Pépinière 01 (démo)", PartyKind.SUPPLIER, 0),
    ("OUTILS-01", "Quincaillerie 01 (démo)", PartyKind.SUPPLIER, 0),
    ("TRANSPORT-01", "Transporteur 01 (démo)", PartyKind.BOTH, 15),
    ("COOP-01", "Coopérative 01 (démo)", PartyKind.BOTH, 30),
    ("LABO-01", "Laboratoire d'analyse 01 (démo)", PartyKind.OTHER, 0),
)


def load(session: Session) -> None:
    """Add the demo's parties, under the same rules as typed ones."""
    for code, name, kind, days in _FIRMS:
        contact = ContactWrite(name=f"Contact {code} (démo)", role="Correspondant", email=_address(code))
        body = PartyWrite(code=code, name=name, kind=kind, payment_days=days, contacts=[contact], email=_address(code))
        crud.create(session, PARTIES, SYSTEM, body)


def _address(code: str) -> str:
    """An address that nobody can have: the domain is reserved by RFC 2606."""
    return f"{code.lower()}@demo.invalid"
