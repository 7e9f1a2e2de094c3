"""From the path to the workspace: `/w/<slug>/…` runs in that workspace, or not at all."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from people.selectors import actor_for
from tenancy.context import in_workspace, workspace_ref

WORKSPACE_PATH = re.compile(r"^/w/(?P<slug>[^/]{1,64})/(?P<rest>.*)")


def _refusal(code: str, message: str, status: int) -> HttpResponse:
    error = {"message": message, "extensions": {"code": code}}
    return JsonResponse(
        {"errors": [error]}, status=status, json_dumps_params={"ensure_ascii": False}
    )


class WorkspaceMiddleware:
    """Resolve person, membership and workspace in the public context, then enter it.

    An unknown workspace and one without a membership give the same answer to the last byte.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = WORKSPACE_PATH.match(request.path_info)
        request.workspace = None  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        if match is None:
            if request.user.is_authenticated:
                request.actor = actor_for(request.user, None)  # type: ignore[attr-defined]
            return self.get_response(request)
        if request.method != "POST" and match["rest"] == "graphql":
            # Answered without looking: a GET there serves to receive the CSRF cookie.
            return self.get_response(request)
        return self._in_workspace(request, match["slug"])

    def _in_workspace(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _refusal("UNAUTHENTICATED", "请先登录", 401)
        ref = workspace_ref(slug)
        actor = actor_for(request.user, ref) if ref else None
        if ref is None or actor is None:
            return _refusal("WORKSPACE_NOT_FOUND", "没有这个工作区，或者您不在其中", 404)
        request.workspace = ref  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        with in_workspace(ref):
            return self.get_response(request)
