"""The two addresses of the one schema."""

from django.urls import path

from api.views import graphql

urlpatterns = [
    path("graphql", graphql),
    path("w/<str:slug>/graphql", graphql),
]
