"""Which code answers which path. `/livez`, `/readyz` and `/metrics` are answered before: see `edge/middleware.py`."""

from django.contrib import admin
from django.urls import path

from edge.api import Api
from edge.error_pages import error_pages
from users.api import router as users

api = Api(title="Users", version="1.0.0")
api.add_router("/users", users, tags=["users"])

urlpatterns = [
    path("admin/", admin.site.urls),
    path("errors", error_pages),
    path("errors/<slug:slug>", error_pages),
    path("", api.urls),
]
