"""WSGI entry point: one thread, one connection, one workspace at a time."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yihao.settings.base")
application = get_wsgi_application()
