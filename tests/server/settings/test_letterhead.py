"""The head of the company's papers: what is known of it, with the numbers that hold today."""

import datetime as dt

from fofal_server.settings.letterhead import letterhead
from fofal_server.settings.models import Company, Parameter


def _named(session, **told):
    session.add(Company(name="Plantation de Ŋgambe (démo)", **told))
    session.flush()


def _register(session, number, begin, end=None):
    told = {"code": "company.rccm", "name": "RCCM (démo)", "source": "Greffe (démo)"}
    session.add(Parameter(value=number, valid_from=begin, valid_to=end, **told))
    session.flush()


def test_address_numbers_and_the_register_as_of_today(session):
    _named(session, tax_id="M0123", address="BP 12\n Douala ", phone="+237600000000")
    _register(session, "RC/DLA/2020/B/1", dt.date(2020, 1, 1), dt.date(2023, 12, 31))
    _register(session, "RC/DLA/2024/B/7", dt.date(2024, 1, 1))
    found = letterhead(session, "fr")
    assert found.name == "Plantation de Ŋgambe (démo)"
    assert found.lines == ("BP 12 · Douala", "+237600000000", "NIU : M0123 · RCCM : RC/DLA/2024/B/7")


def test_what_nobody_entered_is_left_out_and_a_demonstration_says_so(session):
    _named(session, demo=True)
    assert letterhead(session, "fr").lines == ("Société de démonstration : tout ce qui figure ici est inventé.",)


def test_before_the_set_up_papers_have_no_head(session):
    assert letterhead(session, "fr") is None
