"""One person at their desk: a browser session that speaks GraphQL to a running server."""

import logging
from typing import Any

import httpx

TIMEOUT = 30.0
logging.getLogger("httpx").setLevel(logging.WARNING)

LOGIN = """mutation Login($username: String!, $password: String!) {
  login(username: $username, password: $password) {
    me { memberships { unit { id name level } workspace { slug name } } }
    errors { code message }
  }
}"""
CUSTODY = """query Custody($number: String!) {
  custody(number: $number) { number state level holder { name } holderWorkspace { slug } }
}"""


class StepFailed(Exception):
    """The server refused a step of the walkthrough, or could not be reached."""


class Office:
    """A person, logged in, working for one unit of one workspace."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.username = username
        self.client = httpx.Client(base_url=url, timeout=TIMEOUT)
        self._reach("/console/")
        answer = self._post("/graphql", LOGIN, {"username": username, "password": password})
        login = answer["login"]
        if login["errors"]:
            raise StepFailed(f"{username}: {login['errors'][0]['message']}")
        membership = login["me"]["memberships"][0]
        self.unit: dict[str, Any] = membership["unit"]
        self.workspace: str = membership["workspace"]["slug"]

    def _reach(self, path: str) -> None:
        try:
            self.client.get(path)
        except httpx.TransportError as problem:
            raise StepFailed(f"{self.client.base_url}: {problem}") from problem

    def _post(self, path: str, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        headers = {"X-CSRFToken": self.client.cookies.get("csrftoken") or ""}
        try:
            response = self.client.post(
                path, json={"query": query, "variables": variables}, headers=headers
            )
            answer = response.json()
        except (httpx.TransportError, ValueError) as problem:
            raise StepFailed(f"{self.username}: {problem}") from problem
        if answer.get("errors"):
            raise StepFailed(f"{self.username}: {answer['errors'][0]['message']}")
        return answer["data"]

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Run a document in the person's workspace."""
        return self._post(f"/w/{self.workspace}/graphql", query, variables)

    def do(self, mutation: str, types: str, passed: str, **variables: Any) -> dict[str, Any]:
        """Carry out one verb and return the ticket; a refusal raises StepFailed."""
        document = (
            f"mutation Step({types}) {{ {mutation}({passed}) {{"
            " ticket { id number actionAssignmentId delegateTargets { id code } }"
            " errors { code message } } }"
        )
        payload = self.ask(document, **variables)[mutation]
        if payload["errors"]:
            error = payload["errors"][0]
            raise StepFailed(f"{self.username} {mutation}: {error['code']} {error['message']}")
        return payload["ticket"]

    def find(self, number: str) -> dict[str, Any]:
        """The ticket with that number that waits for this person."""
        found = self.ask(
            "query Find($number: String!) {"
            " tickets(first: 1, where: {box: INBOX, search: $number}) {"
            " nodes { id number actionAssignmentId delegateTargets { id code } } } }",
            number=number,
        )["tickets"]["nodes"]
        if not found:
            raise StepFailed(f"{self.username}: {number} is not in the inbox")
        return found[0]

    def custody(self, number: str) -> dict[str, Any]:
        return self.ask(CUSTODY, number=number)["custody"]
