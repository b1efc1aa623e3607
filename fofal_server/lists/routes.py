"""Doors of the lists: for each person the own ones."""

from fofal_server.core.operation import Operation
from fofal_server.lists import layouts
from fofal_server.lists.schemas import Layout, Layouts

OPERATIONS = (
    Operation(
        method="GET", path="/lists/layouts", name="read_own_layouts", tag="lists", work=layouts.read,
        answer=Layouts, personal=True,
    ),
    Operation(
        method="PATCH", path="/lists/layouts/{resource}", name="change_own_layout", tag="lists", work=layouts.change,
        body=Layout, answer=Layout, refusals=(404,), personal=True,
    ),
)  # fmt: skip
