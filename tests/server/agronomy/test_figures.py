"""What the dashboard counts of the fields is what the person may see of them."""

from tests.server.agronomy.farm import ROUNDS, Farm, day
from tests.support.api import Api, Json


def overdue(person: Api) -> Json:
    shown = {one["code"]: one for one in person.get("/figures").json()["items"]}
    return shown["agronomy.rounds-overdue"]


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
