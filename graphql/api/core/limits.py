"""What a document may ask for, told before anything expensive looks at it.

Validation of a hostile document costs far more than parsing it (6 KB of repeated fields:
0.7 s), so `check_shape` runs on the bare syntax tree first. `Cost`, the other half, needs
types and is worked out once per document, then weighed with each request's variables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.core.errors import ApiError, Kind
from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_object_type,
)

BODY_BYTES = 256 * 1024
QUERY_CHARACTERS = 32 * 1024
TOKENS = 2_000
DEPTH = 10
ROOT_FIELDS = 30
ALIASES = 30
FRAGMENTS = 40
REPEATS = 10
FIRST = 100
COST = 5_000
# What a list without `first` counts as: assignments of a ticket, children of a unit.
LIST_LENGTH = 10


def exceeded(sentence: str) -> ApiError:
    return ApiError(Kind.LIMIT_EXCEEDED, sentence)


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


def check_shape(document: DocumentNode, operation: OperationDefinitionNode) -> None:
    """Refuse a document that is too deep, too wide or too much repeated.

    Fields are looked at as they will be executed: fragments unfolded, fields of one name
    merged. graphql-core compares those of one name pair by pair, hence `REPEATS`.
    """
    fragments = fragments_of(document)
    if len(fragments) > FRAGMENTS:
        raise exceeded(f"查询最多包含 {FRAGMENTS} 个片段")
    survey = _Survey(fragments)
    roots = survey.visit([operation.selection_set], depth=1)
    if roots > ROOT_FIELDS:
        raise exceeded(f"查询最多包含 {ROOT_FIELDS} 个根字段")
    if len(survey.aliased) > ALIASES:
        raise exceeded(f"查询最多包含 {ALIASES} 个别名")
    if survey.used != set(fragments):
        raise ApiError(Kind.BAD_REQUEST, "查询包含未使用的片段")


@dataclass
class _Survey:
    fragments: Mapping[str, FragmentDefinitionNode]
    aliased: set[int] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    visited: int = 0

    def visit(self, merged: list[SelectionSetNode], *, depth: int) -> int:
        """Look at all that is selected of one object; return how many fields that is."""
        named = self._fields_by_name(merged)
        if named and depth > DEPTH:
            raise exceeded(f"查询嵌套不能超过 {DEPTH} 层")
        for name, nodes in named.items():
            if len(nodes) > REPEATS:
                raise exceeded(f"同一字段最多重复 {REPEATS} 次")
            below = [node.selection_set for node in nodes if node.selection_set]
            if below and not name.startswith("__"):
                self.visit(below, depth=depth + 1)
        return sum(map(len, named.values()))

    def _fields_by_name(self, merged: list[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        named: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        waiting = list(merged)
        while waiting:
            for node in waiting.pop().selections:
                self.visited += 1
                if isinstance(node, FieldNode):
                    if node.alias:
                        self.aliased.add(id(node))
                    named.setdefault((node.alias or node.name).value, []).append(node)
                elif isinstance(node, InlineFragmentNode):
                    waiting.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                    spread.add(node.name.value)
                    if node.name.value in self.fragments:
                        waiting.append(self.fragments[node.name.value].selection_set)
            if self.visited > COST:
                raise exceeded(f"查询展开后超过 {COST} 个字段")
        self.used |= spread & self.fragments.keys()
        return named


@dataclass(frozen=True, slots=True)
class PageSize:
    """The `first` of one connection field: a literal, or a variable with its default."""

    literal: Any = None
    variable: str | None = None

    def of(self, variables: Mapping[str, Any]) -> int:
        size = self.literal if self.variable is None else variables.get(self.variable, self.literal)
        if not isinstance(size, int):
            return FIRST  # left to execution, which refuses a `first` that is no integer
        if not 1 <= size <= FIRST:
            raise exceeded(f"first 须在 1 到 {FIRST} 之间")
        return size


@dataclass(frozen=True, slots=True)
class Cost:
    """Fields once, and the costs that come several times. Fragments share their parts."""

    fields: int
    pages: "tuple[tuple[PageSize, Cost], ...]" = ()
    others: "tuple[tuple[int, Cost], ...]" = ()

    def check(self, variables: Mapping[str, Any]) -> None:
        """Refuse the request if its pages and fields multiply to more than `COST`."""
        self._add(variables, times=1, total=0)

    def _add(self, variables: Mapping[str, Any], *, times: int, total: int) -> int:
        total += self.fields * times
        if total > COST:
            raise exceeded(f"查询的代价超过 {COST}，请减少 first 或选择更少的字段")
        for size, cost in self.pages:
            total = cost._add(variables, times=times * size.of(variables), total=total)
        for length, cost in self.others:
            total = cost._add(variables, times=times * length, total=total)
        return total


def cost_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> Cost:
    """The cost of a valid document. Skipped and excluded fields count as well."""
    root = schema.get_root_type(operation.operation)
    assert root is not None, "validated"
    defaults = {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in operation.variable_definitions
        if isinstance(definition.default_value, IntValueNode)
    }
    pricing = _Pricing(schema, fragments_of(document), defaults)
    return pricing.of_selections(operation.selection_set, root, None)


@dataclass
class _Pricing:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    defaults: Mapping[str, Any]
    _priced: dict[tuple[str, PageSize | None], Cost] = field(default_factory=dict)

    def of_selections(
        self, selected: SelectionSetNode, parent: GraphQLNamedType, page: PageSize | None
    ) -> Cost:
        """`page`: the size of the connection that `parent` is, if it is one."""
        fields, pages, others = 0, [], []
        for node in selected.selections:
            if isinstance(node, FieldNode):
                if node.name.value.startswith("__"):
                    continue
                fields += 1
                if node.selection_set:
                    size, below = self._of_field(node, parent, page)
                    if isinstance(size, PageSize):
                        pages.append((size, below))
                    else:
                        others.append((size, below))
            elif isinstance(node, InlineFragmentNode):
                others.append((1, self.of_selections(node.selection_set, parent, page)))
            elif isinstance(node, FragmentSpreadNode):
                others.append((1, self._of_fragment(node.name.value, parent, page)))
        return Cost(fields, tuple(pages), tuple(others))

    def _of_field(
        self, node: FieldNode, parent: GraphQLNamedType, page: PageSize | None
    ) -> tuple[int | PageSize, Cost]:
        assert isinstance(parent, GraphQLObjectType)
        assert node.selection_set is not None
        definition = parent.fields[node.name.value]
        of_page = self._page_size(node) if "first" in definition.args else None
        below = self.of_selections(node.selection_set, get_named_type(definition.type), of_page)
        if not _is_list_of_objects(definition.type):
            return 1, below
        return (LIST_LENGTH if page is None else page), below

    def _of_fragment(self, name: str, parent: GraphQLNamedType, page: PageSize | None) -> Cost:
        if (name, page) not in self._priced:
            selected = self.fragments[name].selection_set
            self._priced[name, page] = self.of_selections(selected, parent, page)
        return self._priced[name, page]

    def _page_size(self, node: FieldNode) -> PageSize:
        first = next(argument for argument in node.arguments if argument.name.value == "first")
        return self._size_named_by(first)

    def _size_named_by(self, first: ArgumentNode) -> PageSize:
        match first.value:
            case VariableNode(name=name):
                return PageSize(self.defaults.get(name.value), name.value)
            case IntValueNode(value=digits):
                return PageSize(int(digits))
            case _:
                return PageSize()


def _is_list_of_objects(type_: GraphQLOutputType) -> bool:
    nullable = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return isinstance(nullable, GraphQLList) and is_object_type(get_named_type(nullable))
