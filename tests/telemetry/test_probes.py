"""Probes answer before everything else, and say what is wrong."""

import contextlib
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from telemetry import probes


@pytest.fixture
def visitor(database: str) -> Client:
    return Client(headers={"host": "not.one.of.ours"})


@contextlib.contextmanager
def _no_database() -> Iterator[None]:
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def test_alive(visitor: Client) -> None:
    with _no_database():
        answer = visitor.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.cookies == {}


def test_ready(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "_broker", lambda: "up")
    answer = visitor.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "database": "up", "redis": "up"}


def test_without_redis_it_works_on(visitor: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = visitor.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "database": "up", "redis": "down"}


def test_without_a_database_it_is_not_ready(visitor: Client) -> None:
    with _no_database():
        answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "down"
    assert visitor.get("/readyz").status_code == 200


def test_with_older_tables_it_is_not_ready(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = probes._known_migrations() | {("tickets", "9999_of_tomorrow")}
    monkeypatch.setattr(probes, "_migrated_once", False)
    monkeypatch.setattr(probes, "_known_migrations", lambda: known)

    answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "behind"


def test_metrics_are_told_even_without_a_database(visitor: Client) -> None:
    with _no_database():
        answer = visitor.get("/metrics")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"yihao_request_seconds" in answer.content
