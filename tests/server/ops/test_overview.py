"""The page of operations in one answer: numbers as in the metrics, sets as they are found; for who may see the jobs."""

from tests.support.metrics import names


def test_it_tells_the_numbers_of_the_metrics_and_the_sets(api, server):
    (server.settings.data_dir / "backups" / "20260101T010000Z-abcd").mkdir(parents=True)
    told = api.get("/ops/overview").json()
    measured = {one["name"] for one in told["measures"]}
    assert {"fofal_database_up", "fofal_database_size_bytes", "fofal_disk_free_bytes"} <= measured
    assert measured <= names(api.get("/metrics").text)
    [one] = told["sets"]
    assert (one["id"], one["state"], one["size"], told["copied"]) == ("20260101T010000Z-abcd", "broken", None, False)
    assert one["problem"]


def test_only_for_who_may_see_the_jobs(api):
    assert api.as_user("parties.*:*").get("/ops/overview").status_code == 403
    assert api.as_user("ops.jobs:read").get("/ops/overview").status_code == 200
