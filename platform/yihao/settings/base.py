"""All settings, from the environment, with defaults that run on a bare machine."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from yihao import installation

env = environ.Env()
ROOT = Path(__file__).resolve().parents[3]
HOME = installation.home()

PRODUCTION = env.bool("YIHAO_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or installation.secret("django_secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if not PRODUCTION else [])
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production")

# No app may stand in both lists: an unknown schema would then silently read shared tables.
SHARED_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "guardian",
    "yihao",
    "telemetry",
    "tenancy",
    "workdays",
    "privacy",
    "outbox",
    "spreadsheets",
    "hierarchy",
    "people",
    "custody",
    "taxonomy",
    "api",
]
TENANT_APPS = [
    "trail",
    "outbox.inbox",
    "spreadsheets.local",
    "callers",
    "attachments",
    "checkups",
    "clocks",
    "catalogue",
    "messages",
    "documents",
    "tickets",
    "duties",
    "contacts",
    "replies",
    "applications",
    "signoffs",
    "followups",
    "identity",
    "retention",
    "notices",
    "intake",
    "onboarding",
    "incidents",
]
INSTALLED_APPS = SHARED_APPS + TENANT_APPS

TENANT_MODEL = "tenancy.Workspace"
TENANT_DOMAIN_MODEL = "tenancy.Workspace"  # routing is by path: there is no domain model
TENANT_LIMIT_SET_CALLS = False
DATABASE_ROUTERS = ["tenancy.routers.WorkspaceRouter"]
TENANT_SYNC_ROUTER = "tenancy.routers.WorkspaceRouter"

ROLE_PREFIX = installation.role_prefix()
DATABASE_URL = installation.database_url()
APP_DATABASE_URL = installation.app_database_url()
_LOGIN = env.db_url_config(APP_DATABASE_URL)
DATABASES = {
    "default": {
        **_LOGIN,
        "ENGINE": "tenancy.backend",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "application_name": "yihao",
            "keepalives_idle": 30,
            "tcp_user_timeout": 15_000,
            **_LOGIN.get("OPTIONS", {}),
        },
    }
}
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=15_000)
LOCK_TIMEOUT_MS = env.int("LOCK_TIMEOUT_MS", default=8_000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False

MIDDLEWARE = [
    "telemetry.middleware.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "telemetry.middleware.RequestContextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.IdleTimeoutMiddleware",
    "yihao.middleware.WorkspaceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "yihao.urls"
WSGI_APPLICATION = "yihao.wsgi.application"
APPEND_SLASH = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env.int("IDLE_TIMEOUT_SECONDS", default=30 * 60)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("COOKIES_SECURE", default=PRODUCTION)
CSRF_FAILURE_VIEW = "api.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies of ours add to X-Forwarded-For before a request arrives.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

REDIS_URL = installation.redis_url()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenancy.cache.make_key",
    }
}
CELERY_BROKER_URL = installation.broker_url()
# How long a message that a worker took up is left alone. Longer than any handler takes.
OUTBOX_LEASE_SECONDS = env.float("OUTBOX_LEASE_SECONDS", default=30.0)

# Where texts to citizens go out; in production none until one is named, and they wait.
MESSAGE_GATEWAY = env.str(
    "MESSAGE_GATEWAY", default="" if PRODUCTION else "messages.adapters.file.FileGateway"
)

# How citizens reach us: stands in the messages they get.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")

KEY_RING = env.str("KEY_RING", default="privacy.keys.file_key_ring")
KEY_FILE = env.str("KEY_FILE", default=str(HOME / "keys.json"))
FIELD_CIPHER = env.str("FIELD_CIPHER", default="sm4-gcm")

# Attachments lie outside the database, where no address of the web server leads to them.
MEDIA_FOLDER = env.str("MEDIA_FOLDER", default=str(HOME / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "attachments": {
        "BACKEND": env.str("ATTACHMENT_STORAGE", default="attachments.storage.DurableStorage"),
        "OPTIONS": {
            "location": MEDIA_FOLDER,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
ATTACHMENT_BYTES = env.int("ATTACHMENT_BYTES", default=20 * 1024 * 1024)
ATTACHMENTS_PER_TICKET = env.int("ATTACHMENTS_PER_TICKET", default=60)
# A class that looks for malware, e.g. attachments.scanning.clamd.Clamd; empty: none is asked.
ATTACHMENT_SCANNER = env.str("ATTACHMENT_SCANNER", default="")
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="127.0.0.1:3310")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = None
CONSOLE_DIST = ROOT / "frontend" / "dist" / "console"
STATICFILES_DIRS = [("console", CONSOLE_DIST)] if CONSOLE_DIST.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

GRAPHQL_INTROSPECTION = env.bool("GRAPHQL_INTROSPECTION", default=DEBUG)
SENTRY_DSN = env.str("SENTRY_DSN", default="")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = None
