import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digest.settings")
# A server that forgets to say where it runs gets the safe settings.
os.environ.setdefault("DIGEST_ENV", "production")

application = get_wsgi_application()
