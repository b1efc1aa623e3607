"""Values as JSON knows them: in the trail, in files, and wherever else no model of Pydantic writes them."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID


def plain(value: Any) -> Any:
    """The value as JSON knows it; decimals become their text, so that no franc is lost."""
    match value:
        case Enum():
            return value.value
        case Decimal():
            return format(value.normalize(), "f")
        case UUID() | dt.date():
            return value.isoformat() if isinstance(value, dt.date) else str(value)
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple() | set():
            return [plain(one) for one in value]
    return value
