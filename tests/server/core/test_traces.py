"""Traces as a collector gets them: a real one on HTTP, and one that is away."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from structlog.testing import capture_logs

from fofal_server.core import trace_export
from fofal_server.core.operation import API
from tests.support.api import Api, code, speaking
from tests.support.databases import Database
from tests.support.servers import Server, serving
from tests.support.until import until

PARENT = "0af7651916cd43dd8448eb211c80319c"


@dataclass
class Collector:
    """What was delivered, decoded."""

    url: str
    spans: list[Any] = field(default_factory=list)

    def of(self, trace_id: str) -> list[Any]:
        return [one for one in self.spans if one.trace_id.hex() == trace_id]

    def call(self, request_id: str) -> Any:
        """The span of a call, once it has been delivered."""
        return until(
            lambda: next((one for one in self.spans if attributes(one).get("fofal.request_id") == request_id), None)
        )


def attributes(span: Any) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that speaks OTLP over HTTP as the standard says."""
    known = Collector("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert (self.path, self.headers["content-type"]) == ("/v1/traces", "application/x-protobuf")
            told = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"])))
            known.spans += [one for whole in told.resource_spans for part in whole.scope_spans for one in part.spans]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as sink:
        known.url = f"http://127.0.0.1:{sink.server_port}"
        thread = threading.Thread(target=sink.serve_forever)
        thread.start()
        yield known
        sink.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as found:
        yield found


@pytest.fixture(scope="module", autouse=True)
def _told_at_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trace_export, "EVERY_MS", 50)
        yield


@pytest.fixture(scope="module")
def server(database: Database, collector: Collector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Behind a proxy that it trusts, everything traced."""
    more = {"otlp_endpoint": collector.url, "trace_share": 1.0, "trusted_proxies": "127.0.0.1"}
    with serving(database, tmp_path_factory.mktemp("data"), **more) as running:
        yield running


def test_a_call_and_its_statements_are_one_trace_without_values(api: Api, collector: Collector) -> None:
    with capture_logs() as lines:
        answer = api.post("/parties/parties", json={"code": code(), "name": "Nom que nul ne lit", "kind": "other"})
    request_id = answer.headers["x-request-id"]
    root = collector.call(request_id)
    line = next(one for one in lines if one["event"] == "call" and one["request_id"] == request_id)
    assert line["trace_id"] == root.trace_id.hex()
    assert (root.name, attributes(root)["http.response.status_code"]) == (f"POST {API}/parties/parties", 201)
    inside = [one for one in collector.of(line["trace_id"]) if one.parent_span_id == root.span_id]
    texts = [attributes(one)["db.query.text"] for one in inside]
    assert any(text.startswith("INSERT INTO parties_party") for text in texts)
    assert all(root.start_time_unix_nano <= one.start_time_unix_nano <= one.end_time_unix_nano for one in inside)
    assert "nul ne lit" not in str(collector.spans)


def test_the_number_that_a_person_is_shown_leads_to_the_trace(api: Api, collector: Collector) -> None:
    told = api.get("/parties/parties/no-such-id").json()
    root = collector.call(told["request_id"])
    assert attributes(root)["http.response.status_code"] == told["status"]


@pytest.mark.parametrize(("forwarded", "believed"), [({"X-Forwarded-For": "192.0.2.7"}, True), ({}, False)])
def test_only_a_trusted_proxy_says_what_a_call_belongs_to(
    api: Api, collector: Collector, forwarded: dict[str, str], believed: bool
) -> None:
    parent = f"00-{PARENT}-b7ad6b7169203331-01"
    answer = api.get("/changes?since=0", headers={"traceparent": parent, **forwarded})
    root = collector.call(answer.headers["x-request-id"])
    assert (root.trace_id.hex() == PARENT) is believed
    assert (root.parent_span_id.hex() == "b7ad6b7169203331") is believed


def test_a_collector_that_is_away_costs_one_line(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace_export, "EVERY_MS", 100)
    monkeypatch.setattr(trace_export, "WITHIN", 1.0)
    with (
        capture_logs() as lines,
        serving(database, tmp_path, otlp_endpoint="http://127.0.0.1:9", trace_share=1.0) as server,
        speaking(server) as api,
    ):
        for _ in range(3):
            began = time.monotonic()
            assert api.get("/changes?since=0").status_code == 200
            until(lambda: [one for one in lines if one["event"] == "traces.collector_away"])
        assert time.monotonic() - began < 5
    told = [one for one in lines if "otel" in str(one) or one["event"].startswith("traces")]
    assert [one["event"] for one in told] == ["traces.collector_away"]


def test_where_nobody_wants_traces_nothing_of_theirs_is_loaded() -> None:
    """A server process is everything that ``asgi`` and ``serving`` load. FastAPI brings words of OpenTelemetry's with
    it; what makes spans and sends them is not among them.
    """
    asked = "import sys, json, fofal_server.asgi, fofal_server.console.serving; print(json.dumps(list(sys.modules)))"
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True).stdout
    )
    assert "fofal_server.core.spans" in loaded
    spans = ("opentelemetry.sdk.trace", "opentelemetry.exporter", "opentelemetry.proto", "fofal_server.core.trac")
    assert [name for name in loaded if name.startswith(spans)] == []
