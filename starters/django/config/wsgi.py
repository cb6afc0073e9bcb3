"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from edge.database import serve_from_pool

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
serve_from_pool()
