"""Settings. What an operator may change comes from the environment; outside the demo no secret has a default."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("KINBRIDGE_STATE", ROOT / "var"))


def flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


def database(url: str) -> dict[str, object]:
    """Django's database settings from a postgresql:// address; a `host` in the query may be a socket folder."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = query.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": dict(query),
        "TEST": {"NAME": os.environ.get("KINBRIDGE_TEST_DB", "test_kinbridge")},
    }


DEBUG = flag("KINBRIDGE_DEBUG")
KINBRIDGE_DEMO = flag("KINBRIDGE_DEMO")
TESTING = "PYTEST_VERSION" in os.environ
UNSIGNED_LAW_STANDS = KINBRIDGE_DEMO or DEBUG or TESTING  # elsewhere state law waits for counsel's signature
SECRET_KEY = os.environ.get("KINBRIDGE_SECRET_KEY", "")
if not SECRET_KEY:
    if not (KINBRIDGE_DEMO or DEBUG or TESTING or flag("KINBRIDGE_BUILD")):
        raise ImproperlyConfigured("Set KINBRIDGE_SECRET_KEY to a long random text; it signs sessions.")
    SECRET_KEY = "only-for-the-demo-and-tests-" + "0" * 30
ALLOWED_HOSTS = os.environ.get("KINBRIDGE_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("KINBRIDGE_ORIGINS", "").split()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "kinbridge.web",
    "kinbridge.desk",
    "kinbridge.portal",
    "kinbridge.exchange",
    "kinbridge.field",
    "kinbridge.quality",
    "kinbridge.gaps",
    "kinbridge.sites",
    "kinbridge.kit",
    "kinbridge.news",
    "kinbridge.coalition",
    "kinbridge.reports",
    "kinbridge.uptake",
    "kinbridge.linkages",
    "kinbridge.outreach",
    "kinbridge.policy",
    "kinbridge.stakeholders",
    "kinbridge.surveys",
    "kinbridge.workgroups",
    "kinbridge.measures",
    "kinbridge.learning",
    "kinbridge.link_health",
    "kinbridge.xapi",
    "kinbridge.identity",
    "kinbridge.reminders",
    "kinbridge.teams",
    "kinbridge.court",
    "kinbridge.plans",
    "kinbridge.referrals",
    "kinbridge.screening",
    "kinbridge.clocks",
    "kinbridge.chart",
    "kinbridge.disclosure",
    "kinbridge.consents",
    "kinbridge.people",
    "kinbridge.directory",
    "kinbridge.accounts",
    "kinbridge.audit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kinbridge.web.page_language.PageLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kinbridge.web.requests.ViewerMiddleware",
    "kinbridge.web.wording.WordingMiddleware",
]
ROOT_URLCONF = "kinbridge.web.urls"
WSGI_APPLICATION = "kinbridge.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "kinbridge" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kinbridge.web.navigation.navigation",
            ]
        },
    }
]
FORM_RENDERER = "kinbridge.web.forms.Renderer"

OWNER = os.environ.get("KINBRIDGE_DB_ROLE") == "owner" or TESTING
URL = os.environ.get("DATABASE_OWNER_URL" if OWNER else "DATABASE_URL") or os.environ.get("DATABASE_URL", "")
if not URL and not flag("KINBRIDGE_BUILD"):
    raise ImproperlyConfigured("Set DATABASE_URL to a PostgreSQL address, or start with ./run, which brings its own.")
DATABASES = {"default": database(URL or "postgresql:///none")}
if flag("KINBRIDGE_POOL"):
    DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 8}}  # type: ignore[operator]

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "kinbridge.web.sign_in.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/ip,5/5m/key", "newsletter": "20/h/ip,3/d/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False  # phones and desks are shared; nobody stays signed in past the idle time
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator made the account and knows the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = KINBRIDGE_DEMO or DEBUG or TESTING
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": os.environ.get("OIDC_ID", "oidc"),
                "name": os.environ.get("OIDC_NAME", "Agency sign-in"),
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": os.environ.get("OIDC_SERVER", "")},
            }
        ]
        if os.environ.get("OIDC_SERVER")
        else []
    }
}

SESSION_COOKIE_AGE = int(os.environ.get("KINBRIDGE_SESSION_MINUTES", "20")) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SECURE_TRANSPORT = not (KINBRIDGE_DEMO or DEBUG or TESTING)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_TRANSPORT
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TRANSPORT else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("KINBRIDGE_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
LARGER_UPLOADS = {"/learn/packages/": 101_000_000}  # elsewhere a file is small; a course brings its films
KINBRIDGE_LAUNCH_MINUTES = int(os.environ.get("KINBRIDGE_LAUNCH_MINUTES", "240"))  # one visit to a brought course
FILE_UPLOAD_HANDLERS = [
    "kinbridge.web.uploads.SmallFilesOnly",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [ROOT / "kinbridge" / "web" / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("KINBRIDGE_TIME_ZONE", "America/New_York")

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
EXTRACT = Path(os.environ.get("KINBRIDGE_EXTRACT", STATE / "extract"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "woff2", "gz", "svg.gz"]

# Reminders. The demo writes its messages to files; nothing leaves the machine until an operator names a mail server.
KINBRIDGE_ADDRESS = os.environ.get("KINBRIDGE_ADDRESS", "http://127.0.0.1:8000/")
KINBRIDGE_TEXTS = os.environ.get("KINBRIDGE_TEXTS", "kinbridge.reminders.sending.TextsInFile" if KINBRIDGE_DEMO else "")
OUTBOX = EMAIL_FILE_PATH = STATE / "outbox"
EMAIL_HOST = os.environ.get("KINBRIDGE_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("KINBRIDGE_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("KINBRIDGE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KINBRIDGE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = not flag("KINBRIDGE_EMAIL_PLAIN")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KINBRIDGE_EMAIL_FROM", "Kinbridge <kinbridge@localhost>")
_BY_MAIL = "filebased" if KINBRIDGE_DEMO else "smtp" if EMAIL_HOST else "locmem"
EMAIL_BACKEND = os.environ.get("KINBRIDGE_EMAIL_BACKEND", f"django.core.mail.backends.{_BY_MAIL}.EmailBackend")
_NAMED = EMAIL_HOST or "KINBRIDGE_EMAIL_BACKEND" in os.environ
KINBRIDGE_MAIL = "files" if KINBRIDGE_DEMO else "server" if _NAMED else ""

# Whether the addresses on the shelf are looked at. Nothing reaches out to the web until an operator says so.
KINBRIDGE_FOLLOW_LINKS = flag("KINBRIDGE_FOLLOW_LINKS")

# Logs hold ids and codes only. Django would print the address of each refused request, which may hold a name that
# someone searched for or mistyped; it is told to print its own failures alone.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {name: {"level": "ERROR"} for name in ("django.request", "django.security.csrf")},
}
