"""The company as its papers show it: address, telephone, and the numbers that papers have to bear."""

from sqlalchemy.orm import Session

from fofal_server.core.paper.head import Letterhead
from fofal_server.core.texts import text
from fofal_server.settings.services import company, parameter_row

REGISTER = "company.rccm"
"""Parameter that holds the number in the register of trade (RCCM) from a day on; papers go without it until then."""


def letterhead(session: Session, language: str) -> Letterhead | None:
    """The head of papers made today; None before the set-up has named the company."""
    known = company(session)
    if known is None:
        return None
    row = parameter_row(session, REGISTER)
    numbers = {"niu": known.tax_id, "rccm": str(row.value) if row else None, "cnps": known.cnps_number}
    told = [text(f"paper.{name}", language, number=number) for name, number in numbers.items() if number]
    address = " · ".join(line.strip() for line in (known.address or "").splitlines() if line.strip())
    reached = " · ".join(one for one in (known.phone, known.email) if one)
    lines = [address, reached, " · ".join(told), text("paper.demo", language) if known.demo else ""]
    return Letterhead(known.name, tuple(line for line in lines if line))
