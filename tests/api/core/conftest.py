"""A tiny schema of its own for each test of the core: no database, no other app."""

from collections.abc import Callable
from typing import Any

import graphene
import pytest

from api.core.building import build_schema
from api.core.policy import Table
from tests.api.core.serving import Served, open_table


@pytest.fixture
def serve() -> Callable[..., Served]:
    """Serve graphene classes; without a table, everybody may use every field."""

    def serving(
        query: type[graphene.ObjectType],
        mutation: type[graphene.ObjectType] | None = None,
        *,
        policy: Table | None = None,
        **options: Any,
    ) -> Served:
        if policy is None:
            policy = open_table(query, mutation)
        return Served(build_schema(query=query, mutation=mutation, policy=policy), **options)

    return serving
