"""Templates without logic: whatever somebody types comes out as it is."""

import html
import re

import pytest
from sqlalchemy.orm import Session

from fofal_server.contract.links import link_to
from fofal_server.core.errors import Refused
from fofal_server.core.texts import LANGUAGES, catalogue
from fofal_server.mail import letters, page
from fofal_server.mail.services import post

HOSTILE = (
    "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{username.__class__}", "{username!r}", "{0}", "{__class__}",
    "%(username)s", "{{username.__class__.__mro__}}", "{% for x in ().__class__ %}", "$username", "{password}",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_class_7_template_injection_a_pattern_calls_nothing(typed: str) -> None:
    assert letters.filled(f"a {typed} z", {"username": "u"}) == f"a {typed} z".replace("{username}", "u")


@pytest.mark.parametrize("typed", [*HOSTILE, "{code}", "{username}"])
def test_class_7_template_injection_a_value_is_never_looked_at(typed: str) -> None:
    filled = letters.body("password_code", "fr", {"full_name": typed, "username": "u", "code": "C", "server": "S"})
    assert filled.text.startswith(f"Bonjour {typed},\n")
    assert f">Bonjour {html.escape(typed)},</p>" in filled.page


@pytest.mark.parametrize("typed", [
    "<script>alert(1)</script>", '<img src="https://ailleurs.example/x.png">', "</p></div><a href='https://x.example'>ici</a>",
    "&lt;b&gt;", "$words $foot ${language}", '" onload="x', "a\n\n<b>b</b>\n\nc", "&#60;b&#62;",
])  # fmt: skip
def test_class_6_active_content_of_data_is_nothing_but_letters_on_the_page(typed: str) -> None:
    plain, hostile = (letters.body("password_code", "fr", {"full_name": one, "code": "C"}) for one in ("u", typed))
    kinds = [re.findall(r"<[^>]*>", one.page) for one in (plain, hostile)]
    assert {*kinds[1]} <= {*kinds[0], "<br>"}
    assert typed.replace("\n\n", "") in html.unescape(re.sub(r"<[^>]*>|\n", "", hostile.page))
    assert "http" not in plain.page, "nothing of it has to be fetched"


def test_a_link_to_a_record_can_be_clicked_and_no_other() -> None:
    link = link_to("agronomy.plots", "01932d3c-7b5a-7c4e-9f00-0123456789ab")
    others = (f"{link}?x=1", f"{link}/delete", f"x{link}", f'"{link}"', "fofal://x", "https://x.example")
    assert [one for one in others if "<a " in page.of(one, "", "fr")] == []
    assert f'Voir : <a href="{link}">{link}</a></p>' in page.of(f"Voir : {link}", "", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_whole_in_both_languages(language: str) -> None:
    names = {key.split(".")[1] for key in catalogue()[language] if key.startswith("letter.") and key.count(".") == 2}
    assert {"password_code", "password_changed", "address_changed", "refresh_reused"} <= names
    known = ("username", "full_name", "code", "server", "when", "address", "device", "matter", "title", "reason")
    known += ("month", "good", "failed", "drills", "drills_failed", "copies", "copies_failed", "gap", "file")
    known += ("told", "severity", "since", "guide", "count", "name", "rows", "list", "link")
    values = {name: f"<{name}>" for name in known}
    for name in names:
        told = letters.subject(name, language, values) + letters.body(name, language, values).text
        assert "{" not in told
        assert "FOFAL" in letters.subject(name, language, values)


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85"])
def test_a_line_break_never_reaches_a_header(session: Session, break_: str) -> None:
    for recipient in (f"a@exemple.cm{break_}Bcc: b@exemple.cm", f"a{break_}@exemple.cm"):
        with pytest.raises(Refused, match="header_break"):
            post(session, "password_changed", recipient, language="fr", values={})


def test_a_line_break_never_reaches_a_subject(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = {"letter.essai.subject": "Pour {who}", "letter.essai.body": "x"}
    monkeypatch.setitem(catalogue(), "fr", {**catalogue()["fr"], **fresh})  # type: ignore[arg-type]  # the catalogue is for reading
    assert post(session, "essai", "a@exemple.cm", language="fr", values={"who": "toi"}).subject == "Pour toi"
    with pytest.raises(Refused, match="header_break"):
        post(session, "essai", "a@exemple.cm", language="fr", values={"who": "toi\nBcc: b@exemple.cm"})
