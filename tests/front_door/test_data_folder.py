"""The data folder of the embedded PostgreSQL, in every state in which it may be found."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.front_door.houses import SERVE, House

SERVERS = ("--servers-only",)


@pytest.fixture(scope="module")
def made_house(house: House) -> House:
    """A stopped house whose database exists."""
    house.start(*SERVERS)
    house.stop()
    return house


def postgres_pid(house: House) -> int:
    state = json.loads((house.home / "serve.json").read_text())
    return int(state["children"]["postgres"]["pid"])


@pytest.mark.parametrize("stranger", [True, False], ids=["a stranger's number", "a dead one's"])
def test_a_stale_pid_file_is_passed_over(made_house: House, stranger: bool):
    pid_file = made_house.home / "postgres" / "postmaster.pid"
    number = os.getpid() if stranger else 2**22 - 5
    pid_file.write_text(f"{number}\n{made_house.home}/postgres\n1700000000\n5432\n/tmp\n\n\n")
    made_house.start(*SERVERS)
    assert postgres_pid(made_house) != number
    assert made_house.stop() == 0


@pytest.mark.parametrize(
    ("spoil", "chinese", "english"),
    [
        ("version", "属于 PostgreSQL 16", "belongs to PostgreSQL 16, not 18"),
        ("part", "不完整", "is incomplete"),
    ],
)
def test_a_folder_that_cannot_be_used_is_named(
    new_house: House, spoil: str, chinese: str, english: str
):
    data = new_house.home / "postgres"
    (data / "global").mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    if spoil == "version":
        (data / "global" / "pg_control").touch()
    refused = new_house.run(*SERVE, *SERVERS)
    assert refused.returncode == 1
    assert chinese in refused.stderr
    assert english in refused.stderr
    assert str(data) in refused.stderr
    assert "Traceback" not in refused.stderr
    assert new_house.processes() == []


def test_the_remains_of_a_broken_off_start_are_cleared_away(new_house: House):
    half = new_house.home / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    new_house.start(*SERVERS)
    assert not half.exists()
    assert new_house.stop() == 0


@pytest.mark.parametrize("name", ["很 长" + "x" * 120, "it's 一号 100%+#?"])
def test_any_folder_name_will_do(tmp_path: Path, name: str):
    house = House(tmp_path / name)
    house.start(*SERVERS)
    try:
        pong = house.run(sys.executable, "-c", PING)
        assert pong.stdout.split() == ["18", "True", "True"], pong.stderr
    finally:
        house.stop()
    assert house.processes() == []


PING = """
import psycopg2, redis, kombu
from yihao import installation as at
connection = psycopg2.connect(**at.database_parameters(at.database_url()))
print(connection.server_version // 10000, redis.Redis.from_url(at.redis_url()).ping(), end=" ")
with kombu.Connection(at.broker_url()) as broker:
    print(bool(broker.ensure_connection(max_retries=1)))
"""


def test_a_login_without_rights_is_refused(made_house: House):
    made_house.start(*SERVERS)
    try:
        code = "from yihao import installation as at; print(at.database_url())"
        url = made_house.run(sys.executable, "-c", code).stdout.strip()
        make_login = "import psycopg2, sys; from yihao import installation as at\n" + MAKE_LOGIN
        made_house.run(sys.executable, "-c", make_login)
        refused = made_house.run(
            *SERVE,
            DATABASE_URL=url.replace("postgres@", "plain@"),
            YIHAO_HOME=str(made_house.home.with_name("other")),
        )
        assert refused.returncode == 1
        assert "数据库账号 plain 权限不足" in refused.stderr
        assert "needs CREATEROLE" in refused.stderr
    finally:
        made_house.stop()


MAKE_LOGIN = """
connection = psycopg2.connect(**at.database_parameters(at.database_url()))
connection.autocommit = True
connection.cursor().execute("DROP ROLE IF EXISTS plain; CREATE ROLE plain LOGIN")
"""
