"""Pages for people: the documentation, and one about each kind of error, which the `type` of a problem leads to."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.platform.errors import AppError, NotFoundError, error_kinds
from app.platform.problems import title_of, type_of

_DOCS = Path(__file__).with_name("docs.html.template").read_text(encoding="utf-8")
_POLICY = "default-src 'none'; {}base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_RESPONSES = {
    400: ("BadRequest", "The request is malformed or invalid; `errors` names every invalid field."),
    404: ("NotFound", "There is no such resource."),
    409: ("Conflict", "The request conflicts with what is stored."),
    413: ("ContentTooLarge", "The body is larger than the service accepts."),
    415: ("UnsupportedMediaType", "The body is not `application/json`."),
    500: ("InternalServerError", "The service failed; the cause is in its log under `requestId`."),
    503: ("ServiceUnavailable", "The service cannot answer now; try again after `Retry-After` seconds."),
}


def add_pages(app: FastAPI) -> None:
    """`/docs`, `/errors` and `/errors/{code}`; and `/openapi.json` learns how this service answers errors."""
    made = app.openapi

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(made())
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]
    app.include_router(_router(app.title))


def _router(title: str) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    docs = _DOCS.replace("{title}", html.escape(title))

    @router.get("/docs")
    async def page() -> HTMLResponse:
        return _page(docs, "connect-src 'self'; img-src data:; ")

    @router.get("/errors")
    async def errors(request: Request) -> Response:
        kinds = sorted(error_kinds(), key=lambda kind: (kind.status, kind.code))
        if _prefers_json(request):
            return _json({"errors": [_entry(kind) for kind in kinds]})
        rows = "\n".join(
            f'<li><a href="{type_of(kind.code)}"><span class="status">{kind.status}</span><b>{kind.code}</b>'
            f"<span>{html.escape(kind.meaning)}</span></a></li>"
            for kind in kinds
        )
        return _page(_framed("Errors of this service", f"<h1>Errors of this service</h1>\n<ul>\n{rows}\n</ul>"))

    @router.get("/errors/{slug}")
    async def error(slug: str, request: Request) -> Response:
        found = next((kind for kind in error_kinds() if type_of(kind.code) == f"/errors/{slug}"), None)
        if found is None:
            raise NotFoundError("Error page not found")
        entry = _entry(found)
        if _prefers_json(request):
            return _json(entry)
        example = {key: entry[key] for key in ("type", "title", "status", "code")} | {"requestId": "…"}
        content = f"""<span class="status">{found.status}</span>
<h1>{html.escape(entry["title"])}</h1>
<p><code>{found.code}</code></p>
<h2>What it means</h2>
<p>{html.escape(found.meaning)}</p>
<h2>What to do</h2>
<p>{html.escape(found.action)}</p>
<h2>How the answer looks</h2>
<pre tabindex="0"><code>{html.escape(json.dumps(example, indent=2, ensure_ascii=False))}</code></pre>
<nav><a href="/errors">All errors of this service</a></nav>"""
        return _page(_framed(f"{found.code}: {entry['title']}", content))

    return router


def _entry(kind: type[AppError]) -> dict[str, Any]:
    return {
        "type": type_of(kind.code),
        "title": title_of(kind.status),
        "status": kind.status,
        "code": kind.code,
        "meaning": kind.meaning,
        "action": kind.action,
    }


def _json(body: object) -> JSONResponse:
    return JSONResponse(body, headers={"cache-control": "no-cache", "vary": "accept"})


def _page(text: str, more: str = "") -> HTMLResponse:
    """A page loads nothing from elsewhere; its own style and script are allowed by their hashes (CSP 3)."""
    allowed = ""
    for kind in ("script", "style"):
        for source in re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.S):
            digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
            allowed += f"{kind}-src 'sha256-{digest}'; "
    policy = _POLICY.format(allowed + more)
    headers = {"content-security-policy": policy, "cache-control": "no-cache", "vary": "accept"}
    return HTMLResponse(text, headers=headers)


def _prefers_json(request: Request) -> bool:
    """Whether JSON is accepted with a higher quality than HTML (RFC 9110, 12.5.1)."""
    ranges: dict[str, float] = {}
    for part in request.headers.get("accept", "").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
        ranges[name] = float(quality) if re.fullmatch(r"[01](\.\d{0,3})?", quality) else 0

    def quality_of(media: str) -> float:
        wanted = (media, f"{media.split('/')[0]}/*", "*/*")
        return next((ranges[name] for name in wanted if name in ranges), 0)

    return max(quality_of("application/json"), quality_of("application/problem+json")) > quality_of("text/html")


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The framework documents a 422 that this service never sends; what it does send is said instead."""
    components = document.setdefault("components", {})
    for name in ("HTTPValidationError", "ValidationError"):
        components.get("schemas", {}).pop(name, None)
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
    request_id = {"X-Request-ID": {"description": "Also in every log line.", "schema": {"type": "string"}}}
    retry = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}}}
    components["responses"] = {
        name: {
            "description": meaning,
            "headers": {**request_id, **(retry if status == 503 else {})},
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, (name, meaning) in _RESPONSES.items()
    }
    for path, operations in document["paths"].items():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            for response in operation["responses"].values():
                response.setdefault("headers", {}).update(request_id)
            statuses = {400, 500, 503} | ({404} if "{" in path else set())
            if "requestBody" in operation:
                statuses |= {409, 413, 415}
            for status in sorted(statuses):
                reference = {"$ref": f"#/components/responses/{_RESPONSES[status][0]}"}
                operation["responses"].setdefault(str(status), reference)
    return document


_PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Leads to a page that explains it."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "For programs to switch on."},
        "requestId": {"type": "string", "description": "Quote it when you ask for help."},
        "errors": {
            "type": "array",
            "description": "Every invalid field at once.",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                    "code": {"type": "string"},
                    "pointer": {
                        "type": "string",
                        "description": "RFC 6901, 6; into the part named by `in`.",
                    },
                    "in": {"type": "string", "enum": ["body", "query", "path", "header", "cookie"]},
                },
                "required": ["field", "message", "code", "pointer"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "requestId"],
}

_STYLE = """
:root{color-scheme:light dark;--ground:#fbfcfc;--card:#fff;--ink:#16211f;--quiet:#566562;--line:#dfe7e5;--accent:#0f766e}
@media (prefers-color-scheme:dark){:root{--ground:#0e1514;--card:#151f1d;--ink:#e7efed;--quiet:#9aaba7;--line:#26342f;--accent:#5eead4}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:44rem;margin:0 auto;padding:4rem 1.25rem}
h1{margin:.25rem 0 0;font-size:2.1rem;line-height:1.2}
h2{margin:2rem 0 .4rem;font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--quiet)}
p{margin:.4rem 0 0;max-width:60ch}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
code,pre{font:.875rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{padding:1rem;overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}
.status{color:var(--accent);font-weight:600}
ul{list-style:none;margin:1.5rem 0 0;padding:0;border-top:1px solid var(--line)}
li{border-bottom:1px solid var(--line)}
li a{display:grid;grid-template-columns:3.6rem 1fr;gap:0 1rem;padding:.8rem .25rem;color:inherit;text-decoration:none}
li span:last-child{grid-column:2;color:var(--quiet)}
nav{margin-top:3rem}
"""


def _framed(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
