"""A team leader sees and writes what is his team's, a field agent what he wrote or worked in; nobody a foreign row."""

import pytest

from tests.server.agronomy.farm import CHECKS, HARVESTS, OBSERVATIONS, OPERATIONS, PLOTS, ROUNDS, Farm, day
from tests.support.api import Api, Json, code

LEADER = (
    "agronomy.harvests:read@team", "agronomy.harvests:create@team", "agronomy.harvests:update@team",
    "agronomy.field-operations:read@team", "agronomy.field-operations:create@team", "agronomy.plots:read@team",
    "agronomy.quality-checks:read@team", "agronomy.observations:read@team", "agronomy.harvest-rounds:create@team",
    "agronomy.harvest-rounds:read@team",
)  # fmt: skip
AGENT = (
    "agronomy.harvests:read@own", "agronomy.harvests:create@own", "agronomy.field-operations:read@own",
    "agronomy.observations:read@own", "agronomy.observations:create@own",
)  # fmt: skip


def team(land: Farm) -> Json:
    return land.api.create("hr.teams", code=code("EQ"), name="Équipe")


def person(land: Farm, gang: Json | None, *rights: str) -> tuple[Json, Api]:
    worker = land.worker(team_id=gang["id"] if gang else None)
    return worker, land.api.as_user(*rights, employee_id=worker["id"])


def ids(api: Api, resource: str) -> set[str]:
    return {one["id"] for one in api.items(resource, limit=500)}


def test_team_leader_sees_his_teams_harvests_and_no_others(land: Farm) -> None:
    ours, theirs = team(land), team(land)
    _, leader = person(land, ours, *LEADER)
    mine, foreign = (land.harvest(land.plot(), team_id=gang["id"]) for gang in (ours, theirs))
    assert ids(leader, HARVESTS) == {mine["id"]}
    assert leader.items(HARVESTS, f"id:eq:{foreign['id']}") == []
    for answer in (
        leader.get(f"/agronomy/harvests/{foreign['id']}"),
        leader.get(f"/agronomy/harvests/{foreign['id']}/history"),
        leader.patch(f"/agronomy/harvests/{foreign['id']}", json={"note": "x"}, version=foreign["version"]),
    ):
        assert answer.status_code == 404
    assert leader.update(HARVESTS, mine, note="vu")["note"] == "vu"


def test_team_leader_cannot_push_a_harvest_to_another_team(land: Farm) -> None:
    ours, theirs = team(land), team(land)
    _, leader = person(land, ours, *LEADER)
    harvest = land.harvest(land.plot(), team_id=ours["id"])
    answer = leader.patch(f"/agronomy/harvests/{harvest['id']}", json={"team_id": theirs["id"]}, version=1)
    assert answer.status_code == 403
    assert land.api.read(HARVESTS, harvest["id"])["team_id"] == ours["id"]
    own = leader.create(HARVESTS, **land.sheet(land.plot(), team_id=ours["id"]))
    assert own["team_id"] == ours["id"]


def test_team_leader_sees_plots_and_work_of_his_team(land: Farm) -> None:
    ours, theirs = team(land), team(land)
    worker, leader = person(land, ours, *LEADER)
    led = land.plot(team_id=ours["id"])
    managed = land.plot(manager_id=worker["id"])
    land.plot(team_id=theirs["id"])
    assert ids(leader, PLOTS) == {led["id"], managed["id"]}
    done = [
        land.api.create(OPERATIONS, plot_id=led["id"], kind="weeding", done_on=day(), team_id=gang["id"])
        for gang in (ours, theirs)
    ]
    assert ids(leader, OPERATIONS) == {done[0]["id"]}


def test_rounds_are_planned_on_the_teams_plots_only(land: Farm) -> None:
    ours = team(land)
    _, leader = person(land, ours, *LEADER)
    own, foreign = land.plot(team_id=ours["id"]), land.plot()
    wanted = {"from_on": day(), "to_on": day(-5), "plot_ids": [own["id"], foreign["id"]]}
    assert leader.post("/agronomy/harvest-rounds/plan", json=wanted).json() == {"created": 1, "plots": 1}
    assert [one["plot_id"] for one in leader.items(ROUNDS)] == [own["id"]]


def test_field_agent_sees_what_he_wrote_and_where_he_worked(land: Farm) -> None:
    worker, agent = person(land, team(land), *AGENT)
    wrote = agent.create(HARVESTS, **land.sheet(land.plot()))
    worked = land.harvest(land.plot(), {"employee_id": worker["id"], "weight_kg": "10"})
    checked = land.harvest(land.plot(), checker_id=worker["id"])
    land.harvest(land.plot())
    assert ids(agent, HARVESTS) == {wrote["id"], worked["id"], checked["id"]}
    weeding = {"plot_id": land.plot()["id"], "kind": "weeding", "done_on": day()}
    mine = land.api.create(OPERATIONS, **weeding, labour=[{"employee_id": worker["id"], "hours": "8"}])
    land.api.create(OPERATIONS, **weeding)
    assert ids(agent, OPERATIONS) == {mine["id"]}


def test_field_agent_does_not_see_his_teams_rows(land: Farm) -> None:
    gang = team(land)
    _, agent = person(land, gang, *AGENT)
    land.harvest(land.plot(), team_id=gang["id"])
    assert ids(agent, HARVESTS) == set()


def test_person_without_employee_sees_only_what_he_wrote(land: Farm) -> None:
    agent = land.api.as_user(*AGENT)
    land.harvest(land.plot())
    wrote = agent.create(HARVESTS, **land.sheet(land.plot()))
    assert ids(agent, HARVESTS) == {wrote["id"]}


def test_checks_and_observations_follow_their_people(land: Farm) -> None:
    ours = team(land)
    worker, leader = person(land, ours, *LEADER)
    seen = {"plot_id": land.plot()["id"], "observed_at": f"{day(1)}T08:00:00Z", "kind": "growth"}
    own = land.api.create(OBSERVATIONS, **seen, observer_id=worker["id"])
    land.api.create(OBSERVATIONS, **seen)
    assert ids(leader, OBSERVATIONS) == {own["id"]}
    checked = {"checked_at": f"{day(1)}T08:00:00Z", "grade": "a", "conform": True}
    ours_checked = land.api.create(CHECKS, **checked, harvest_id=land.harvest(land.plot(), team_id=ours["id"])["id"])
    land.api.create(CHECKS, **checked, harvest_id=land.harvest(land.plot())["id"])
    assert ids(leader, CHECKS) == {ours_checked["id"]}


@pytest.mark.parametrize("verb", ["confirm", "cancel"])
def test_confirming_is_a_right_of_its_own(land: Farm, verb: str) -> None:
    harvest = land.harvest(land.plot())
    writer = land.api.as_user("agronomy.harvests:read", "agronomy.harvests:create", "agronomy.harvests:update")
    assert writer.post(f"/agronomy/harvests/{harvest['id']}/{verb}", version=harvest["version"]).status_code == 403
    assert set(writer.read(HARVESTS, harvest["id"])["allowed"]) == {"update"}
