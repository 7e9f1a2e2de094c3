"""Query texts, parsed, checked and validated once per process.

`Documents` is the only door from a text to something executable. A trusted document is
one whose text the server knows already; the client names it by its hash.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from api.core.errors import ApiError, Kind
from api.core.limits import (
    QUERY_CHARACTERS,
    TOKENS,
    Cost,
    check_shape,
    cost_of,
    exceeded,
)
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    Node,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document of exactly one operation."""

    syntax: DocumentNode
    operation: OperationDefinitionNode
    cost: Cost
    weight: int


class Documents:
    """The valid documents of one schema, the most recently used kept ready.

    What is kept is bounded by syntax nodes, so that strangers' documents cannot fill the
    memory. Invalid documents are never kept.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        introspection: bool = False,
        explain: bool = False,
        trusted: Iterable[str] = (),
        capacity: int = 100_000,
    ) -> None:
        """`explain`: say why a document is invalid (development only)."""
        self.schema = schema
        self.rules = [
            *specified_rules,
            *([] if introspection else [NoSchemaIntrospectionCustomRule]),
        ]
        self.explain = explain
        self.trusted = {document_hash(text): text for text in trusted}
        self.capacity = capacity
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def trusted_text(self, document_id: str) -> str:
        """The text of a trusted document, by its hash."""
        if document_id not in self.trusted:
            raise ApiError(Kind.BAD_REQUEST, "未知的查询文档")
        return self.trusted[document_id]

    def get(self, text: str) -> Document:
        """The document of a text; ApiError if it is malformed, invalid or asks too much."""
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
        document = self._read(text)
        with self._lock:
            if text not in self._kept:
                self._kept[text] = document
                self._weight += document.weight
            while self._weight > self.capacity:
                _, dropped = self._kept.popitem(last=False)
                self._weight -= dropped.weight
        return document

    def _read(self, text: str) -> Document:
        if len(text) > QUERY_CHARACTERS:
            raise exceeded(f"查询文本最多 {QUERY_CHARACTERS} 个字符")
        syntax = self._parse(text)
        operation = _only_operation(syntax)
        check_shape(syntax, operation)
        if self.schema.get_root_type(operation.operation) is None:
            raise ApiError(Kind.BAD_REQUEST, "不支持这种操作")
        errors = validate(self.schema, syntax, self.rules, max_errors=1, hide_suggestions=True)
        if errors:
            raise self._invalid(errors[0])
        cost = cost_of(self.schema, syntax, operation)
        return Document(syntax, operation, cost, weight=_forget_locations(syntax))

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=TOKENS)
        except GraphQLSyntaxError as error:
            if error.description.startswith("Document contains more than"):
                raise exceeded(f"查询最多包含 {TOKENS} 个词") from None
            raise self._invalid(error) from None
        except GraphQLError as error:
            raise self._invalid(error) from None

    def _invalid(self, error: GraphQLError) -> ApiError:
        """One sentence for whatever is wrong, and the place: never a hint at other names."""
        message = f"查询无效：{error.message}" if self.explain else "查询无效"
        answer = ApiError(Kind.BAD_REQUEST, message)
        answer.locations = error.locations
        return answer


def document_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _only_operation(syntax: DocumentNode) -> OperationDefinitionNode:
    operations = [node for node in syntax.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1:
        raise ApiError(Kind.BAD_REQUEST, "请求须恰好包含一个操作")
    return operations[0]


def _forget_locations(syntax: DocumentNode) -> int:
    """Free the tokens that locations hold on to; return how many nodes there are."""
    count = 0
    for node in _nodes(syntax):
        node.loc = None
        count += 1
    return count


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for key in node.keys:
        value = getattr(node, key, None)
        if isinstance(value, Node) and key != "loc":
            yield from _nodes(value)
        elif isinstance(value, (tuple, list)):
            for item in value:
                yield from _nodes(item)
