"""The pages that the types of problems lead to."""

import html
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from edge.kinds import KINDS, Kind
from edge.problems import Problem, slug_of, title_of, type_of


def error_pages(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """`/errors` lists all errors, `/errors/<slug>` explains one; HTML, or JSON for those who prefer it."""
    chosen = {code: kind for code, kind in KINDS.items() if slug in (None, slug_of(code))}
    if not chosen:
        raise Problem("NOT_FOUND", "Error page not found")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        entries = [_entry(code, kind) for code, kind in chosen.items()]
        response: HttpResponse = JsonResponse(entries[0] if slug else {"errors": entries})
    else:
        articles = "\n".join(_article(code, kind) for code, kind in chosen.items())
        title = f"Error {next(iter(chosen))}" if slug else "Errors of this service"
        response = HttpResponse(_PAGE.format(title=title, articles=articles))
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept"
    return response


def _entry(code: str, kind: Kind) -> dict[str, Any]:
    return {
        "type": type_of(code),
        "title": title_of(kind.status),
        "status": kind.status,
        "code": code,
        "meaning": kind.meaning,
        "action": kind.action,
    }


def _article(code: str, kind: Kind) -> str:
    lines = (kind.meaning, kind.action)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    heading = f"{kind.status} {html.escape(title_of(kind.status))}"
    return f'<article id="{slug_of(code)}"><h2>{heading}</h2><p><code>{code}</code></p>{paragraphs}</article>'


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>Every error answer names its kind in <code>type</code> and <code>code</code>. Programs should look at those.</p>
{articles}
<nav><a href="/errors">All errors of this service</a></nav>
</body>
</html>
"""
