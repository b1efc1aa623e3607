"""Sending spans to a collector (OTLP over HTTP) from a bounded queue; one that is away costs a line now and then."""

import logging
import os
import platform
import time
from collections.abc import Sequence

import structlog
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

PATH = "/v1/traces"
QUEUE, BATCH, EVERY_MS = 2048, 512, 2000
WITHIN = 3.0
"""Seconds for one delivery, and so for the last one at the end."""
SILENCE = 600.0
"""Seconds between two lines about a collector that is away."""

log = structlog.get_logger("fofal.traces")


class Patient(SpanExporter):
    """Tells of losses in our own words and rarely; what it delivers with would tell of each try."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._lost = 0
        self._told = -SILENCE
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._exporter.export(spans)
        if result is SpanExportResult.SUCCESS:
            self._back()
        else:
            self._away(len(spans))
        return result

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._exporter.force_flush(timeout_millis)

    def _away(self, count: int) -> None:
        self._lost += count
        if time.monotonic() - self._told >= SILENCE:
            self._told = time.monotonic()
            log.warning("traces.collector_away", spans_lost=self._lost)

    def _back(self) -> None:
        if self._lost:
            log.info("traces.collector_back", spans_lost=self._lost)
        self._lost, self._told = 0, -SILENCE


def provider(endpoint: str, share: float, version: str) -> TracerProvider:
    """Spans go to ``endpoint`` (its address without path), ``share`` of the calls; a trusted parent decides instead."""
    exporter = OTLPSpanExporter(endpoint=endpoint.rstrip("/") + PATH, timeout=WITHIN)
    names = {"service.name": "fofal-server", "service.version": version}
    instance = f"{platform.node()}:{os.getpid()}"
    found = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(share)),
        resource=Resource.create({**names, "service.instance.id": instance}),
        shutdown_on_exit=False,
    )
    found.add_span_processor(
        BatchSpanProcessor(
            Patient(exporter), max_queue_size=QUEUE, max_export_batch_size=BATCH, schedule_delay_millis=EVERY_MS
        )
    )
    return found
