"""What selected rows come to."""

import pytest

from fofal_desktop.models.sums import added_up, sums_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

QUANTITY = FieldMeta(name="quantity", label="Quantité", kind=Kind.QUANTITY, unit="unit")
COUNTED = FieldMeta(name="quantity", label="Quantité", kind=Kind.QUANTITY, unit="item_unit")
AMOUNT = FieldMeta(name="amount", label="Montant", kind=Kind.MONEY, decimals=0)
WEIGHT = FieldMeta(name="weight_kg", label="Poids", kind=Kind.QUANTITY)
UNIT = FieldMeta(name="unit", label="Unité", kind=Kind.CODE)
ITEM = FieldMeta(name="item_id", label="Article", kind=Kind.REFERENCE, target="inventory.items")


def resource(*fields: FieldMeta, name: str = "x.y") -> ResourceMeta:
    return ResourceMeta.model_validate(
        {
            "name": name, "path": "/x/y", "domain": "x", "domain_label": "X", "label": "Y", "label_one": "Y",
            "icon": "", "fields": {one.name: one for one in fields}, "columns": [one.name for one in fields],
            "filters": [], "searchable": False, "sort": [], "sections": [], "title": [],
        }
    )  # fmt: skip


def read(field: FieldMeta, *rows: dict[str, object], beside: tuple[FieldMeta, ...] = ()) -> str:
    words = " ".join(sums_of(resource(field, *beside), [field], rows))
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_sum_is_exact():
    rows = [{"quantity": "0.1"}, {"quantity": "0.2"}, {"quantity": None}, {"quantity": "99999999999.999"}]
    assert read(QUANTITY, *rows) == "Quantité: 100 000 000 000,299"


def test_amounts_keep_their_currency_apart():
    rows = [{"amount": "119250"}, {"amount": "750"}, {"amount": "5", "currency": "EUR"}]
    assert read(AMOUNT, *rows[:2]) == "Montant: 120 000 FCFA"
    assert read(AMOUNT, *rows) == "Montant: 120 000 FCFA + 5 EUR"


def test_units_are_never_mixed():
    rows = [{"quantity": "1", "unit": unit} for unit in ("kg", "l", "kg", "t", "sac")]
    assert read(QUANTITY, *rows[:3], beside=(UNIT,)) == "Quantité: 2 kg + 1 l"
    assert read(QUANTITY, *rows, beside=(UNIT,)) == "Quantité: different units"


def test_a_quantity_of_things_is_told_for_each_of_them():
    rows = [{"quantity": "2", "item_label": "Urée"}, {"quantity": "3", "item_label": "Sac"}]
    assert read(COUNTED, *rows, beside=(ITEM,)) == "Quantité: 2 Urée + 3 Sac"
    weights = [{"weight_kg": "2", "item_label": "Urée"}, {"weight_kg": "3", "item_label": "Sac"}]
    assert read(WEIGHT, *weights, beside=(ITEM,)) == "Poids: 5"


@pytest.mark.parametrize(("kind", "decimals", "adds"), [
    (Kind.MONEY, 0, True), (Kind.MONEY, 4, False), (Kind.AREA, 4, True), (Kind.COUNT, None, True),
    (Kind.PERCENT, 3, False), (Kind.COORDINATE, 8, False), (Kind.DAY, None, False), (Kind.CODE, None, False),
])  # fmt: skip
def test_only_what_adds_up_is_added(kind, decimals, adds):
    assert added_up(FieldMeta(name="x", label="X", kind=kind, decimals=decimals)) is adds


def test_nothing_comes_to_nothing():
    assert read(QUANTITY, {"quantity": None}) == ""
