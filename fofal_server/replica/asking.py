"""One question to a PostgreSQL, one answer: whole rows as dictionaries, or a single value."""

from typing import Any

from psycopg2.extensions import connection
from psycopg2.extras import RealDictCursor


def rows(line: connection, question: str, *values: object) -> list[dict[str, Any]]:
    """All rows, by the names of their columns."""
    with line.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute(question, values)
        return [dict(row) for row in cursor.fetchall()]


def value(line: connection, question: str, *values: object) -> Any:
    """The first column of the first row, None where there is none."""
    with line.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
        return row[0] if row else None


def tell(line: connection, order: Any) -> None:
    """Have something done that answers nothing."""
    with line.cursor() as cursor:
        cursor.execute(order)
