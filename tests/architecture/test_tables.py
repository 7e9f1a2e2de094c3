"""Rules that keep the tables shardable by schema."""

from django.apps import apps
from django.conf import settings
from django.db import models

# Low-write tables that workspace tables may point to.
SHARED_TARGETS = {"custody.Case", "hierarchy.Unit", "people.User", "tenancy.Workspace"}


def _of(app_names):
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name in app_names
    ]


def _targets(model):
    return {
        field.related_model._meta.label
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }


def test_workspace_tables_point_into_their_schema_or_to_the_short_list():
    own = {model._meta.label for model in _of(settings.TENANT_APPS)}
    stray = {
        (model._meta.label, target)
        for model in _of(settings.TENANT_APPS)
        for target in _targets(model)
        if target not in own | SHARED_TARGETS
    }
    assert stray == set()


def test_shared_tables_never_point_into_a_workspace():
    own = {model._meta.label for model in _of(settings.TENANT_APPS)}
    stray = {
        (model._meta.label, target)
        for model in _of(settings.SHARED_APPS)
        for target in _targets(model)
        if target in own
    }
    assert stray == set()


def test_our_rows_have_uuid_keys():
    wrong = [
        model._meta.label
        for model in _of(settings.TENANT_APPS)
        if not isinstance(model._meta.pk, models.UUIDField)
    ]
    assert wrong == []
