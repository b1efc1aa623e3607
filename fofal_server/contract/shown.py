"""What a page made by hand shows, in words: how it goes to the server, which lays it out on paper as it does lists."""

from typing import Annotated, Self

from annotated_types import Len, MaxLen
from pydantic import BaseModel, model_validator

MOST_ROWS, MOST_COLUMNS = 5_000, 24
"""Of all tables together, and of one: more would be unreadable on a sheet across."""
Cell = Annotated[str, MaxLen(2_000)]


class ShownColumn(BaseModel):
    """``right``: it holds numbers."""

    model_config = {"extra": "forbid"}

    head: Cell
    right: bool = False


class ShownRow(BaseModel):
    """``bold`` ones are sums, or name what stands below them."""

    model_config = {"extra": "forbid"}

    cells: Annotated[list[Cell], Len(1, MOST_COLUMNS)]
    bold: bool = False


class ShownTable(BaseModel):
    """A table under its title, which may be none."""

    model_config = {"extra": "forbid"}

    title: Cell = ""
    columns: Annotated[list[ShownColumn], Len(1, MOST_COLUMNS)]
    rows: Annotated[list[ShownRow], MaxLen(MOST_ROWS)] = []

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("every row has a cell for each column")
        return self


class ShownPage(BaseModel):
    """``facts`` are labels with what they say; they stand above the tables."""

    model_config = {"extra": "forbid"}

    title: Annotated[str, Len(1, 200)]
    facts: Annotated[list[tuple[Cell, Cell]], MaxLen(200)] = []
    tables: Annotated[list[ShownTable], MaxLen(60)] = []

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        if sum(len(table.rows) for table in self.tables) > MOST_ROWS:
            raise ValueError(f"at most {MOST_ROWS} rows")
        return self
