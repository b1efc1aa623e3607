"""What every installation starts with: units, currencies and dated parameters, each with its source."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.settings.models import Currency, Dimension, Parameter, Unit

FILE = Path(__file__).with_name("seeds.toml")


def seed(session: Session) -> None:
    """Add what is missing. Rows that somebody changed, and codes that have a value already, stay as they are."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for model, found in ((Unit, rows["units"]), (Currency, rows["currencies"]), (Parameter, rows["parameters"])):
        known = set(session.scalars(scoped(SYSTEM, model, model.code)))
        session.add_all(model(**_typed(row)) for row in found if row["code"] not in known)
    session.flush()


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The words of the file as the columns take them."""
    reads = {"dimension": Dimension, "factor": Decimal}
    return {name: reads.get(name, _same)(value) for name, value in row.items()}


def _same(value: Any) -> Any:
    return value
