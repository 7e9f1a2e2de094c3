"""The paths of the product."""

from django.urls import include, path

from yihao import pages
from yihao.rating.views import rate

urlpatterns = [
    path("", include("api.urls")),
    path("", pages.home),
    path("rate", rate),
    path("rate/", rate),
    path("console", pages.console),
    path("console/", pages.console),
    path("console/<path:rest>", pages.console),
]
