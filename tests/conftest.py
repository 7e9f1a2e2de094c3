"""One real PostgreSQL for all tests: a template built once, a clone per worker, reset per test."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yihao.settings.base")
if not os.environ.get("DATABASE_URL"):
    os.environ.setdefault("YIHAO_HOME", str(ROOT / ".yihao" / "test"))
os.environ.setdefault("GRAPHQL_INTROSPECTION", "0")

pytest_plugins = ["tests.harness.databases", "tests.harness.city", "tests.harness.api"]
