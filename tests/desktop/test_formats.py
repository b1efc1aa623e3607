"""Values read as the house writes them."""

import pytest

from fofal_desktop.fields.formats import alignment_of, name_of, text_of, tip_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import Choice, FieldMeta, ResourceMeta


def read(kind: Kind, value: object, *, row: dict[str, object] | None = None, **options: object) -> str:
    field = FieldMeta(name="x_id", label="X", kind=kind, **options)
    return text_of(field, {"x_id": value, **(row or {})})


@pytest.mark.parametrize(
    ("kind", "value", "decimals", "text"),
    [
        (Kind.MONEY, "119250", 0, "119\u202f250\u202fFCFA"),
        (Kind.MONEY, "-1500", 0, "-1\u202f500\u202fFCFA"),
        (Kind.MONEY, "350.2500", 4, "350,25\u202fFCFA"),
        (Kind.MONEY, "99999999999999", 0, "99\u202f999\u202f999\u202f999\u202f999\u202fFCFA"),
        (Kind.AREA, "13.4143", 4, "13,4143"),
        (Kind.AREA, "13", 4, "13,0000"),
        (Kind.QUANTITY, "1250.500", 3, "1\u202f250,5"),
        (Kind.QUANTITY, "100", 3, "100"),
        (Kind.PERCENT, "19.25", 3, "19,25\u202f%"),
        (Kind.COUNT, 1600, None, "1\u202f600"),
        (Kind.COUNT, 0, None, "0"),
    ],
)
def test_numbers_are_grouped_and_exact(kind, value, decimals, text):
    assert read(kind, value, decimals=decimals) == text


def test_an_outline_is_told_in_words():
    ring = [[9.7, 4.05], [9.702, 4.05], [9.702, 4.052], [9.7, 4.052], [9.7, 4.05]]
    parts = {"type": "MultiPolygon", "coordinates": [[ring], [ring]]}
    assert read(Kind.GEOMETRY, parts) == "≈ 9,87\u202fha · 8 corner(s) · 2 part(s)"
    assert read(Kind.GEOMETRY, {"type": "Point", "coordinates": [9.7, 4.05]}) == "4,050000 N 9,700000 E"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1600, "u", "1\u202f600"),
        ("4.5", "ha", "4,5"),
        ("5", "%", "5\u202f%"),
        ("119250", "XAF", "119\u202f250\u202fFCFA"),
        ("2020-12-31", None, "31/12/2020"),
        ("007", None, "007"),
        ("Edéa", None, "Edéa"),
        (True, None, "✓"),
        ({"A": "10.5", "B": 7}, None, "A\u202f: 10,5 · B\u202f: 7"),
        (["2026-01-01", 2], None, "01/01/2026, 2"),
    ],
)
def test_a_value_of_any_kind_reads_as_what_it_is(value, unit, text):
    assert read(Kind.VALUE, value, row={"unit": unit}) == text


def test_days_and_moments_are_those_of_the_company():
    assert read(Kind.DAY, "2026-11-22") == "22/11/2026"
    assert read(Kind.MOMENT, "2026-11-22T23:30:00Z") == "23/11/2026 00:30"
    assert read(Kind.MOMENT, "2026-11-22T08:05:09.123456Z") == "22/11/2026 09:05"


def test_words_stand_for_ids_and_codes():
    choices = [Choice(value="draft", label="Brouillon")]
    assert read(Kind.CHOICE, "draft", choices=choices) == "Brouillon"
    assert read(Kind.CHOICE, "unheard", choices=choices) == "unheard"
    assert read(Kind.REFERENCE, "0190", row={"x_label": "P01 Bloc nord"}) == "P01 Bloc nord"
    assert read(Kind.FLAG, True) == "✓"
    assert read(Kind.LINES, [{}, {}]) == "2"
    assert read(Kind.NOTE, "a\n  b") == "a b"


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_reads_as_nothing(kind):
    assert read(kind, None) == ""


def test_a_secret_is_never_read():
    assert "hunter" not in read(Kind.SECRET, "hunter2")


def test_what_looks_like_markup_stays_text_in_a_tooltip():
    assert "<b>" not in tip_of("<b>fat</b>")


def test_measures_stand_on_the_right():
    measure, word = (FieldMeta(name="x", label="X", kind=kind) for kind in (Kind.MONEY, Kind.NAME))
    assert alignment_of(measure) != alignment_of(word)


def test_what_has_only_an_id_goes_by_what_it_refers_to():
    item, bin_ = (FieldMeta(name=f"{name}_id", label=name, kind=Kind.REFERENCE) for name in ("item", "bin"))
    told = ResourceMeta(
        name="a.b", path="/a/b", domain="a", domain_label="A", label="Stocks", label_one="Stock", icon="",
        fields={"item_id": item, "bin_id": bin_}, columns=["item_id", "bin_id"], filters=[], searchable=False,
        sort=[], sections=[], title=["id"],
    )  # fmt: skip
    assert (
        name_of(told, {"id": "7", "item_id": "1", "item_label": "Sac", "bin_id": "2", "bin_label": "A1"}) == "Sac · A1"
    )
    assert name_of(told, {"id": "7", "item_id": None, "bin_id": None}) == "Stock"
    told.title, told.fields["at"] = ["at", "item_id"], FieldMeta(name="at", label="At", kind=Kind.MOMENT)
    assert name_of(told, {"at": "2026-11-22T13:05:09.1Z", "item_id": "S"}) == "22/11/2026 14:05 S"
    told.title = ["code"]
    assert name_of(told, {"id": "7", "code": "K"}) == "K"
