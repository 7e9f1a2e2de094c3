"""What our own front ends ask: valid, and within the limits with the largest pages."""

from pathlib import Path

import pytest
from django.conf import settings

from api.core.documents import Documents
from api.core.limits import FIRST
from api.schema import schema
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

SOURCES = sorted(Path(settings.ROOT, "frontend").glob("*/src/**/*.graphql"))
DEFINITIONS = [node for path in SOURCES for node in parse(path.read_text("utf-8")).definitions]
FRAGMENTS = {
    node.name.value: node for node in DEFINITIONS if isinstance(node, FragmentDefinitionNode)
}
OPERATIONS = {
    node.name.value: node for node in DEFINITIONS if isinstance(node, OperationDefinitionNode)
}


class Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        if node.name.value not in self.names:
            self.names[node.name.value] = None
            visit(FRAGMENTS[node.name.value], self)


def text_of(operation: Node) -> str:
    """The operation with the fragments it needs, as the front end's compiler sends it."""
    spreads = Spreads()
    visit(operation, spreads)
    fragments = [FRAGMENTS[name] for name in spreads.names]
    return print_ast(DocumentNode(definitions=(operation, *fragments)))


def test_there_are_documents():
    assert {"Me", "Inbox", "Login"} <= OPERATIONS.keys()


@pytest.mark.parametrize("name", OPERATIONS)
def test_within_the_limits(name):
    document = Documents(schema, explain=True).get(text_of(OPERATIONS[name]))

    document.cost.check({"first": FIRST})
