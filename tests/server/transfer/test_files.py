"""What stands in a file, before anybody asks what it means."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fofal_server.core.operation import Upload
from fofal_server.core.transfer.encoding import encoding_of
from fofal_server.core.transfer.folding import folded
from fofal_server.core.transfer.neutral import neutralised, restored
from fofal_server.core.transfer.reading import read

PLOT = (
    '{"type": "Feature", "properties": {"code": "P%d", "hectares": 1.5, "dead": null}, '
    '"geometry": {"type": "Polygon", "coordinates": [[[9, 4], [9.1, 4], [9.1, 4.1], [9, 4]]]}}'
)


def _read(content, name):
    return read(Upload(name, "", io.BytesIO(content)))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"plain", "utf-8"),
        ("été".encode(), "utf-8"),
        ("été".encode("utf-8-sig"), "utf-8-sig"),
        ("été €".encode("cp1252"), "cp1252"),
        ("été".encode("latin-1"), "cp1252"),
        ("été".encode("utf-16"), "utf-16"),
        ("été".encode("utf-16-be"), None),
        (b"\xfe\xff" + "été".encode("utf-16-be"), "utf-16"),
        (("a" * 262_143 + "é").encode(), "utf-8"),
    ],
)
def test_encodings_in_their_order(content, encoding):
    stream = io.BytesIO(content)
    if encoding is None:
        with pytest.raises(Exception, match="not_text"):
            encoding_of(stream)
    else:
        assert encoding_of(stream) == encoding
        assert stream.tell() == 0


def test_what_fits_nothing_usual_is_guessed_last():
    old = "Désignation;Quantité;Unité\nRégime mûr;12;régime\nEngrais à épandre;3;sac\n" * 20
    assert encoding_of(io.BytesIO((old + "ü\n").encode("cp850"))) not in {"utf-8", "cp1252"}


@given(st.text())
def test_neutralising_can_always_be_taken_back(text):
    assert restored(neutralised(text)) == text
    assert not neutralised(text).startswith(("=", "@", "\t", "\r"))


def test_words_are_compared_without_case_accents_and_signs():
    assert folded("  N° contribuable (NIU) ") == folded("n contribuable niu")
    assert folded("Cœur d’ŒUVRE") == "coeur d oeuvre"


def test_a_map_is_a_table_of_its_features():
    features = ", ".join(PLOT % n for n in (1, 2))
    table = _read(f'\ufeff {{"type": "FeatureCollection", "features": [{features}]}}'.encode(), "plots.geojson")
    assert table.header == ("code", "hectares", "dead", "geometry")
    assert [(row.number, row.cells[:3], row.cells[3]["type"]) for row in table.rows] == [
        (1, ("P1", 1.5, None), "Polygon"),
        (2, ("P2", 1.5, None), "Polygon"),
    ]


def test_features_may_know_different_properties():
    one = '{"type": "Feature", "properties": {"a": 1}, "geometry": null}'
    two = '{"type": "Feature", "properties": {"b": "x"}, "geometry": null}'
    crs = '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}'
    table = _read(f'{{"type": "FeatureCollection", {crs}, "features": [{one}, {two}]}}'.encode(), "x.json")
    assert (table.header, [row.cells for row in table.rows]) == (
        ("a", "b", "geometry"),
        [(1, None, None), (None, "x", None)],
    )
