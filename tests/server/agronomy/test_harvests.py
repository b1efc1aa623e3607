"""Harvests: a sheet is added up, confirmed into one lot in stock, and taken back while the lot still lies there."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fofal_server.core import clock
from fofal_server.core.ids import new_id
from tests.server.agronomy.farm import CHECKS, HARVESTS, PLOTS, ROUNDS, WEIGHTS, Farm, day, refusal
from tests.support.api import Api, Json, code

MINUTES, DAYS = dt.timedelta(minutes=1), dt.timedelta(days=1)


def confirm(land: Farm, harvest: Json) -> Any:
    return land.api.post(f"/agronomy/harvests/{harvest['id']}/confirm", version=harvest["version"])


def bunch_weight(land: Farm, plot: Json, kilograms: str, back: int = 0) -> Json:
    return land.api.create(WEIGHTS, plot_id=plot["id"], month=day(back), sample_bunches=100, sample_kg=kilograms)


def test_confirmed_harvest_is_a_lot_in_stock_traceable_to_its_plot(land: Farm) -> None:
    plot, worker = land.plot(), land.worker()
    line = {
        "employee_id": worker["id"],
        "bunches_ripe": 40,
        "bunches_overripe": 2,
        "loose_fruit_kg": "12.5",
        "weight_kg": "534.5",
    }
    harvest = land.harvest(plot, line, {"weight_kg": "65.5"})
    assert (harvest["status"], harvest["total_weight_kg"], harvest["total_bunches"]) == ("draft", "600", 42)
    assert harvest["lines"][0]["employee_label"].startswith(worker["code"])
    harvest = land.api.act(HARVESTS, harvest, "confirm")
    assert harvest["status"] == "confirmed"
    lot = land.api.read("inventory.lots", harvest["lot_id"])
    assert (lot["code"], lot["plot_id"], lot["produced_on"], lot["origin"]) == (
        harvest["lot_code"], plot["id"], harvest["harvested_on"], "harvest",
    )  # fmt: skip
    (balance,) = land.in_stock(land.bunches, lot_id=lot["id"])
    assert (balance["quantity"], balance["warehouse_id"]) == ("600", land.store["id"])


def test_lot_code_says_site_plot_day_and_sequence(land: Farm) -> None:
    plot = land.plot()
    codes = [land.confirmed(plot, {"weight_kg": "10"}, back=1)["lot_code"] for _ in range(2)]
    stamp = day(1)[2:].replace("-", "")
    prefix = f"{land.site['code']}-{plot['code']}-{stamp[:2]}-{stamp[2:]}"
    assert codes == [f"{prefix}-01", f"{prefix}-02"]


def test_number_of_a_cancelled_lot_is_not_given_again(land: Farm) -> None:
    plot = land.plot()
    first = land.confirmed(plot)
    land.api.act(HARVESTS, first, "cancel")
    assert land.confirmed(plot)["lot_code"].endswith("-02")


def test_lots_of_the_same_day_do_not_mix(land: Farm) -> None:
    plot = land.plot()
    one, two = land.confirmed(plot, {"weight_kg": "100"}), land.confirmed(plot, {"weight_kg": "250"})
    quantities = {row["lot_id"]: row["quantity"] for row in land.in_stock(land.bunches)}
    assert quantities == {one["lot_id"]: "100", two["lot_id"]: "250"}


def test_counted_bunches_weigh_what_the_plot_weighs_that_month(land: Farm) -> None:
    plot = land.plot()
    bunch_weight(land, plot, "1240")
    harvest = land.confirmed(plot, {"bunches_ripe": 30, "bunches_empty": 4, "loose_fruit_kg": "8"})
    assert (harvest["bunch_weight_kg"], harvest["total_weight_kg"]) == ("12.4", "380")


def test_bunch_weight_used_stays_with_the_harvest(land: Farm) -> None:
    plot = land.plot()
    weight = bunch_weight(land, plot, "1000")
    harvest = land.confirmed(plot, {"bunches_ripe": 10})
    land.api.update(WEIGHTS, weight, sample_kg="2000")
    assert land.api.read(HARVESTS, harvest["id"])["bunch_weight_kg"] == "10"
    assert land.confirmed(plot, {"bunches_ripe": 10})["total_weight_kg"] == "200"


def test_newest_bunch_weight_of_the_months_before_serves_and_a_later_one_does_not(land: Farm) -> None:
    plot = land.plot()
    bunch_weight(land, plot, "900", back=100)
    bunch_weight(land, plot, "1100", back=62)
    bunch_weight(land, plot, "5000")
    assert land.confirmed(plot, {"bunches_ripe": 10}, back=40)["total_weight_kg"] == "110"


@pytest.mark.parametrize("back", [None, 500])
def test_without_a_known_bunch_weight_bunches_alone_are_refused(land: Farm, back: int | None) -> None:
    plot = land.plot()
    if back:
        bunch_weight(land, plot, "1000", back=back)
    harvest = land.harvest(plot, {"weight_kg": "50"}, {"bunches_ripe": 10})
    answer = confirm(land, harvest)
    assert refusal(answer) == ("lines.1.weight_kg", "bunch_weight_unknown")
    assert plot["code"] in answer.json()["detail"]
    assert land.in_stock(land.bunches) == []


def test_nothing_weighed_is_nothing_to_store(land: Farm) -> None:
    plot = land.plot()
    for line in ({"weight_kg": "0"}, {"bunches_empty": 3}):
        assert refusal(confirm(land, land.harvest(plot, line))) == ("lines", "nothing_weighed")
    empty = land.api.create(HARVESTS, **{**land.sheet(plot), "lines": []})
    assert refusal(confirm(land, empty)) == ("lines", "nothing_weighed")


@pytest.mark.parametrize(
    ("back", "code"), [(-1, "future_day"), (400, "before_planting")], ids=["tomorrow", "before planting"]
)
def test_day_must_be_possible(land: Farm, back: int, code: str) -> None:
    plot = land.plot(planted_on=day(399))
    answer = land.api.post("/agronomy/harvests", json=land.sheet(plot, back=back))
    assert refusal(answer) == ("harvested_on", code)


def test_day_of_planting_itself_is_possible(land: Farm) -> None:
    assert land.confirmed(land.plot(planted_on=day(399)), back=399)["status"] == "confirmed"


@pytest.mark.parametrize(
    "line",
    [
        {"bunches_ripe": -1},
        {"weight_kg": "-5"},
        {"loose_fruit_kg": "-0.001"},
        {"bunches_ripe": 1.5},
        {"weight_kg": "1e3"},
    ],
)
def test_impossible_numbers_are_refused(land: Farm, line: Json) -> None:
    answer = land.api.post("/agronomy/harvests", json=land.sheet(land.plot(), line))
    assert refusal(answer)[0] == f"lines.0.{next(iter(line))}"


@pytest.mark.parametrize(
    "field", ["total_weight_kg", "total_bunches", "status", "lot_id", "lot_code", "unripe_percent"]
)
def test_what_is_computed_cannot_be_typed(land: Farm, field: str) -> None:
    answer = land.api.post("/agronomy/harvests", json={**land.sheet(land.plot()), field: "1"})
    assert refusal(answer) == (field, "extra_forbidden")


@pytest.mark.parametrize("field", ["bunches_ripe", "bunches_empty", "loose_fruit_kg"])
def test_papaya_has_no_bunches(land: Farm, field: str) -> None:
    plot = land.plot(land.papaya)
    answer = land.api.post(
        "/agronomy/harvests", json=land.sheet(plot, {"weight_kg": "5"}, {field: 1, "weight_kg": "5"})
    )
    assert refusal(answer) == (f"lines.1.{field}", "bunches_of_other_crop")
    assert land.confirmed(plot, {"weight_kg": "85.25"})["total_weight_kg"] == "85.25"


def test_crop_needs_an_item_of_mass(land: Farm) -> None:
    nothing = land.api.create("agronomy.crops", code=land.palm["code"] + "X", name="Sans article")
    assert refusal(confirm(land, land.harvest(land.plot(nothing)))) == (None, "crop_without_item")
    pieces = land.api.create(
        "inventory.items", code=land.bunches["code"] + "U", name="Pièces", category="harvest", unit="u"
    )
    counted = land.api.create("agronomy.crops", code=land.palm["code"] + "Y", name="À la pièce", item_id=pieces["id"])
    assert refusal(confirm(land, land.harvest(land.plot(counted)))) == (None, "item_not_weighed")


def test_item_in_tonnes_receives_tonnes(land: Farm) -> None:
    tonnes = land.api.create(
        "inventory.items", code=land.bunches["code"] + "T", name="Régimes", category="harvest", unit="t"
    )
    crop = land.api.create("agronomy.crops", code=land.palm["code"] + "T", name="Palmier", item_id=tonnes["id"])
    land.confirmed(land.plot(crop), {"weight_kg": "12345"})
    assert [row["quantity"] for row in land.in_stock(tonnes)] == ["12.345"]


@pytest.mark.parametrize("status", ["resting", "in_preparation"])
def test_only_bearing_plots_are_harvested(land: Farm, status: str) -> None:
    assert refusal(confirm(land, land.harvest(land.plot(status=status)))) == (None, "plot_not_bearing")


def test_archived_plot_is_not_harvested(land: Farm) -> None:
    plot = land.api.update(PLOTS, land.plot(), archived=True)
    assert refusal(land.api.post("/agronomy/harvests", json=land.sheet(plot))) == ("plot_id", "plot_archived")


def test_only_people_employed_that_day_stand_on_the_sheet(land: Farm) -> None:
    plot = land.plot()
    gone, new = land.worker(left_on=day(5)), land.worker(hired_on=day(2))
    for worker in (gone, new):
        sheet = land.harvest(plot, {"employee_id": worker["id"], "weight_kg": "10"}, back=3)
        assert refusal(confirm(land, sheet)) == ("lines.0.employee_id", "not_employed")
    last_day = land.harvest(plot, {"employee_id": gone["id"], "weight_kg": "10"}, back=5)
    assert confirm(land, last_day).status_code == 200


def test_start_must_fall_on_the_day(land: Farm) -> None:
    sheet = land.sheet(land.plot(), back=1, started_at=f"{day(0)}T06:30:00+01:00")
    assert refusal(land.api.post("/agronomy/harvests", json=sheet)) == ("started_at", "start_elsewhere")
    sheet["started_at"] = f"{day(2)}T23:30:00Z"
    assert land.api.post("/agronomy/harvests", json=sheet).status_code == 201, (
        "23:30 UTC is half past midnight in Douala"
    )


def test_too_many_unripe_bunches_warn_and_do_not_block(land: Farm) -> None:
    plot, careful, careless = land.plot(), land.worker(), land.worker()
    harvest = land.confirmed(
        plot,
        {"employee_id": careful["id"], "bunches_ripe": 95, "bunches_unripe": 5, "weight_kg": "900"},
        {"employee_id": careless["id"], "bunches_ripe": 40, "bunches_unripe": 10, "weight_kg": "500"},
    )
    assert harvest["unripe_percent"] == "10"
    (warning,) = harvest["unripe_warnings"]
    assert careless["code"] in warning
    assert warning.endswith("20 %")


def test_confirmed_harvest_is_changed_by_nobody(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    path = f"/agronomy/harvests/{harvest['id']}"
    for answer in (
        land.api.patch(path, json={"note": "x"}, version=harvest["version"]),
        land.api.delete(path, version=harvest["version"]),
        land.api.post(f"{path}/confirm", version=harvest["version"]),
    ):
        assert answer.status_code == 409, answer.text
    assert harvest["allowed"] == ["cancel"]


def test_cancelled_harvest_leaves_the_stock(land: Farm) -> None:
    harvest = land.api.act(HARVESTS, land.confirmed(land.plot()), "cancel")
    assert harvest["status"] == "cancelled"
    assert land.in_stock(land.bunches) == []
    again = land.api.post(f"/agronomy/harvests/{harvest['id']}/cancel", version=harvest["version"])
    assert refusal(again, 409) == (None, "wrong_state")


def test_cancel_is_refused_when_some_of_the_lot_has_left(land: Farm) -> None:
    harvest = land.confirmed(land.plot(), {"weight_kg": "100"})
    gone = land.api.create(
        "inventory.stock-moves", kind="issue", item_id=land.bunches["id"], lot_id=harvest["lot_id"], quantity="1",
        source_id=land.store["id"],
    )  # fmt: skip
    land.api.act("inventory.stock-moves", gone, "post")
    answer = land.api.post(f"/agronomy/harvests/{harvest['id']}/cancel", version=harvest["version"])
    assert answer.status_code == 422
    assert land.api.read(HARVESTS, harvest["id"])["status"] == "confirmed"
    assert [row["quantity"] for row in land.in_stock(land.bunches)] == ["99"]


def test_cancelled_draft_never_was_in_stock(land: Farm) -> None:
    land.api.act(HARVESTS, land.harvest(land.plot()), "cancel")
    assert land.in_stock(land.bunches) == []


def test_lines_are_sent_whole(land: Farm) -> None:
    plot = land.plot()
    harvest = land.harvest(plot, {"weight_kg": "10"}, {"weight_kg": "20"})
    first, second = harvest["lines"]
    kept = {"id": second["id"], "weight_kg": "25"}
    changed = land.api.update(HARVESTS, harvest, lines=[kept, {"weight_kg": "5"}])
    assert [line["weight_kg"] for line in changed["lines"]] == ["25", "5"]
    assert changed["lines"][0]["id"] == second["id"]
    assert changed["total_weight_kg"] == "30"
    foreign = [{"id": first["id"], "weight_kg": "1"}]
    answer = land.api.patch(f"/agronomy/harvests/{harvest['id']}", json={"lines": foreign}, version=changed["version"])
    assert refusal(answer) == ("lines.0.id", "unknown_line")


def test_confirming_twice_with_one_key_stores_once(land: Farm) -> None:
    harvest = land.harvest(land.plot())
    path = f"/agronomy/harvests/{harvest['id']}/confirm"
    first, again = (land.api.post(path, version=harvest["version"], key=harvest["id"]) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(land.in_stock(land.bunches)) == 1


def test_weights_are_exact_decimals(land: Farm) -> None:
    """A tenth of a kilogram has no exact float: ten of them must still be one kilogram."""
    harvest = land.confirmed(land.plot(), *({"weight_kg": "0.1"} for _ in range(10)))
    assert harvest["total_weight_kg"] == "1"
    assert Decimal(land.in_stock(land.bunches)[0]["quantity"]) == 1


def test_history_tells_draft_and_confirmation(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    entries = land.api.get(f"/agronomy/harvests/{harvest['id']}/history").json()["items"]
    assert {entry["action"] for entry in entries} == {"create", "confirm"}


def test_confirmed_harvest_ticks_off_its_round(land: Farm) -> None:
    plot = land.plot()
    missed, due, later = (
        land.api.create(ROUNDS, plot_id=plot["id"], due_on=day(back), expected_kg="400") for back in (14, 3, -8)
    )
    harvest = land.confirmed(plot, back=1)
    states = {one["id"]: one["status"] for one in land.api.items(ROUNDS, f"plot_id:eq:{plot['id']}")}
    assert states == {missed["id"]: "missed", due["id"]: "done", later["id"]: "planned"}
    assert land.api.read(ROUNDS, due["id"])["harvest_id"] == harvest["id"]
    land.api.act(HARVESTS, harvest, "cancel")
    assert land.api.read(ROUNDS, due["id"])["status"] == "planned"


# -- entered while nobody answered: when, is kept as a claim and judged by the server's own clock


def enter(land: Farm, said: str | None, api: Api | None = None, **values: Any) -> Any:
    headers = {} if said is None else {"Entered-At": said}
    sheet = land.sheet(values.pop("plot", None) or land.plot(), **values)
    return (api or land.api).post("/agronomy/harvests", json=sheet, headers=headers, key=code("K"))


def claims(api: Api, key: str) -> list[Json]:
    items: list[Json] = api.get(f"/agronomy/harvests/{key}/history").json()["items"]
    return [one for one in items if one["action"] == "entered"]


@pytest.mark.parametrize(
    ("ago", "doubt"),
    [(3 * DAYS, None), (-0.5 * MINUTES, None), (-2 * MINUTES, "avançait"), (44 * DAYS, None), (46 * DAYS, "45 jours")],
)
def test_when_it_was_typed_is_kept_and_marked_when_it_cannot_be(
    land: Farm, ago: dt.timedelta, doubt: str | None
) -> None:
    moment = clock.now() - ago
    made = enter(land, moment.isoformat(), id=str(new_id())).json()
    (claim,) = claims(land.api, made["id"])
    assert dt.datetime.fromisoformat(claim["entered_at"]) == moment
    assert (claim["doubt"] is None) if doubt is None else doubt in claim["doubt"]
    assert claim["action_label"] == "Saisi sans connexion"
    came = dt.datetime.fromisoformat(claim["at"])
    assert moment + ago <= came <= clock.now(), "when it came is what the server says"


def test_the_claim_changes_no_date_that_the_server_judges(land: Farm) -> None:
    early = enter(land, (clock.now() + 3 * DAYS).isoformat(), back=-2)
    assert (early.status_code, early.json()["errors"][0]["field"]) == (422, "harvested_on")


@pytest.mark.parametrize("said", ["yesterday", "2026-11-20T10:00:00", "", "99999-01-01T00:00:00Z"])
def test_what_is_no_moment_is_refused(land: Farm, said: str) -> None:
    answer = enter(land, said)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Entered-At")


def test_a_repeated_call_claims_once_and_a_plain_one_not_at_all(land: Farm) -> None:
    sheet, key, said = land.sheet(land.plot()), code("K"), {"Entered-At": clock.now().isoformat()}
    first, _again = (land.api.post("/agronomy/harvests", json=sheet, headers=said, key=key).json() for _ in range(2))
    assert len(claims(land.api, first["id"])) == 1
    assert claims(land.api, land.harvest(land.plot())["id"]) == []


def test_a_deed_asked_for_offline_says_when_too(land: Farm) -> None:
    made = land.harvest(land.plot())
    path, said = f"/agronomy/harvests/{made['id']}", {"Entered-At": (clock.now() - DAYS).isoformat()}
    done = land.api.post(f"{path}/confirm", version=made["version"], headers=said)
    assert done.json()["status"] == "confirmed"
    assert len(claims(land.api, made["id"])) == 1
    land.api.post(f"{path}/cancel", version=done.json()["version"], headers=said)
    assert len(claims(land.api, made["id"])) == 1, "cancelling is not declared so, and claims nothing"


def test_a_record_made_here_is_referred_to_by_the_id_it_had_before(land: Farm) -> None:
    key, plot = str(new_id()), land.plot()
    check = {"harvest_id": key, "checked_at": clock.now().isoformat(), "grade": "a", "conform": True}
    alone = land.api.post("/agronomy/quality-checks", json=check)
    assert alone.status_code == 422, "what it refers to is not there yet"
    assert enter(land, clock.now().isoformat(), id=key, plot=plot).status_code == 201
    assert land.api.create(CHECKS, **check)["harvest_id"] == key


def test_an_id_of_ones_own_opens_no_door(land: Farm) -> None:
    """Rights and reach are judged as ever, and somebody else's record is never written over."""
    taken = land.harvest(land.plot())
    reader = land.api.as_user("agronomy.harvests:read")
    assert enter(land, None, reader, id=str(new_id())).status_code == 403
    again = enter(land, None, id=taken["id"], back=1)
    assert (again.status_code, again.json()["errors"][0]["field"]) == (409, "id")
    assert land.api.read(HARVESTS, taken["id"])["harvested_on"] == day()


def test_what_may_wait_is_declared(land: Farm) -> None:
    metas = {one["name"]: one for one in land.api.get("/meta").json()["resources"]}
    waiting = {name for name, meta in metas.items() if meta["offline"]}
    assert {HARVESTS, "agronomy.field-operations", "inventory.stock-moves"} <= waiting
    assert "parties.parties" not in waiting
    deeds = {one["name"] for one in metas[HARVESTS]["actions"] if one["offline"]}
    assert deeds == {"confirm"}
