"""A small farm for a test: crops, stores, people, plots that nobody else touches."""

import datetime as dt
import secrets
from functools import cached_property
from typing import Any

from fofal_server.core import clock
from tests.server.maps.shapes import own_square
from tests.support.api import Api, Json, code

CROPS, PLOTS, HARVESTS = "agronomy.crops", "agronomy.plots", "agronomy.harvests"
OPERATIONS, ROUNDS, CYCLES = "agronomy.field-operations", "agronomy.harvest-rounds", "agronomy.crop-cycles"
WEIGHTS, CHECKS, OBSERVATIONS = "agronomy.bunch-weights", "agronomy.quality-checks", "agronomy.observations"


def day(back: int = 0) -> str:
    """The business day ``back`` days ago, as the wire writes it."""
    return (clock.today() - dt.timedelta(days=back)).isoformat()


def refusal(answer: Any, status: int = 422) -> tuple[str | None, str]:
    """Field and code of a refused call."""
    assert answer.status_code == status, answer.text
    problem = answer.json()
    errors = problem.get("errors") or [{"field": None, "code": problem["code"]}]
    return errors[0]["field"], errors[0]["code"]


class Farm:
    """What a test needs of a farm, made when it is first asked for; ``api`` may do everything."""

    def __init__(self, api: Api) -> None:
        self.api = api

    @cached_property
    def site(self) -> Json:
        return self.api.create("settings.sites", code=code("P"), name="Site d'essai")

    @cached_property
    def store(self) -> Json:
        return self.api.create("inventory.warehouses", code=code("M"), name="Magasin d'essai", site_id=self.site["id"])

    @cached_property
    def bunches(self) -> Json:
        return self.api.create("inventory.items", code=code("R"), name="Régimes", category="harvest", unit="kg")

    @cached_property
    def fruit(self) -> Json:
        return self.api.create("inventory.items", code=code("F"), name="Papayes", category="harvest", unit="kg")

    @cached_property
    def palm(self) -> Json:
        rhythm = {"density_per_ha": 143, "harvest_interval_days": 10}
        return self.api.create(CROPS, code=code("PAL"), name="Palmier", item_id=self.bunches["id"], **rhythm)

    @cached_property
    def papaya(self) -> Json:
        rhythm = {"density_per_ha": 1600, "harvest_interval_days": 7, "in_bunches": False}
        return self.api.create(CROPS, code=code("PAP"), name="Papayer", item_id=self.fruit["id"], **rhythm)

    def plot(self, crop: Json | None = None, **values: Any) -> Json:
        first = {
            "code": code("B"), "name": "Parcelle d'essai", "site_id": self.site["id"],
            "crop_id": (crop or self.palm)["id"], "geometry": own_square(), "planted_on": "2015-06-01", "plant_count": 700,
        }  # fmt: skip
        return self.api.create(PLOTS, **{**first, **values})

    def worker(self, **values: Any) -> Json:
        first = {"code": f"T{secrets.token_hex(4).upper()}", "last_name": "OUVRIER", "first_name": "Essai"}
        return self.api.create("hr.employees", **{**first, "hired_on": "2019-01-07", **values})

    def sheet(self, plot: Json, *lines: Json, back: int = 0, **values: Any) -> Json:
        """What is typed for a harvest; without lines somebody brought 500 kg."""
        return {
            "plot_id": plot["id"], "harvested_on": day(back), "warehouse_id": self.store["id"],
            "lines": list(lines) or [{"weight_kg": "500"}], **values,
        }  # fmt: skip

    def harvest(self, plot: Json, *lines: Json, back: int = 0, **values: Any) -> Json:
        return self.api.create(HARVESTS, **self.sheet(plot, *lines, back=back, **values))

    def confirmed(self, plot: Json, *lines: Json, back: int = 0, **values: Any) -> Json:
        return self.api.act(HARVESTS, self.harvest(plot, *lines, back=back, **values), "confirm")

    def product(self, **values: Any) -> Json:
        """An input of which 100 l lie in store, worth 2,000 francs a litre."""
        first = {"code": code("PH"), "name": "Produit d'essai", "category": "input", "unit": "l"}
        item = self.api.create("inventory.items", **{**first, **values})
        self.receive(item, "100", "2000")
        return item

    def receive(self, item: Json, quantity: str, unit_cost: str, **values: Any) -> Json:
        move = self.api.create(
            "inventory.stock-moves", kind="receipt", item_id=item["id"], quantity=quantity, unit_cost=unit_cost,
            destination_id=self.store["id"], **values,
        )  # fmt: skip
        return self.api.act("inventory.stock-moves", move, "post")

    def treatment(self, plot: Json, item: Json, *, back: int, delay: int | None = 7, **values: Any) -> Json:
        """A treatment with 2 l of the item, ``delay`` days before harvest."""
        line = {"item_id": item["id"], "quantity": "2", "pre_harvest_days": delay}
        first = {"plot_id": plot["id"], "kind": "treatment", "done_on": day(back), "inputs": [line]}
        return self.api.create(OPERATIONS, **{**first, **values})

    def in_stock(self, item: Json, **columns: str) -> list[Json]:
        wanted = [f"item_id:eq:{item['id']}", "quantity:gt:0", *(f"{name}:eq:{key}" for name, key in columns.items())]
        return self.api.items("inventory.stock-balances", *wanted)
