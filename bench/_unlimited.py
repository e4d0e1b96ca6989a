"""The site's own settings, for a bench that asks for more than the limits on a forgotten password let through."""

from kinbridge.web.settings import *  # noqa: F403

ACCOUNT_RATE_LIMITS = False
