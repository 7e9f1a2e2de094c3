"""GraphQL over Django's test client, with the same middleware as in service."""

from typing import Any

import pytest
from django.test import Client

PASSWORD = "yihao-demo-2026"


class Browser:
    """A client that keeps cookies and sends the CSRF token, as a browser does."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.get("/console/")

    def post(self, path: str, query: str, **variables: Any) -> Any:
        token = self.client.cookies["csrftoken"].value
        return self.client.post(
            path,
            {"query": query, "variables": variables},
            content_type="application/json",
            headers={"X-CSRFToken": token},
        )

    def run(self, slug: str, query: str, **variables: Any) -> Any:
        """Run a document in a workspace and return its JSON."""
        return self.post(f"/w/{slug}/graphql", query, **variables).json()

    def login(self, username: str) -> "Browser":
        answer = self.post(
            "/graphql",
            "mutation ($u: String!, $p: String!) { login(username: $u, password: $p)"
            " { me { username } errors { code } } }",
            u=username,
            p=PASSWORD,
        ).json()
        assert answer["data"]["login"]["errors"] == [], answer
        return self


@pytest.fixture
def browser(database: str) -> type[Browser]:
    return Browser
