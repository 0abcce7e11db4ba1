"""All settings, read from the environment. Development runs from a clean checkout; production
(DIGEST_ENV=production, which wsgi.py assumes) stops with a clear message where something is missing."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from digest import environment as env
from digest.private_files import FILE, FOLDER, private_database, private_folder
from digest.static_headers import add_static_headers

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

ENVIRONMENT = env.text("DIGEST_ENV", "development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured("环境变量 DIGEST_ENV 应为 development 或 production")
IS_PRODUCTION = ENVIRONMENT == "production"

# With DEBUG on and no hosts given, Django answers to this machine's own names only.
DEBUG = not IS_PRODUCTION
if IS_PRODUCTION:
    SECRET_KEY = env.required("SECRET_KEY", "一段只有服务器知道的随机文字（至少 50 个字符）")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("环境变量 SECRET_KEY 太短，应是至少 50 个字符的随机文字")
    ALLOWED_HOSTS = env.required("ALLOWED_HOSTS", "网站的域名，多个用英文逗号分隔").split(",")
else:
    SECRET_KEY = env.text("SECRET_KEY", "development-only-" + "not-a-secret-" * 4)
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0]}").rstrip(
    "/"
)

# 阅读策略：默认登录后阅读；READING_IS_PUBLIC=1 时任何人可读。
READING_IS_PUBLIC = env.flag("READING_IS_PUBLIC", default=False)

INSTALLED_APPS = [
    "digest.apps.EditorialAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "ckeditor",
    "csp",
    "import_export",
    "issues",
    "policies",
    "hospitals",
    "papers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "digest.addresses.NoNul",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "digest.accounts.LoginRequired",
    "issues.actor.ActorMiddleware",
    "issues.job_progress.JobProgressMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "issues.admin.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "digest.urls"
WSGI_APPLICATION = "digest.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'digest.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    if DATABASES["default"]["NAME"] != ":memory:":
        private_database(Path(DATABASES["default"]["NAME"]))
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock when the transaction opens, so two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # In memory, writers of different threads would not queue as they do in a file.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How far a long request is. Of files, since another process may answer whoever asks.
    "jobs": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "jobs"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["digest.throttling.Throttle", "django.contrib.auth.backends.ModelBackend"]
# The address is REMOTE_ADDR, which nobody can make up; behind a proxy it is the proxy's, so there a username is
# locked for everybody. What waits does not wait longer for being tried again.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "digest.throttling.address"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "digest.throttling.locked_out"
AXES_ENABLE_ADMIN = False  # an administrator unlocks with `manage.py axes_reset_username`
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "reading:latest"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "zh-hans"
# Our words for what Django, its admin and import-export write themselves; `python -m tools.messages` compiles them.
LOCALE_PATHS = [BASE_DIR / "digest" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
# Published PDFs and annexes. Never served by address: views hand them out after checking who asks.
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
private_folder(MEDIA_ROOT)
FILE_UPLOAD_PERMISSIONS = FILE
FILE_UPLOAD_DIRECTORY_PERMISSIONS = FOLDER
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "digest.static_storage.StaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

_mail = urlsplit(env.text("EMAIL_URL", "console://"))
if _mail.scheme not in {"console", "smtp", "smtp+tls", "smtp+ssl"}:
    raise ImproperlyConfigured("环境变量 EMAIL_URL 应以 smtp://、smtp+tls:// 或 smtp+ssl:// 开头")
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if _mail.scheme.startswith("smtp") else "console.EmailBackend"
)
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = _mail.username or ""
EMAIL_HOST_PASSWORD = _mail.password or ""
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtp+ssl"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "digest@localhost")
# 每日汇总在几点发送（北京时间）。
DAILY_MAIL_HOUR = env.number("DAILY_MAIL_HOUR", default=8)
if DAILY_MAIL_HOUR > 23:
    raise ImproperlyConfigured("环境变量 DAILY_MAIL_HOUR 应为 0 到 23")

# No inline script or style anywhere; the pages with the editor relax this for themselves alone (issues/admin).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
if IS_PRODUCTION:
    # HTTPS=0 is for an intranet without certificates, where secure cookies would keep everybody out.
    IS_HTTPS = env.flag("HTTPS", default=True)
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
    SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365) if IS_HTTPS else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
    if env.flag("BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ckeditor.W001 says that CKEditor 4.22.1 is out of support. We know: issues/fields/rich_text.py is the one place
# that uses it, without its uploader and risky plugins, and issues/richtext filters everything it hands us.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

# To import is a permission of its own; whoever may see a list may take it away as a table.
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1100  # a thousand references, each with its box, are chosen from one page
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
