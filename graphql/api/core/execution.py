"""Running a document: the one place that knows graphql-core's executor."""

from collections.abc import Coroutine, Mapping
from typing import Any, cast

from api.core import batching
from api.core.context import ApiContext
from api.core.documents import Document
from api.core.errors import ApiError, Kind, masked
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    VariableDefinitionNode,
    execute,
)

batching.install()


def run_document(
    schema: GraphQLSchema,
    document: Document,
    *,
    variables: Mapping[str, Any],
    context: ApiContext,
) -> dict[str, Any]:
    """The answer of a valid document, errors masked; ApiError if the request is refused whole."""
    document.cost.check(variables)
    result = execute(
        schema,
        document.syntax,
        context_value=context,
        variable_values=dict(variables),
        max_coercion_errors=1,
        hide_suggestions=True,
    )
    if not isinstance(result, ExecutionResult):
        result = batching.run(cast(Coroutine[Any, None, ExecutionResult], result), context)
    if result.data is None and result.errors and result.errors[0].path is None:
        raise _of_variable(result.errors[0])
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        reading = document.operation.operation is OperationType.QUERY
        answer["errors"] = masked(result.errors, reading=reading)
    return answer


def _of_variable(error: GraphQLError) -> ApiError:
    """Names the variable at fault and never repeats its value, which may be personal."""
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, VariableDefinitionNode):
        name = node.variable.name.value
        return ApiError(Kind.BAD_REQUEST, f"变量 ${name} 的值无效")
    return ApiError(Kind.BAD_REQUEST, "变量的值无效")
