"""`/rate/`: number, code, three questions. Works without JavaScript and with a screen reader."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context, Engine, Template
from django.views.decorators.http import require_http_methods

from followups.models import Satisfaction
from followups.services.rating import NUMBER_LIMIT, Rating, rate_request
from kernel.errors import DomainError
from telemetry.request import address_of
from yihao.rating.words import CHOICES, LANGUAGES, PROBLEMS_IN_ENGLISH, WORDS

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)
FIELDS = ("number", "code", "resolved", "satisfaction", "hotline", "opinion")


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Show the form, or take it. What was typed comes back with a problem, but never the code."""
    if request.method != "POST":
        return _page(request, typed={"number": request.GET.get("number", "")[:NUMBER_LIMIT]})
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in FIELDS}
    rating = _rating(typed)
    if rating is None:
        return _page(request, typed=typed, problem=_words(request)["incomplete"], status=400)
    try:
        rate_request(rating=rating, address=address_of(request))
    except DomainError as refusal:
        return _page(request, typed=typed, problem=_problem(request, refusal), status=400)
    return _page(request, done=True)


def _rating(typed: dict[str, str]) -> Rating | None:
    """What was typed as a rating; None if an answer that must be given is missing."""
    contents = {choice.value for choice in CHOICES}
    answered = typed["resolved"] in {"yes", "no"} and typed["satisfaction"] in contents
    if not (answered and typed["number"].strip() and typed["code"].strip()):
        return None
    return Rating(
        number=typed["number"],
        code=typed["code"],
        resolved=typed["resolved"] == "yes",
        satisfaction=Satisfaction(typed["satisfaction"]),
        hotline_satisfaction=(
            Satisfaction(typed["hotline"]) if typed["hotline"] in contents else None
        ),
        opinion=typed["opinion"],
    )


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _words(request: HttpRequest) -> dict[str, str]:
    return WORDS[_language(request)]


def _problem(request: HttpRequest, refusal: DomainError) -> str:
    if _language(request) == "en":
        return PROBLEMS_IN_ENGLISH.get(refusal.code.value, refusal.message)
    return refusal.message


def _page(
    request: HttpRequest,
    *,
    typed: dict[str, str] | None = None,
    problem: str = "",
    done: bool = False,
    status: int = 200,
) -> HttpResponse:
    language, words = _language(request), _words(request)
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    kept = typed or {}
    context: dict[str, Any] = {
        "words": words,
        "language": language,
        "other_lang": WORDS[other]["lang"],
        "other_query": urlencode({"lang": other, "number": kept.get("number", "")}),
        "choices": [(choice.value, words[choice.value]) for choice in CHOICES],
        "typed": kept,
        "problem": problem,
        "done": done,
        "token": get_token(request),
    }
    response = HttpResponse(_template().render(Context(context)), status=status)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


@cache
def _template() -> Template:
    source = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
    return Engine(autoescape=True).from_string(source)
