"""Django's settings. What differs between places comes from the environment: see `edge/environment.py`."""

import sys
from pathlib import Path

from edge.database import databases
from edge.environment import environment_or_exit
from edge.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment_or_exit()

HOST, PORT = env.host, env.port
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
# Never: its pages show settings and code, and it keeps every query in memory.
DEBUG = False

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",
    "edge",
    "users",
]
MIDDLEWARE = [
    "edge.middleware.Edge",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = databases(env.database_url)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# seaworthy:if redis
REDIS_URL = env.redis_url
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# seaworthy:end
# Who may log in to the admin, which is not who the API calls users: see `users/models.py`.
AUTH_USER_MODEL = "users.Operator"
PASSWORD_HASHERS = ["users.models.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Tests look at what is logged, and nobody else has to.
LOGGING = logging_config("silent" if "test" in sys.argv else env.log_level)
TRUSTED_PROXIES = env.trusted_proxies

STATIC_URL = "/static/"
# Files are served from where the packages keep them: nothing to collect, nothing to upload.
WHITENOISE_USE_FINDERS = True
# Paths of pages for people, which may load scripts and styles from here.
PAGES = ("/admin", "/docs", STATIC_URL)

# In front of the type of every problem, as in https://api.example.com; without it, types are relative.
PROBLEM_BASE = ""

USE_TZ = True
TIME_ZONE = "UTC"
APPEND_SLASH = False

SESSION_COOKIE_SECURE = env.production
CSRF_COOKIE_SECURE = env.production
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# W008 wants a redirect to HTTPS. It belongs to the proxy that ends TLS: probes reach this process without.
SILENCED_SYSTEM_CHECKS = ["security.W008"]
