"""What must be declared is declared, and no app stands in both lists."""

from django.conf import settings
from django.core.management import call_command

from tenancy.grants import undeclared_models


def test_no_app_is_shared_and_tenant_at_once():
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()


def test_every_table_declares_its_rights():
    assert undeclared_models() == []


def test_search_path_is_sent_for_every_cursor():
    assert settings.TENANT_LIMIT_SET_CALLS is False


def test_no_request_is_a_transaction():
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


def test_models_have_no_change_without_a_migration(database):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
