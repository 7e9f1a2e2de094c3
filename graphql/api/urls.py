"""The two addresses of the one schema, and that of files beside it."""

from django.urls import path

from api.attachments.views import download, upload
from api.documents.pages import print_document
from api.onboarding.views import template
from api.onboarding.views import upload as upload_workbook
from api.views import graphql

urlpatterns = [
    path("graphql", graphql),
    path("w/<str:slug>/graphql", graphql),
    path("w/<str:slug>/documents/<uuid:document_id>/print", print_document),
    path("w/<str:slug>/attachments", upload),
    path("w/<str:slug>/imports/<str:kind>", upload_workbook),
    path("w/<str:slug>/imports/<str:kind>/template.xlsx", template),
    path("w/<str:slug>/attachments/<str:attachment_id>", download),
]
