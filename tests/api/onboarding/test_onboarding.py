"""Workbooks, contacts, people and mergers over HTTP: who may, what is answered, and the walls."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from hierarchy.models import Unit
from people.models import Membership, UnitContact, User
from people.roles import Role
from people.services.memberships import end_membership, grant_membership
from spreadsheets.models import SharedImportRun
from tenancy.context import in_public
from tests.harness.api import PASSWORD, Browser
from tests.harness.rounds import Round
from tests.onboarding.sheets import everything, workbook
from yihao.verification.verifying import verify_custody

TOWN = "421281991"
UNIT = {"code": TOWN, "name": "新设镇", "kind": "乡镇（街道）", "parent": "421281"}
PERSON = {"username": "sun", "name": "孙八", "unit": "421281100", "role": "承办员"}


@pytest.fixture
def admins(own_database, city):
    """Browsers of the city's administrator and of 赤壁's."""
    with in_public():
        user = User.objects.create_user(
            username="chibi.administrator", name="县管理员", password=PASSWORD
        )
        grant_membership(user=user, unit=city.unit("421281"), role=Role.ADMINISTRATOR)
    return {
        "xianning": Browser().login("city.administrator"),
        "chibi": Browser().login("chibi.administrator"),
    }


def send(browser, slug, kind, content, *, apply="1", token=True):
    headers = {"X-CSRFToken": browser.client.cookies["csrftoken"].value} if token else {}
    file = {"file": SimpleUploadedFile("x.xlsx", content)}
    path = f"/w/{slug}/imports/{kind}"
    return browser.client.post(path, {**file, "apply": apply}, headers=headers)


def upload(browser, slug, kind, rows, **more):
    answer = send(browser, slug, kind, workbook(kind, rows), **more)
    assert answer.status_code == 200, answer.content
    return answer.json()


def data(answer, field):
    assert "errors" not in answer, answer
    return answer["data"][field]


def test_a_template_can_be_downloaded_and_filled_in(admins):
    answer = admins["chibi"].client.get("/w/chibi/imports/people/template.xlsx")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="people.xlsx"'
    opened = load_workbook(io.BytesIO(answer.content))
    assert opened.sheetnames == ["人员", "填写说明", "选项"]
    assert opened["人员"]["A1"].value == "用户名"


def test_dry_run_apply_again_list_and_undo(admins, own_database):
    browser, before = admins["chibi"], everything(own_database)

    dry = upload(browser, "chibi", "units", [UNIT], apply="0")
    assert dry["report"]["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}
    assert (dry["report"]["applied"], dry["report"]["runId"], dry["errors"]) == (False, None, [])
    assert everything(own_database) == before

    done = upload(browser, "chibi", "units", [UNIT])["report"]
    again = upload(browser, "chibi", "units", [UNIT])["report"]
    assert (done["applied"], again["counts"]["unchanged"], again["runId"]) == (True, 1, None)
    listed = """{ importRuns(kind: "units", first: 10) { totalCount nodes
      { id kind sha256 rootCode byName state new changed unchanged undoneAt } } }"""
    for slug in ("chibi", "xianning"):
        runs = data(admins[slug].run(slug, listed), "importRuns")
        (run,) = runs["nodes"]
        assert run["id"] == done["runId"]
        assert (run["rootCode"], run["byName"], run["state"]) == ("421281", "县管理员", "APPLIED")
    undo = """mutation ($id: ID!) { undoImport(kind: "units", runId: $id)
      { run { state } errors { code field } } }"""
    undone = data(browser.run("chibi", undo, id=done["runId"]), "undoImport")
    assert undone == {"run": {"state": "UNDONE"}, "errors": []}
    assert everything(own_database) == before
    repeated = data(browser.run("chibi", undo, id=done["runId"]), "undoImport")
    assert repeated["errors"] == [{"code": "RUN_UNDONE", "field": "runId"}]


def test_row_errors_name_line_and_heading(admins, own_database):
    before = everything(own_database)
    report = upload(admins["chibi"], "chibi", "people", [{**PERSON, "role": "局长"}])["report"]

    (error,) = report["rowErrors"]
    assert (error["line"], error["heading"]) == (2, "岗位")
    assert error["text"].startswith("第 2 行「岗位」：没有“局长”这一项")
    assert (report["counts"]["wrong"], report["applied"]) == (1, False)
    assert everything(own_database) == before


def test_a_county_covers_itself_and_the_city_all(admins):
    elsewhere = {**PERSON, "unit": "421221"}

    refused = upload(admins["chibi"], "chibi", "people", [elsewhere])["report"]
    taken = upload(admins["xianning"], "xianning", "people", [elsewhere])["report"]

    assert refused["rowErrors"][0]["message"] == "您管理的地区内没有这个单位"
    assert (taken["applied"], taken["counts"]["new"]) == (True, 1)
    # The city's run is none of the county's business.
    listed = '{ importRuns(kind: "people", first: 5) { nodes { id } } }'
    assert data(admins["chibi"].run("chibi", listed), "importRuns")["nodes"] == []
    undo = 'mutation ($id: ID!) { undoImport(kind: "people", runId: $id) { errors { code } } }'
    answer = data(admins["chibi"].run("chibi", undo, id=taken["runId"]), "undoImport")
    assert answer["errors"] == [{"code": "RUN_UNKNOWN"}]


@pytest.mark.parametrize("username", ["chibi.dispatcher", "city.dispatcher", "city.agent"])
def test_nobody_else_may(admins, own_database, username):
    slug = "xianning" if username.startswith("city") else "chibi"
    browser, before = Browser().login(username), everything(own_database)

    assert send(browser, slug, "units", workbook("units", [UNIT])).status_code == 403
    assert browser.client.get(f"/w/{slug}/imports/units/template.xlsx").status_code == 404
    runs = browser.run(slug, '{ importRuns(kind: "units", first: 5) { nodes { id } } }')
    assert runs["errors"][0]["extensions"]["code"] in {"NOT_FOUND", "PERMISSION_DENIED"}
    assert everything(own_database) == before


def test_walls(admins, own_database):
    content = workbook("units", [UNIT])
    anonymous = Browser()

    assert send(anonymous, "chibi", "units", content).status_code == 401
    assert anonymous.client.get("/w/chibi/imports/units/template.xlsx").status_code == 401
    assert send(admins["chibi"], "xianning", "units", content).status_code == 404
    assert send(admins["chibi"], "chibi", "units", content, token=False).status_code == 403
    assert send(admins["chibi"], "chibi", "units", content, apply="yes").status_code == 400
    assert admins["chibi"].client.get("/w/chibi/imports/units").status_code == 405
    unknown = send(admins["chibi"], "chibi", "nonsense", content).json()
    assert unknown["errors"][0]["code"] == "IMPORT_KIND_UNKNOWN"
    broken = send(admins["chibi"], "chibi", "units", b"not a workbook").json()
    assert (broken["report"], broken["errors"][0]["code"]) == (None, "FILE_UNREADABLE")
    huge = send(admins["chibi"], "chibi", "units", b"x" * (6 * 1024 * 1024))
    assert huge.status_code == 413
    assert not SharedImportRun.objects.exists()


def test_the_kinds_one_may_bring_in(admins):
    kinds = data(admins["chibi"].run("chibi", "{ importKinds { name label } }"), "importKinds")
    dispatcher = Browser().login("chibi.dispatcher")
    theirs = data(dispatcher.run("chibi", "{ importKinds { name } }"), "importKinds")

    names = {kind["name"] for kind in kinds}
    assert {"units", "people"} <= names
    assert names.isdisjoint(kind["name"] for kind in theirs)


LACKING = """query ($after: String, $first: Int!, $lacking: Lacking) {
  unitsWithoutPerson(first: $first, after: $after, lacking: $lacking) {
    nodes { unit { code pathNames } contacts { duty name username } }
    pageInfo { hasNextPage endCursor } totalCount } }"""


def test_units_without_a_person_are_listed(admins, city):
    township, village = city.walkthrough_units()
    dispatcher = Browser().login("chibi.dispatcher")

    def listed(lacking, first=100):
        found, after = [], None
        while True:
            answer = dispatcher.run("chibi", LACKING, first=first, after=after, lacking=lacking)
            page = data(answer, "unitsWithoutPerson")
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return {each["unit"]["code"]: each for each in found}
            after = page["pageInfo"]["endCursor"]

    anybody, leaders = listed("ANYBODY", first=40), listed("LEADER")
    assert village.code not in anybody
    assert (leaders[village.code]["contacts"][0]["duty"], set(anybody) < set(leaders)) == (
        "HANDLER",
        True,
    )
    assert leaders[village.code]["unit"]["pathNames"] == [
        "咸宁市",
        "赤壁市",
        township.name,
        village.name,
    ]
    assert all(code.startswith("421281") for code in leaders)
    with in_public():
        end_membership(membership_id=Membership.objects.get(unit=village).pk)
    assert listed(None)[village.code]["contacts"] == []
    refused = Browser().login(city.user_for(township.code)).run("chibi", LACKING, first=5)
    assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"


APPOINT = """mutation ($unit: ID!, $user: ID!, $duty: ContactDuty!) {
  appointContact(unitId: $unit, userId: $user, duty: $duty) {
    contact { duty userId name } errors { code field } } }"""


def test_a_contact_is_named(admins, city):
    township, village = city.walkthrough_units()
    members = data(
        admins["chibi"].run(
            "chibi",
            "query ($u: ID!) { unitMembers(unitId: $u, first: 5)"
            " { nodes { id userId name username role } } }",
            u=str(township.id),
        ),
        "unitMembers",
    )["nodes"]
    (member,) = [each for each in members if each["role"] == "HANDLER"]
    assert member["username"] == city.user_for(township.code)

    def appoint(browser, slug, unit):
        return browser.run(slug, APPOINT, unit=str(unit.id), user=member["userId"], duty="LEADER")

    named = data(appoint(admins["chibi"], "chibi", township), "appointContact")
    elsewhere = data(appoint(admins["chibi"], "chibi", village), "appointContact")
    outside = appoint(admins["chibi"], "chibi", city.unit("421221"))

    assert named["contact"] == {
        "duty": "LEADER",
        "userId": member["userId"],
        "name": member["name"],
    }
    assert elsewhere["errors"] == [{"code": "CONTACT_NOT_MEMBER", "field": "userId"}]
    assert outside["errors"][0]["extensions"]["code"] == "PERMISSION_DENIED"
    assert UnitContact.objects.filter(duty="leader", unit=township).count() == 1


MOVE = """mutation ($user: ID!, $from: ID!, $to: ID!, $successor: ID, $dry: Boolean) {
  moveMember(userId: $user, fromUnitId: $from, toUnitId: $to, reason: "岗位调整",
    successorId: $successor, dryRun: $dry) {
    move { userId name fromUnit { code } toUnit { code } roles handedOver { label count } done }
    errors { code field } } }"""


def test_a_member_is_moved(admins, city):
    township, village = city.walkthrough_units()
    with in_public():
        user = User.objects.get(username=city.user_for(township.code))
        successor = User.objects.create_user(username="colleague", name="接手人")
        grant_membership(user=successor, unit=township, role=Role.HANDLER)
    ids = {"user": str(user.id), "from": str(township.id), "to": str(village.id)}

    dry = data(admins["chibi"].run("chibi", MOVE, **ids, dry=True), "moveMember")
    refused = data(admins["chibi"].run("chibi", MOVE, **ids), "moveMember")
    done = data(
        admins["chibi"].run("chibi", MOVE, **ids, successor=str(successor.id)), "moveMember"
    )

    assert dry["move"] == {
        "userId": str(user.id),
        "name": user.name,
        "fromUnit": {"code": township.code},
        "toUnit": {"code": village.code},
        "roles": ["HANDLER"],
        "handedOver": [{"label": "对口承办人", "count": 1}],
        "done": False,
    }
    assert refused["errors"] == [{"code": "SUCCESSOR_REQUIRED", "field": "successorId"}]
    assert (done["move"]["done"], done["errors"]) == (True, [])


MERGE = """mutation ($ids: [ID!]!, $into: ID, $new: NewUnitInput, $dry: Boolean) {
  mergeUnits(unitIds: $ids, intoUnitId: $into, newUnit: $new, reason: "合村并居", dryRun: $dry) {
    merger { into { code } intoName done
      moving { unit { code } openCases inHand people lowerUnits } }
    errors { code field } } }"""


def test_units_are_merged_with_their_open_tickets(admins, city):
    township, village = city.walkthrough_units()
    other = Unit.objects.filter(parent=township, kind="village").exclude(pk=village.pk)[0]
    round_ = Round(city).to_village()
    new = {"code": f"{township.code}399", "name": "新合村"}
    ids = [str(village.id), str(other.id)]

    dry = data(admins["chibi"].run("chibi", MERGE, ids=ids, new=new, dry=True), "mergeUnits")
    done = data(admins["chibi"].run("chibi", MERGE, ids=ids, new=new), "mergeUnits")
    again = data(admins["chibi"].run("chibi", MERGE, ids=ids, new=new), "mergeUnits")
    agent = Browser().login("chibi.dispatcher").run("chibi", MERGE, ids=ids, new=new)

    assert (dry["merger"]["into"], dry["merger"]["done"]) == (None, False)
    assert dry["merger"]["moving"][0] == {
        "unit": {"code": village.code},
        "openCases": 1,
        "inHand": 1,
        "people": 1,
        "lowerUnits": 0,
    }
    assert (done["merger"]["into"]["code"], done["merger"]["done"]) == (new["code"], True)
    assert again["errors"] == [{"code": "UNIT_CLOSED", "field": "unitIds"}]
    assert agent["errors"][0]["extensions"]["code"] == "PERMISSION_DENIED"
    assert round_.case().holder_unit_id == city.unit(new["code"]).id
    assert verify_custody().breaches == []
