"""Whatever is put on paper: it stays within its page, says all that it has to, and its letters are in the file."""

import re

import pytest

from fofal_server.contract import paper as wire
from fofal_server.contract.paper import PAGES, Area, Count, Line, Page, Turned, Words
from fofal_server.core.paper.facts import Fact, flowing, told
from fofal_server.core.paper.head import Head, Letterhead
from fofal_server.core.paper.letters import cut, drawable, width_of
from fofal_server.core.paper.out import as_lines, as_pdf
from fofal_server.core.paper.sheet import ACROSS, BODY, MARGIN, UPRIGHT, Sheet
from fofal_server.core.paper.table import Column, Table, fitted, page_for, room_of, wished
from tests.support import pdf

NAMES = "Ŋgaoundéré, Ɛbolɔwa, Ɓafia, Ɨtoŋ, Nkɛ́ŋ"
AMOUNT = "119\u202f250\u202fFCFA"
HEAD = Head(
    "Récoltes",
    "fr",
    "Établi le 22/11/2026 14:05 par amina",
    "Validé",
    Letterhead("Plantation de Ŋgambe (démo)", ("BP 12, Douala", "NIU : M0123 · RCCM : RC/DLA/2026/B/1")),
)


def whole(pages):
    return pdf.read(b"".join(as_pdf(HEAD, pages)))


def within(page: Page) -> bool:
    """Whether nothing stands beyond the edges of the page, or beyond its margins on the sides."""
    for mark in page.marks:
        if isinstance(mark, Area):
            left, right, bottom = mark.x, mark.x + mark.width, mark.y + mark.height
        elif isinstance(mark, Turned):
            left, right, bottom = mark.x - mark.size, mark.x, mark.y
        else:
            wide = width_of(mark.words, mark.size, bold=mark.bold)
            left, right, bottom = (mark.x - wide, mark.x, mark.y) if mark.right else (mark.x, mark.x + wide, mark.y)
        if left < MARGIN - 0.1 or right > page.width - MARGIN + 0.6 or bottom > page.height or mark.y < 0:
            return False
    return True


def test_the_letters_of_the_country_and_narrow_spaces_are_drawn_kept_and_in_the_file():
    sheet = Sheet(HEAD)
    told(sheet, [("Localités", NAMES), ("Montant", AMOUNT)])
    found = whole(sheet.end())
    assert NAMES in found.words
    assert AMOUNT in found.words
    assert all(letter in found.words for letter in ("Plantation de Ŋgambe", "Validé", "RCCM : RC/DLA/2026/B/1"))
    assert all(found.fonts.values())
    assert [name.partition("+")[2] for name in sorted(found.fonts)] == ["NotoSans-Bold", "NotoSans-Regular"]


def test_letters_that_no_font_here_has_become_plain_ones():
    assert drawable("été\u202fŋ\tfin\u200b") == "été\u202fŋfin"
    assert set(drawable("مرحبا 你好")) == {"?", " "}


@pytest.mark.parametrize(("rows", "least"), [(0, 1), (1, 1), (2_300, 40)])
def test_a_table_has_as_many_pages_as_it_needs_and_each_tells_which_it_is(rows, least):
    sheet = Sheet(HEAD)
    table = Table(sheet, [Column("Code", 60), Column("Montant (FCFA)", 80, right=True)])
    for number in range(rows):
        table.row([f"R{number}", "119\u202f250"])
    found = whole(sheet.end())
    count = len(found.pages)
    assert count >= least
    for number, lines in enumerate(found.pages, 1):
        assert f"Page {number} / {count}" in lines
        assert "Code" in lines, "the heads stand on each page"
        assert "Établi le 22/11/2026 14:05 par amina" in lines
    assert sum(len(re.findall(r"^R\d+$", line)) for page in found.pages for line in page) == rows


HOSTILE = {
    "a very long word": "x" * 3_000,
    "a huge note": "Un mot après l’autre. " * 2_000,
    "many lines": "ligne\n" * 400,
    "right to left": "مرحبا بالعالم " * 60,
    "control characters": "a\x00b\x07c\u2028d\u202ee",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_stays_within_its_page(words):
    head = Head(words, "fr", words, words, Letterhead(words, (words, words)))
    sheet = Sheet(head, ACROSS)
    flowing(sheet, [Fact(words[:300], "court"), Fact("Court", words[:900]), Fact("Remarque", words, wide=True)])
    table = Table(sheet, [Column("A", 900), Column(drawable(words[:200]), 40), Column("C", 10, right=True)])
    for _ in range(3):
        table.row([drawable(" ".join(words.split()))] * 3)
    pages = list(sheet.end())
    assert pages
    assert all(within(page) for page in pages)
    assert len(pages) < 80


def test_all_of_a_note_is_printed_over_as_many_pages_as_it_needs():
    words = " ".join(f"mot{number}" for number in range(6_000))
    sheet = Sheet(HEAD)
    flowing(sheet, [Fact("Remarque", words, wide=True)])
    found = whole(sheet.end())
    assert len(found.pages) > 2
    assert re.findall(r"mot\d+", found.words) == words.split()


def test_words_are_cut_to_their_column():
    lines = cut("un mot après l'autre " * 20, 60, BODY, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(width_of(one, BODY) for one in lines) <= 60
    assert "".join(cut("x" * 200, 60, BODY)) == "x" * 200


@pytest.mark.parametrize("widths", [[40.0] * 4, [180.0] * 8, [10.0] * 60])
def test_columns_fill_the_page_whatever_they_ask_for(widths):
    columns = [Column("", width) for width in widths]
    page = page_for(columns)
    assert sum(one.width for one in fitted(columns, room_of(page))) == pytest.approx(page[0] - 2 * MARGIN)
    assert (page == ACROSS) is (len(widths) > 4)


def test_long_heads_give_way_before_long_cells_do():
    heads = [Column("Chef d’équipe phytosanitaire de la plantation", 0) for _role in range(12)]
    right = "Éléments de paie : modifier les taux et les plafonds"
    columns = wished([Column("Droit", 0), *heads], [[right] + ["équipe"] * len(heads)])
    assert len(cut(right, fitted(columns, room_of(ACROSS))[0].width, BODY, bold=False, most=9)) <= 2


@pytest.mark.parametrize("roles", [3, 12])
def test_no_head_breaks_within_a_word(roles):
    """Heads for which there is no room read upwards, all of them that stand above the same kind of cells."""
    heads = ["Lecteur", *["Responsable phytosanitaire de la plantation"] * (roles - 1)]
    sheet = Sheet(HEAD, ACROSS)
    Table(
        sheet,
        wished(
            [Column("Droit", 0), *[Column(one, 0) for one in heads]],
            [["Éléments de paie : changer les taux", *["oui"] * roles]],
        ),
    )
    (page,) = sheet.end()
    words = " ".join(mark.words for mark in page.marks if not isinstance(mark, Area)).split()
    assert words.count("phytosanitaire") == roles - 1
    turned = [mark for mark in page.marks if isinstance(mark, Turned)]
    assert all(mark.y - width_of(mark.words, mark.size, bold=True) > 0 for mark in turned)
    assert ("Lecteur" in {mark.words for mark in turned}) is (roles == 12)
    assert "Droit" not in {mark.words for mark in turned}
    assert within(page)
    assert "phytosanitaire" in whole(iter([page])).words.replace("\n", " ")


def test_the_lines_of_a_preview_give_the_same_pages_as_the_file():
    sheet = Sheet(HEAD)
    told(sheet, [("Ville", NAMES)] * 150)
    pages = list(sheet.end())
    lines = [Line.model_validate_json(one) for one in as_lines(HEAD, iter(pages))]
    assert [one.pages for one in lines] == [None] * len(pages) + [len(pages)]
    drawn = [one.page for one in lines[:-1]]
    assert all(page is not None and (page.width, page.height) == UPRIGHT for page in drawn)
    words = [[mark.words for mark in page.marks if isinstance(mark, Words | Count)] for page in drawn]
    file = whole(iter(pages))
    assert [[one.replace(PAGES, str(len(pages))) for one in page] for page in words] == file.pages


def test_every_ink_that_is_used_is_known_to_both_sides():
    sheet = Sheet(HEAD)
    told(sheet, [("a", "b")])
    assert {mark.ink for page in sheet.end() for mark in page.marks} <= set(wire.INKS)
