"""Servers that were given by DATABASE_URL and REDIS_URL: can they be used as they are?"""

import psycopg2
import redis

from yihao import installation
from yihao.installation import Refusal

OLDEST_POSTGRES = 140_000
CONNECT_SECONDS = 5
RIGHTS = """
    SELECT r.rolsuper OR (r.rolcreaterole AND pg_has_role(r.oid, d.datdba, 'MEMBER')),
           current_setting('server_version_num')::int, current_setting('server_version')
    FROM pg_roles r, pg_database d
    WHERE r.rolname = current_user AND d.datname = current_database()
"""


def require_database() -> None:
    """Refuse a database that cannot be reached, is too old, or grants its login too little."""
    parameters = installation.database_parameters(installation.database_url())
    try:
        connection = psycopg2.connect(**{"connect_timeout": str(CONNECT_SECONDS), **parameters})
    except psycopg2.OperationalError as problem:
        raise _unreachable(parameters, problem) from problem
    except psycopg2.ProgrammingError as problem:
        raise Refusal(
            "DATABASE_URL 格式不正确，应形如 postgresql://用户:密码@主机:5432/数据库。",
            "DATABASE_URL is malformed: it should look like"
            " postgresql://user:password@host:5432/database.",
        ) from problem
    try:
        with connection.cursor() as cursor:
            cursor.execute(RIGHTS)
            may_install, number, version = cursor.fetchone() or (False, 0, "?")
    finally:
        connection.close()
    if number < OLDEST_POSTGRES:
        raise Refusal(
            f"DATABASE_URL 指向 PostgreSQL {version}，需要 14 或更新版本。",
            f"DATABASE_URL names PostgreSQL {version}: version 14 or newer is needed.",
        )
    if not may_install:
        login, name = parameters.get("user", "?"), parameters.get("dbname", "?")
        raise Refusal(
            f"数据库账号 {login} 权限不足：需要 CREATEROLE 权限并为数据库 {name} 的所有者。",
            f"The database login {login} has too few rights: it needs CREATEROLE and must own"
            f" the database {name}.",
        )


def _unreachable(parameters: dict[str, str], problem: Exception) -> Refusal:
    place = f"{parameters.get('host', 'localhost')}:{parameters.get('port', '5432')}"
    reason = (str(problem).strip().splitlines() or ["?"])[-1]
    reason = reason.rpartition("FATAL:")[2].strip() or reason
    return Refusal(
        f"无法连接 DATABASE_URL 指定的数据库 {place}/{parameters.get('dbname', '')}（{reason}）。",
        f"Cannot reach the database of DATABASE_URL at {place}: check that it runs and that"
        " its name, login and password are right.",
    )


def require_redis() -> None:
    """Refuse a Redis that does not answer."""
    try:
        with redis.Redis.from_url(
            installation.redis_url(),
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=CONNECT_SECONDS,
        ) as client:
            client.ping()
    except (redis.RedisError, ValueError) as problem:
        raise Refusal(
            f"无法连接 REDIS_URL 指定的 Redis（{problem}）。",
            "Cannot use the Redis of REDIS_URL: check that it runs and that its address is right.",
        ) from problem
