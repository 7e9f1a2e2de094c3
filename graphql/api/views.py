"""The schema, served."""

from django.conf import settings

from api.core.documents import Documents
from api.core.view import csrf_failure, graphql_view
from api.schema import schema

__all__ = ["csrf_failure", "graphql"]

documents = Documents(schema, introspection=settings.GRAPHQL_INTROSPECTION, explain=settings.DEBUG)
graphql = graphql_view(schema, documents)
