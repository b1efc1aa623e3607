"""The company's logo: judged when it is brought, one at a time, in the head of every paper."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from fofal_server.contract.paper import Line, Picture
from fofal_server.documents.logo import LARGEST, WIDEST
from tests.server.documents.files import PDF
from tests.support.api import Api, code

LOGO = "/documents/logo"


def picture(width: int = 1200, height: int = 400, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(out, form)
    return out.getvalue()


@pytest.fixture
def company(api: Api) -> Iterator[None]:
    """There is one, without a logo before and after."""
    if not api.items("settings.companies"):
        api.create("settings.companies", name="Plantation (démo)")
    yield
    assert api.delete(LOGO).status_code == 204


def bring(api: Api, content: bytes, name: str = "logo.png") -> int:
    return api.post(LOGO, files={"file": (name, content, "application/octet-stream")}).status_code


def on_paper(api: Api) -> list[Picture]:
    """The pictures of a record's first page."""
    site = api.create("settings.sites", code=code("S"), name="Nord")
    lines = api.get(f"/settings/sites/{site['id']}/paper", params={"format": "pages"}).content.splitlines()
    page = Line.model_validate_json(lines[0]).page
    assert page is not None
    return [mark for mark in page.marks if isinstance(mark, Picture)]


@pytest.mark.usefixtures("company")
def test_papers_bear_the_logo_until_it_is_taken_away(api: Api) -> None:
    assert (api.get(LOGO).status_code, on_paper(api)) == (404, [])
    assert bring(api, picture()) == 204
    assert bring(api, picture(300, 300, "JPEG"), "Logo é.jpeg") == 204, "in the place of the first"
    shown = Image.open(io.BytesIO(api.get(LOGO).content))
    assert (shown.format, shown.size) == ("PNG", (300, 300))
    (drawn,) = on_paper(api)
    assert drawn.width == pytest.approx(drawn.height, abs=0.02)
    listed = api.get("/settings/sites/export", params={"format": "pdf"})
    assert b"/Subtype /Image" in listed.content
    assert api.delete(LOGO).status_code == 204
    assert on_paper(api) == []


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(("content", "name", "status"), [
    (picture() + bytes(LARGEST), "logo.png", 413), (PDF, "logo.pdf", 415), (PDF, "logo.png", 415),
    (picture()[:300], "logo.png", 422), (picture(WIDEST + 1, 1), "logo.png", 422), (b"", "logo.png", 415),
    (b"\xff\xd8\xff\xe0" + bytes(32), "logo.jpg", 422), (b"", "logo.svg", 415),
])  # fmt: skip
def test_what_is_no_sound_picture_is_refused_and_the_one_before_stays(api: Api, content: bytes, name: str, status: int) -> None:  # fmt: skip
    bring(api, picture(30, 10))
    assert bring(api, content, name) == status
    assert Image.open(io.BytesIO(api.get(LOGO).content)).size == (30, 10)


@pytest.mark.usefixtures("company")
def test_it_is_for_those_who_may_change_the_company(api: Api) -> None:
    reader = api.as_user("settings.companies:read")
    assert bring(reader, picture()) == 403
    assert reader.delete(LOGO).status_code == 403
    assert api.as_user("settings.sites:read").get(LOGO).status_code == 403
