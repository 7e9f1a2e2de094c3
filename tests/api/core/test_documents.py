"""Documents are read once; what is kept of them is bounded."""

import graphene
import pytest

from api.core.documents import Documents
from api.core.errors import ApiError


class Query(graphene.ObjectType):
    hello = graphene.String()


SCHEMA = graphene.Schema(Query).graphql_schema


def test_a_text_is_read_once():
    documents = Documents(SCHEMA)

    assert documents.get("{ hello }") is documents.get("{ hello }")


def test_the_least_recently_used_goes_first():
    documents = Documents(SCHEMA, capacity=15)  # each weighs 6
    first, second = documents.get("query A { hello }"), documents.get("query B { hello }")
    assert documents.get("query A { hello }") is first

    documents.get("query C { hello }")

    assert documents.get("query A { hello }") is first
    assert documents.get("query B { hello }") is not second


def test_what_is_too_heavy_to_keep_is_still_answered():
    documents = Documents(SCHEMA, capacity=1)

    assert documents.get("{ hello }") is not documents.get("{ hello }")


def test_invalid_documents_are_not_kept():
    documents = Documents(SCHEMA)
    for _ in range(2):
        with pytest.raises(ApiError):
            documents.get("{ hallo }")

    assert documents._weight == 0


def test_kept_documents_hold_no_tokens():
    document = Documents(SCHEMA).get("{ hello }")

    assert document.syntax.loc is None
    assert document.operation.selection_set.selections[0].loc is None
