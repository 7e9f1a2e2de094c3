"""Where this installation lives: its home folder, its secrets, the addresses of its servers.

Standard library only: the bootstrap reads it before a virtual environment exists.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

PROJECT = Path(__file__).resolve().parents[2]
DATABASE_NAME = "yihao"
POSTGRES_PORT = 5432  # only the name of the socket file: nothing listens on a port
LONGEST_SOCKET_PATH = 100  # sun_path holds 104 bytes on macOS, 108 on Linux


class Refusal(Exception):
    """Something a person has to put right, said in one sentence: Chinese first, then English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} {english}")
        self.chinese = chinese
        self.english = english


def read_env_file(path: Path = PROJECT / ".env") -> None:
    """Take settings from `.env` that the environment does not already give."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def home() -> Path:
    """The folder that holds everything this installation writes (YIHAO_HOME)."""
    chosen = os.environ.get("YIHAO_HOME", "")
    return Path(chosen).expanduser().resolve() if chosen else PROJECT / ".yihao"


def postgres_data() -> Path:
    """The data directory of the embedded PostgreSQL."""
    return home() / "postgres"


def socket_folder() -> Path:
    """Where the embedded servers put their sockets; a short path when the home's is too long."""
    folder = home() / "run"
    if len(os.fsencode(folder / f".s.PGSQL.{POSTGRES_PORT}.lock")) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(os.fsencode(home())).hexdigest()[:12]
    return Path("/tmp") / f"yihao-{os.geteuid()}-{digest}"  # noqa: S108


def redis_socket() -> Path:
    """The socket of the embedded Redis."""
    return socket_folder() / "redis.sock"


def role_prefix() -> str:
    """Put before every database role, so that two installations can share one server."""
    prefix = os.environ.get("ROLE_PREFIX", "")
    if prefix and not (prefix.isascii() and prefix.isidentifier() and prefix == prefix.lower()):
        raise Refusal(
            "ROLE_PREFIX 只能由小写字母、数字和下划线组成，且不能以数字开头。",
            "ROLE_PREFIX may hold only lower-case letters, digits and underscores.",
        )
    return prefix


def uses_embedded_postgres() -> bool:
    """True when no DATABASE_URL names a server."""
    return not os.environ.get("DATABASE_URL")


def uses_embedded_redis() -> bool:
    """True when no REDIS_URL names a server."""
    return not os.environ.get("REDIS_URL")


def database_url() -> str:
    """The admin login: makes roles, migrates, provisions. Never used to serve a request."""
    given = os.environ.get("DATABASE_URL")
    return with_socket_in_path(given) if given else embedded_database_url(DATABASE_NAME)


def embedded_database_url(name: str) -> str:
    """The superuser of the embedded PostgreSQL, in one of its databases."""
    return f"postgresql://postgres@:{POSTGRES_PORT}/{quote(str(socket_folder()))}/{name}"


def app_database_url() -> str:
    """The login that serves requests: owns nothing, sees nothing without a workspace's role."""
    given = os.environ.get("APP_DATABASE_URL")
    if given:
        return with_socket_in_path(given)
    parts = urlsplit(database_url())
    login = quote(f"{role_prefix()}yihao_app", safe="")
    password = quote(secret("app_login_password"), safe="")
    server = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}:{password}@{server}"))


def with_socket_in_path(url: str) -> str:
    """Write libpq's `/name?host=/folder` as django-environ's `//folder/name`."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if not query.get("host", "").startswith("/"):
        return url
    path = f"/{quote(query.pop('host'))}/{parts.path.lstrip('/')}"
    server = parts.netloc or "@"
    if port := query.pop("port", ""):
        server = f"{server}:{port}"
    return f"{parts.scheme}://{server}{path}" + (f"?{urlencode(query)}" if query else "")


def database_parameters(url: str) -> dict[str, str]:
    """What psycopg2.connect takes, from a URL in any of the forms above."""
    parts = urlsplit(with_socket_in_path(url))
    credentials, _, server = parts.netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    host, name = parts.hostname or "", unquote(parts.path[1:])
    if "%" in server:  # urlsplit lowers the case of a percent-encoded socket path
        host = unquote(server.rpartition(":")[0] if parts.port else server)
    if name.startswith("/"):
        host, name = name.rsplit("/", 1)
    found = {
        "host": host,
        "port": str(parts.port or ""),
        "user": unquote(user),
        "password": unquote(password),
        "dbname": name,
    }
    return {**dict(parse_qsl(parts.query)), **{key: text for key, text in found.items() if text}}


def redis_url() -> str:
    """Redis as redis-py and Django's cache want it (`unix://…` for a socket)."""
    given = os.environ.get("REDIS_URL", "")
    if not given:
        return f"unix://{quote(str(redis_socket()), safe='/')}?db=0"
    return _renamed(given, scheme="unix", database="db") if _is_socket(given) else given


def broker_url() -> str:
    """Redis as Celery wants it (`redis+socket://…` for a socket)."""
    url = redis_url()
    if not _is_socket(url):
        return url
    return _renamed(url, scheme="redis+socket", database="virtual_host")


def _is_socket(url: str) -> bool:
    return urlsplit(url).scheme in {"unix", "socket", "redis+socket"}


def _renamed(url: str, *, scheme: str, database: str) -> str:
    parts = urlsplit(url)
    names = {"db": database, "virtual_host": database}
    query = urlencode([(names.get(key, key), value) for key, value in parse_qsl(parts.query)])
    return f"{scheme}://{parts.netloc}{parts.path}" + (f"?{query}" if query else "")


def secret(name: str) -> str:
    """A random token made on first use and kept in `secrets.json`, which only its owner reads."""
    known = _stored_secrets()
    if name in known:
        return known[name]
    with _only_one_writer():
        known = _stored_secrets()
        if name not in known:
            known = {**known, name: secrets.token_urlsafe(32)}
            _store_secrets(known)
    return known[name]


def _secrets_file() -> Path:
    return home() / "secrets.json"


def _stored_secrets() -> dict[str, str]:
    path = _secrets_file()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, PermissionError) as problem:
        raise Refusal(
            f"无法读取密钥文件 {path}，请检查其内容和权限。",
            f"Cannot read the secrets in {path}: check its content and its owner.",
        ) from problem
    return {str(key): str(value) for key, value in found.items()}


def _store_secrets(values: Mapping[str, str]) -> None:
    path = _secrets_file()
    fresh = path.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@contextlib.contextmanager
def _only_one_writer() -> Iterator[None]:
    make_home()
    with (home() / "secrets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_home() -> Path:
    """Create the home folder, or say in one sentence why it cannot be."""
    folder = home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Refusal(
            f"无法写入 {folder}（{problem.strerror}），请换到有写权限的位置或设置 YIHAO_HOME。",
            f"Cannot write to {folder} ({problem.strerror}): use a folder you may write to"
            " or set YIHAO_HOME.",
        ) from problem
    return folder
