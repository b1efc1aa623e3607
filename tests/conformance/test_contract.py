"""The whole OpenAPI document is believed and tried: no 500, no answer that it does not announce."""

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.api import Api
from tests.support.openapi import document

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
QUIET = (
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
)
schema = schemathesis.openapi.from_dict(document())


@schema.parametrize()
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=QUIET, derandomize=True)
def test_no_surprise(api: Api, case: schemathesis.Case) -> None:
    answer = case.call(base_url=api.server.url, headers={"Authorization": str(api.http.headers["Authorization"])})
    case.validate_response(answer, checks=CHECKS)
