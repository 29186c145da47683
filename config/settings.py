"""Every setting, read once from the environment.

A missing or malformed value stops the start with its name. `docs/operations.md` lists them all.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from environs import Env

from config import content_policy
from config.outgoing_mail import mail_domain, mail_server
from config.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)  # this project's alone; the environment wins

# Where everything that this installation owns lies: documents, and the embedded servers' data.
P2P_DATA = Path(env.str("P2P_DATA", str(BASE_DIR / "data"))).resolve()
P2P_PORT = env.int("P2P_PORT", 8000, validate=lambda port: 0 <= port < 65536)
P2P_STALL_SECONDS = env.float("P2P_STALL_SECONDS", 30.0)  # a worker that leaves messages for longer is restarted

DEBUG = env.bool("P2P_DEBUG", False)
SECRET_KEY = env.str("P2P_SECRET_KEY", "") or secret_key(P2P_DATA)
ALLOWED_HOSTS: list[str] = env.list("P2P_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("P2P_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_celery_beat",
    "allauth",
    "allauth.account",
    "embedded",
    "workflow",
    "upkeep",
    "exceptions_queue",
    "p2p",
    "samples",
    "config",  # last: its roles want every permission to be there
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # first of all, so that no answer goes without
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "exceptions_queue.preferences.PreferencesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
    }
]

# --- database: PostgreSQL, always. `manage.py` and `up` bring one along where none is named. ---
# Without DATABASE_URL (read_document, show_process, linters) any query fails by name.
DATABASE_URL = env.str("DATABASE_URL", "")
# Who owns the tables, where that is another role: `migrate` alone uses it (embedded.owner).
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "")
DATABASES = {
    "default": {
        **dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "connect_timeout": 5,
            # A worker or machine that freezes in the middle of a transaction holds its locks no longer than this,
            # and nobody waits longer for them: the tick goes on to other cases.
            "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=30s",
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,  # milliseconds; a line that has gone silent is given up
        },
    }
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.dummy"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- time and language ---
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = True

# --- web ---
CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_policy.DIRECTIVES}
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = P2P_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.HashedFiles"},
}
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["exceptions_queue.preferences.Backend"]
ACCOUNT_ADAPTER = "exceptions_queue.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# An office may share one address; wrong passwords are counted by address and by name.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("P2P_PROXIES", 0)
CACHES = {"default": {"BACKEND": "exceptions_queue.throttle.DatabaseCache"}}
SESSION_COOKIE_AGE = 12 * 3600  # a working day
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("P2P_HTTPS", False)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- the engine: which processes there are, and where its edges lead ---
WORKFLOW_PROCESSES = ["p2p.process.PROCURE_TO_PAY", "p2p.amending.process.AMEND", "upkeep.process.UPKEEP"]
# How many further attempts of a queue are under way at a time: `up` reads as many documents as there are processors,
# and one is left for those that have not failed yet.
WORKFLOW_AGAIN_AT_ONCE = {"documents": max(1, (os.cpu_count() or 1) - 1)}
WORKFLOW_WORLD = env.str("P2P_WORLD", "workflow.world.RealWorld")  # tests with processes bring their own
WORKFLOW_QUEUES = ("cases", "documents", "erp")  # those that `up` has workers for, besides its own "tick"
WORKFLOW_ACTOR_FROM_USER = "config.actors.actor_from_user"
WORKFLOW_RECIPIENTS = "config.recipients.of_role"
# What vouches for the history from outside the database. Better on another machine's disk than beside it.
WORKFLOW_ANCHOR_FILE = Path(env.str("P2P_ANCHOR_FILE", "") or P2P_DATA / "anchor" / "history.jsonl")
WORKFLOW_ANCHOR_KEY = Path(env.str("P2P_ANCHOR_KEY", "") or P2P_DATA / "anchor" / "key")
WORKFLOW_ANCHOR_SECONDS = env.float("P2P_ANCHOR_SECONDS", 10.0)
WORKFLOW_UNDO_SECONDS = env.float("P2P_UNDO_SECONDS", 10.0)
WORKFLOW_HOLD_SECONDS = env.float("P2P_HOLD_SECONDS", 600.0)  # a question that somebody has open
WORKFLOW_LEASE_SECONDS = env.float("P2P_LEASE_SECONDS", 30.0)
# More than any honest link takes (each call outside ≤ 20 s): then what hangs in the worker itself is stopped.
WORKFLOW_LINK_SECONDS = env.int("P2P_LINK_SECONDS", 90)
WORKFLOW_TICK_SECONDS = env.float("P2P_TICK_SECONDS", 2.0)
WORKFLOW_RING_SECONDS = env.float("P2P_RING_SECONDS", 15.0)

# What must hold, checked every night (upkeep): the engine's rules, then those of invoices.
UPKEEP_RULES = (
    "workflow.invariants.guards.RULE",
    "workflow.invariants.standing.RULE",
    "workflow.invariants.idle.RULE",
    "workflow.invariants.due.RULE",
    "workflow.invariants.retraced.RULE",
    "workflow.invariants.redecided.RULE",
    "workflow.invariants.effects.RULE",
    "workflow.invariants.messages.RULE",
    "p2p.invariants.mails_once.RULE",
    "p2p.invariants.stored_files.RULE",
    "p2p.invariants.identities.RULE",
    "p2p.invariants.auto_approvals.RULE",
    "p2p.invariants.booked_once.RULE",
    "p2p.invariants.booked.RULE",
    "p2p.invariants.journal.RULE",
)

# Spellings that the portal keeps when it turns names of fields into labels.
PORTAL_ABBREVIATIONS = ("ERP", "GL", "IBAN", "ID", "PO", "SHA256", "SKU", "UID", "VAT")

# What takes in documents that people hand in, which files it can read (by their endings), and how much at once.
PORTAL_UPLOAD = "p2p.receiving.receive_upload"
PORTAL_UPLOAD_KINDS = (".pdf", ".xml", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
PORTAL_UPLOAD_FILES = 20
PORTAL_UPLOAD_MEGABYTES = 30  # together; as a mail they are a third more, and a mail ends at 50

# The zone in which the portal shows times to who has chosen none.
PORTAL_TIME_ZONE = env.str("P2P_COMPANY_TIMEZONE", "Europe/London")

# --- invoices: where they come from and go to ---
# Who the buyer is, until company.csv has been imported.
P2P_COMPANY_NAME = env.str("P2P_COMPANY_NAME", "")
P2P_COMPANY_TIMEZONE = PORTAL_TIME_ZONE
P2P_ERP = env.str("P2P_ERP", "p2p.erp.ledger.Ledger")
P2P_READER = env.str("P2P_READER", "p2p.formats.sandbox.read")
P2P_MAIL_FOLDER = env.str("P2P_MAIL_FOLDER", "")
P2P_IMAP_URL = env.str("P2P_IMAP_URL", "")
P2P_MAIL_SECONDS = env.float("P2P_MAIL_SECONDS", 10.0)

# --- messages to people: in a folder, where no server is named ---
P2P_BASE_URL = env.str("P2P_BASE_URL", f"http://localhost:{P2P_PORT}").rstrip("/")
WORKFLOW_TASK_LINK = P2P_BASE_URL + "/tasks/{id}/"
WORKFLOW_CASE_LINK = P2P_BASE_URL + "/cases/{id}/"
DEFAULT_FROM_EMAIL = env.str("P2P_MAIL_FROM", "Accounts payable <accounts-payable@localhost>")
WORKFLOW_MAIL_DOMAIN = mail_domain(DEFAULT_FROM_EMAIL)
# Who is told what nobody else can be told. Every mail domain has a postmaster (RFC 2142).
P2P_LAST_RESORT: list[str] = env.list("P2P_LAST_RESORT", [f"postmaster@{WORKFLOW_MAIL_DOMAIN}"])
_SERVER = mail_server(env.str("P2P_EMAIL_URL", ""))
EMAIL_BACKEND = _SERVER.backend
EMAIL_FILE_PATH = P2P_DATA / "mail-out"
EMAIL_HOST, EMAIL_PORT = _SERVER.host, _SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SERVER.user, _SERVER.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _SERVER.tls, _SERVER.starttls
EMAIL_TIMEOUT = 10  # seconds, for each answer of the server

# --- Celery: a doorbell, never the truth (docs/adr) ---
REDIS_URL = env.str("REDIS_URL", "")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "cases"
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KB, looked at after each task; a fresh one has about 100,000
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # > the hard time limit
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_keepalive": True,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
# Intervals, not crontabs (they misjudge daylight saving); a tick that comes late is dropped, the next is near.
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "workflow.tick",
        "schedule": timedelta(seconds=WORKFLOW_TICK_SECONDS),
        "options": {"queue": "tick", "expires": 5 * WORKFLOW_TICK_SECONDS},
    },
    # Not the tick's business: its disk may be slow or full.
    "anchor": {
        "task": "workflow.anchor",
        "schedule": timedelta(seconds=WORKFLOW_ANCHOR_SECONDS),
        "options": {"queue": "cases", "expires": WORKFLOW_ANCHOR_SECONDS},
    },
}
CELERY_BEAT_SCHEDULE["upkeep"] = {
    "task": "upkeep.check_invariants",
    # Twice a day by the clock: a restart of beat begins an interval anew.
    "schedule": crontab(hour="3,12", minute="17"),
    "options": {"queue": "cases", "expires": timedelta(hours=6).total_seconds()},
}
if P2P_MAIL_FOLDER or P2P_IMAP_URL:
    CELERY_BEAT_SCHEDULE["mail"] = {
        "task": "p2p.fetch_mail",
        "schedule": timedelta(seconds=P2P_MAIL_SECONDS),
        "options": {"queue": "cases", "expires": P2P_MAIL_SECONDS},
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("P2P_LOG_LEVEL", "WARNING")},
    # Who took the evidence of which case with them is always in the log.
    "loggers": {"exceptions_queue.evidence_pack": {"level": "INFO"}},
}

env.seal()
