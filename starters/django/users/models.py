"""Two kinds of people, in two tables.

`User` is what the API is about: customers. It is not `AUTH_USER_MODEL`, which holds who may log in to the admin: the
demo API asks nobody who they are, so that whoever reaches it could otherwise list, rename and delete the operators, and
a field that slips into a schema could make a superuser of a customer. `Operator` adds nothing to Django's own model; it
exists because Django cannot be given another model later without pain.
"""

import os
import threading
import uuid

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class Argon2(Argon2PasswordHasher):
    """Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class Operator(AbstractUser):
    """Who may log in to `/admin`."""

    class Meta(AbstractUser.Meta):
        verbose_name = "operator"
        verbose_name_plural = "operators"


class User(models.Model):
    """A customer. The hash of the password never leaves the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    password_hash = models.CharField(max_length=200, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["created_at", "id"], name="users_by_age")]

    def __str__(self) -> str:
        return self.email

    def save(self, **options) -> None:
        self.email = self.email.lower()
        self.updated_at = self.created_at if self._state.adding else timezone.now()
        super().save(**options)


# Each costs a core and 19 MiB for tens of milliseconds: more at once would only be slower.
_hashing = threading.BoundedSemaphore(os.cpu_count() or 1)


def hash_password(password: str) -> str:
    """What is stored instead of a password. Never call it inside a transaction."""
    with _hashing:
        return make_password(password)
