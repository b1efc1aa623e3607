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
    assert told["replication"]["replicas"] == []
    assert not told["replication"]["sees"]  # this one's PostgreSQL is somebody else's, and tells a stranger nothing


def test_only_for_who_may_see_the_jobs(api):
    assert api.as_user("parties.*:*").get("/ops/overview").status_code == 403
    assert api.as_user("ops.jobs:read").get("/ops/overview").status_code == 200


def test_the_report_of_a_month_is_told_and_fetched(api, server):
    reports = server.settings.data_dir / "reports"
    reports.mkdir()
    (reports / "backups-2026-10.pdf").write_bytes(b"%PDF-1.4 essai")
    (reports / "backups-2026-10.json").write_text('{"first": "2026-10-01"}')
    assert api.get("/ops/overview").json()["reports"] == ["2026-10-01"]
    page = api.get("/ops/reports/2026-10")
    assert (page.content, page.headers["Content-Type"]) == (b"%PDF-1.4 essai", "application/pdf")
    assert api.get("/ops/reports/2026-10?format=json").json() == {"first": "2026-10-01"}
    assert api.items("auth.audit-events", "action:eq:download")[0]["record_label"] == "backups-2026-10.json"


def test_nothing_else_of_the_folder_is_fetched(api):
    for month in ("2026-09", "..%2f..%2fcluster-secrets", "2026-1", "latest"):
        assert api.get(f"/ops/reports/{month}").status_code == 404
