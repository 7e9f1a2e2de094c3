"""The whole schema: its committed text, its error codes, its policy."""

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from api.catalogue.policy import POLICY as CATALOGUE
from api.core.errors import ErrorCodes
from api.core.policy import At
from api.schema import POLICY, schema
from api.taxonomy.policy import POLICY as TAXONOMY
from hierarchy.models import PERMISSIONS
from yihao.management.commands import export_schema

# What only commands refuse: no mutation reaches it.
OF_COMMANDS = frozenset({"workdays.errors", "custody.errors"})


def test_the_committed_text_is_current():
    call_command("export_schema", "--check")


def test_an_outdated_text_is_named_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(export_schema, "PATH", tmp_path / "schema.graphql")
    with pytest.raises(CommandError, match=r"^schema\.graphql is out of date: run manage\.py"):
        call_command("export_schema", "--check")

    call_command("export_schema")
    call_command("export_schema", "--check")


def test_every_code_an_app_can_raise_is_in_the_schema():
    ours = {
        f"{config.name}.errors"
        for config in apps.get_app_configs()
        if str(config.path).startswith(str(settings.ROOT)) and "site-packages" not in config.path
    }
    declared = {
        member.value
        for name in {"kernel.errors", *ours} - OF_COMMANDS
        if find_spec(name)
        for enum in vars(import_module(name)).values()
        if isinstance(enum, type) and issubclass(enum, StrEnum) and enum.__module__ == name
        for member in enum
    }

    assert declared - ErrorCodes.known == set()
    assert set(schema.type_map["ErrorCode"].values) == ErrorCodes.known


def test_policy_names_permissions_that_exist():
    asked = {
        permission
        for row in POLICY.values()
        for permission in (row.who if isinstance(row, At) else row).permissions
    }

    assert asked - PERMISSIONS.keys() == set()


def test_every_mutation_answers_errors_and_cannot_be_null():
    for name, field in schema.mutation_type.fields.items():
        payload = f"{name[0].upper()}{name[1:]}Payload"
        assert str(field.type) == f"{payload}!"
        assert str(schema.type_map[payload].fields["errors"].type) == "[UserError!]!"


def test_every_mutation_that_could_do_harm_twice_takes_an_idempotency_key():
    without = {
        name
        for name, field in schema.mutation_type.fields.items()
        if "idempotencyKey" not in field.args
    }

    settings = {
        name.split(".")[1] for name in {**TAXONOMY, **CATALOGUE} if name.startswith("Mutation.")
    }
    # Reading a notice twice is reading it once; saying the same template or setting twice, too.
    # What was taken back is gone: the second time it is absent.
    others = {"login", "logout", "markNoticeRead", "changeMessageTemplate", "discardAttachment"}
    # A code of a generator counts once by itself.
    codes = {"enrolSecondFactor", "confirmSecondFactor"}
    # A draft is saved under its own id, a handover is decided once, a refusal objected to once.
    seats = {
        *("saveDraft", "discardDraft", "offerShiftHandover", "acceptShiftHandover"),
        *("refuseShiftHandover", "withdrawShiftHandover", "forceShiftHandover"),
        "objectToRefusal",
    }
    # A receipt, a delivery and an office's name noted again change nothing.
    papers = {"confirmReceipt", "recordDelivery", "setOffice"}
    # A giving has one notice, a call one answer, a place of a roster one person.
    duties = {
        *("issueDelegationNotice", "acknowledgeExpress"),
        *("writeDutyShift", "removeDutyShift", "setDutyRule"),
    }
    # An event is changed from one version to the next and ended once.
    events = {"changeIncident", "endIncident", "linkIncident"}
    # Every look at an identity is an act of its own; a second release is refused; marks add up.
    looks = {"revealIdentity", "grantTicketAccess", "endTicketAccess", "markInvestigation"}
    # What moved is elsewhere, what ended has ended, what was undone is undone: once each.
    people = {"undoImport", "appointContact", "moveMember", "mergeUnits"}
    # The last save of a draft counts; a request is rated once for each reply, whoever repeats it.
    desk = {"draftReply", "approvePublicReply", "rateRequest"}
    # A policy said again is the same policy; a ruling is given once, a substitute named again signs
    # no more than before.
    papers |= {"setSignOffPolicy", "nameSubstitute", "endSubstitution", "decideDispute"}
    plans = {"changeFollowUpPlan", "changeRetention", "changeContactPolicy"}
    papers |= people | desk | plans
    assert without == looks | events | seats | others | settings | codes | papers | duties


def test_every_list_field_with_pages_asks_for_first():
    for type_ in schema.type_map.values():
        for name, field in getattr(type_, "fields", {}).items():
            if str(field.type).rstrip("!").endswith("Connection"):
                assert str(field.args["first"].type) == "Int!", f"{type_.name}.{name}"
                assert str(field.type).endswith("Connection!")
