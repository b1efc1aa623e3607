"""What the dashboard counts and draws of the fields is what the lists behind it hold, and what the person may see."""

import datetime as dt
from decimal import Decimal

from fofal_server.core import clock
from tests.server.agronomy.farm import HARVESTS, OPERATIONS, ROUNDS, Farm, day
from tests.support.api import Api, Json
from tests.support.figures import is_what_it_opens, told


def figure(person: Api, code: str) -> Json:
    return told(person, "figures", f"agronomy.{code}")[f"agronomy.{code}"]


def overdue(person: Api) -> Json:
    return figure(person, "rounds-overdue")


def bars(person: Api, code: str) -> list[Json]:
    found: list[Json] = told(person, "series", f"agronomy.{code}")[f"agronomy.{code}"]["points"]
    return found


def test_rounds_overdue_are_those_that_are_planned_and_late(land: Farm) -> None:
    before = int(overdue(land.api)["value"])
    plot = land.plot()
    late, _, _ = (land.api.create(ROUNDS, plot_id=plot["id"], due_on=day(back)) for back in (3, 0, -3))
    assert overdue(land.api)["value"] == str(before + 1)
    assert overdue(land.api)["level"] == "warning"
    land.api.act(ROUNDS, late, "cancel")
    assert overdue(land.api)["value"] == str(before)


def test_of_rounds_overdue_one_is_shown_the_own(land: Farm) -> None:
    land.api.create(ROUNDS, plot_id=land.plot()["id"], due_on=day(3))
    agent = land.api.as_user("agronomy.harvest-rounds:read@own", employee_id=land.worker()["id"])
    assert (overdue(agent)["value"], overdue(agent)["level"]) == ("0", None)
    agent.close()


def test_each_number_is_that_of_the_list_it_opens(land: Farm) -> None:
    plot = land.plot()
    for back in (-30, -6, -1, 0, 1, 40):
        land.api.create(OPERATIONS, plot_id=plot["id"], kind="weeding", done_on=day(back))
    land.confirmed(plot, {"weight_kg": "812.5"})
    land.harvest(plot)
    codes = ("harvested-month", "rounds-overdue", "harvests-draft", "work-week", "work-overdue")
    shown = {code: figure(land.api, code) for code in codes}
    assert all(is_what_it_opens(land.api, one, one["unit"]) for one in shown.values()), shown
    assert int(shown["work-week"]["value"]) >= 3
    assert Decimal(shown["harvested-month"]["value"]) >= Decimal("812.5")


def test_rounds_stand_in_one_bar_each_by_their_lateness(land: Farm) -> None:
    before = [int(one["value"]) for one in bars(land.api, "rounds-lateness")] or [0] * 4
    plot = land.plot()
    for back in (-7, -6, 0, 1, 3, 4, 7, 8, 400):
        land.api.create(ROUNDS, plot_id=plot["id"], due_on=day(back))
    after = bars(land.api, "rounds-lateness")
    assert [int(one["value"]) - was for one, was in zip(after, before, strict=True)] == [2, 2, 2, 2]
    assert [one["level"] for one in after[1:]] == ["warning", "warning", "critical"]
    assert all(is_what_it_opens(land.api, one) for one in after)
    assert [one["label"] for one in after][:2] == ["sous 7 jours", "1 à 3 j de retard"]


def test_work_of_the_coming_days_stands_day_by_day(land: Farm) -> None:
    plot = land.plot()
    for back in (0, 0, -6, -7, 1):
        land.api.create(OPERATIONS, plot_id=plot["id"], kind="pruning", done_on=day(back))
    shown = bars(land.api, "work-days")
    assert [one["day"] for one in shown] == [day(-ahead) for ahead in range(7)]
    assert int(shown[0]["value"]) >= 2
    assert all(is_what_it_opens(land.api, one) for one in shown)


def test_months_of_harvest_are_confirmed_weight_beside_that_of_the_year_before(land: Farm) -> None:
    today, plot = clock.today(), land.plot()
    year_ago = today.replace(day=1, year=today.year - 1)
    before = bars(land.api, "harvest-months")
    land.confirmed(plot, {"weight_kg": "100"}, back=(today - year_ago).days)
    land.confirmed(plot, {"weight_kg": "30"})
    land.harvest(plot)
    after = bars(land.api, "harvest-months")
    assert len(after) == 12
    assert after[-1]["day"] == today.replace(day=1).isoformat()
    assert dt.date.fromisoformat(after[0]["day"]) == (year_ago + dt.timedelta(days=31)).replace(day=1)
    was = before[-1] if before else {"value": "0", "usual": None}
    assert Decimal(after[-1]["value"]) - Decimal(was["value"]) == 30
    assert Decimal(after[-1]["usual"]) - Decimal(was["usual"] or 0) == 100
    assert all(is_what_it_opens(land.api, one, "kg") for one in after)


def test_of_months_one_is_shown_the_own(land: Farm) -> None:
    land.confirmed(land.plot())
    agent = land.api.as_user("agronomy.harvests:read@own", employee_id=land.worker()["id"])
    assert bars(agent, "harvest-months") == []
    assert figure(agent, "harvested-month")["value"] is None
    assert figure(agent, "harvested-month")["enters"]["name"] == HARVESTS
    agent.close()
