"""From graphene's classes and the policy table to a schema that may be served."""

import graphene

from api.core.ids import read_ids
from api.core.policy import Table, enforce
from graphql import GraphQLSchema


def build_schema(
    *,
    query: type[graphene.ObjectType],
    mutation: type[graphene.ObjectType] | None = None,
    policy: Table,
) -> GraphQLSchema:
    """The guarded schema; raises PolicyError where table and schema do not fit."""
    built: GraphQLSchema = graphene.Schema(query=query, mutation=mutation).graphql_schema
    read_ids(built)
    enforce(built, policy)
    return built
