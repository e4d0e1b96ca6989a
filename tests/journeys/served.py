"""What the journeys' own server runs: the site as it is, with its static files found where they lie."""

from django.contrib.staticfiles.handlers import StaticFilesHandler

from kinbridge.web.wsgi import application as site

application = StaticFilesHandler(site)
