"""Ninja with the manners of this service: strict bodies, problem documents, and both in the documentation."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from pydantic_core import from_json

from edge.problems import Problem, title_of
from edge.recognised import respond


class JsonBody(Parser):
    """Takes what says that it is JSON and is."""

    def parse_body(self, request: HttpRequest) -> Any:
        if (request.content_type or "").lower() != "application/json":
            raise Problem("UNSUPPORTED_MEDIA_TYPE")
        try:
            return from_json(request.body, allow_inf_nan=False)
        except ValueError as error:
            raise Problem("MALFORMED_JSON") from error

    def parse_querydict(self, data: QueryDict, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """A parameter that is there twice is a list, which is refused where one value is expected."""
        many = {name: data.getlist(name) for name in data}
        return {name: all if name in list_fields or len(all) > 1 else all[0] for name, all in many.items()}


class CompactJson(JSONRenderer):
    json_dumps_params = {"separators": (",", ":"), "ensure_ascii": False}


class Api(NinjaAPI):
    """Serves `/openapi.json`, and `/docs` from files that come with Ninja."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parser=JsonBody(), renderer=CompactJson(), **options)
        for kind in (ValidationError, HttpError, Http404):
            self.add_exception_handler(kind, respond)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {})["Problem"] = PROBLEM
        for path, operations in schema["paths"].items():
            for operation in operations.values():
                refusals = {404} if "{" in path else {400} if operation["parameters"] else set()
                refusals |= {400, 413, 415} if "requestBody" in operation else set()
                operation["responses"] |= problems(*sorted(refusals))["responses"]
                operation["responses"]["default"] = _response("Any other problem")
        return schema


def problems(*statuses: int) -> dict[str, Any]:
    """`openapi_extra` for errors that only the operation itself knows of."""
    return {"responses": {status: _response(title_of(status)) for status in statuses}}


def _response(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


_TEXT = {"type": "string"}

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `type` leads to a page that explains it.",
    "required": ["type", "title", "status", "code", "requestId"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "code": _TEXT,
        "requestId": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message", "code", "pointer"],
                "properties": {
                    "field": _TEXT,
                    "message": _TEXT,
                    "code": _TEXT,
                    "pointer": _TEXT,
                    "in": _TEXT,
                },
            },
        },
    },
}
