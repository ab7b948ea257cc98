"""Django's settings, from the environment; the defaults start on a laptop. `docs/how-to-deploy.md` lists them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kelisim.config import postgres
from kelisim.config.environment import contradiction, flag, hosts
from kelisim.config.home import home, laptop_secret

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home()
if words := contradiction():
    raise ImproperlyConfigured(words)

DEMO = flag("KELISIM_DEMO")
PRODUCTION = flag("KELISIM_PRODUCTION")
DEBUG = flag("KELISIM_DEBUG")
SECRET_KEY = os.environ.get("KELISIM_SECRET_KEY") or laptop_secret()
HOSTS = hosts()
ALLOWED_HOSTS = HOSTS or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
    "kelisim.accounts",
    "kelisim.common",
    "kelisim.parties",
    "kelisim.zones",
    "kelisim.incentives",
    "kelisim.projects",
    "kelisim.cases",
    "kelisim.events",
    "kelisim.agreements",
    "kelisim.indicators",
    "kelisim.press",
    "kelisim.overview",
    "kelisim.briefs",
    "kelisim.portal",
    "kelisim.workspace",
    "kelisim.api",
    "kelisim.samples",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_cotton",
    "csp",
]

MIDDLEWARE = [
    "kelisim.config.request_ids.request_ids",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kelisim.config.middleware.health",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kelisim.config.keeping.kept_pages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kelisim.config.middleware.second_factor",
    "kelisim.config.middleware.plain_errors",
]

ROOT_URLCONF = "kelisim.config.urls"
WSGI_APPLICATION = "kelisim.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "common" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kelisim.common.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database() -> dict[str, object]:
    """DATABASE_URL, or the embedded server of KELISIM_HOME."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.scheme:
        return {
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "OPTIONS": dict(parse_qsl(url.query)),
        }
    return {"NAME": postgres.DATABASE, "USER": postgres.USER, "HOST": str(postgres.socket_folder(HOME))}


DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        **database(),
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache", "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}  # fmt: skip

# As steps of migrations, each trigger would render every model anew: a minute at the first start. They are put up after.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:my_day"
LOGOUT_REDIRECT_URL = "portal:home"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "kelisim.config.signin.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kelisim"

LANGUAGE_CODE = "en"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"), ("tr", "Türkçe"), ("zh-hans", "中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["kelisim.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
TESTING = "pytest" in sys.modules
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

DEFAULT_FROM_EMAIL = os.environ.get("KELISIM_MAIL_FROM", "Kelisim <noreply@localhost>")
SMTP = urlsplit(os.environ.get("KELISIM_SMTP", ""))
if SMTP.scheme:
    EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "", SMTP.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = SMTP.scheme == "smtps", SMTP.scheme == "smtp+tls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KELISIM_PROXIES", "1"))

MEGABYTE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * MEGABYTE
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 500
KELISIM_UPLOAD_LIMIT = 20 * MEGABYTE
KELISIM_BATCH_LIMIT = 200 * MEGABYTE
KELISIM_JOBS_INLINE = TESTING
KELISIM_FETCH_ALLOW = frozenset(one for one in os.environ.get("KELISIM_FETCH_ALLOW", "").split(",") if one)
KELISIM_SIGNATURE_SERVICE = os.environ.get("KELISIM_SIGNATURE_SERVICE", "")
KELISIM_OC4IDS_PREFIX = os.environ.get("KELISIM_OC4IDS_PREFIX", "kelisim")
KELISIM_API_RATE = int(os.environ.get("KELISIM_API_RATE", "120"))

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "kelisim.config.request_ids.RequestIdFilter"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["request_id"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("KELISIM_LOG", "WARNING")},
}
