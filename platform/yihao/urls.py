"""The paths of the product."""

from django.urls import include, path

from yihao import pages

urlpatterns = [
    path("", include("api.urls")),
    path("", pages.home),
    path("console", pages.console),
    path("console/", pages.console),
    path("console/<path:rest>", pages.console),
]
