"""Calls without a ticket over HTTP."""

import pytest

from taxonomy.defaults import CALL_RESULTS

RECORD = """mutation ($code: String!, $note: String, $name: String, $phone: String,
    $unit: ID, $channel: Channel, $key: String) {
  recordCall(resultCode: $code, note: $note, callerName: $name, callerPhone: $phone,
             praisedUnitId: $unit, channel: $channel, idempotencyKey: $key) {
    call { id resultCode resultName spoken channel note agentName unit { code }
           praisedUnit { code } caller { name phone } }
    errors { field code message } } }"""
CALLS = """query ($code: String, $first: Int!, $after: String, $since: DateTime,
                  $until: DateTime) {
  calls(first: $first, after: $after, resultCode: $code, since: $since, until: $until) {
    nodes { id resultCode } pageInfo { hasNextPage endCursor } } }"""
COUNTS = "{ callCounts { resultCode name count spoken } }"
PRAISES = "{ praises(first: 50) { nodes { text unit { code } } } }"


@pytest.fixture
def agent(person):
    return person("city.agent")


def _recorded(who, **said):
    answer = who.ask(RECORD, **said)["data"]["recordCall"]
    assert answer["errors"] == []
    return answer["call"]


def test_a_call_is_recorded_and_its_caller_shown_masked(agent, seats):
    call = _recorded(agent, code="harassing", note="辱骂", name="张三", phone="13800000082")

    assert call.pop("id")
    caller = call.pop("caller")
    assert "13800000082" not in caller["phone"]
    assert caller["phone"].endswith("0082")
    assert call == {
        "resultCode": "harassing",
        "resultName": "骚扰",
        "spoken": False,
        "channel": "PHONE",
        "note": "辱骂",
        "agentName": seats.first.name,
        "unit": {"code": "421200"},
        "praisedUnit": None,
    }


def test_repeated_with_its_key_it_is_one(agent):
    first = _recorded(agent, code="silent", key="api-1")
    assert _recorded(agent, code="silent", key="api-1")["id"] == first["id"]

    answer = agent.ask(RECORD, code="test", key="api-1")["data"]["recordCall"]
    assert answer["call"] is None
    assert [each["code"] for each in answer["errors"]] == ["IDEMPOTENCY_MISMATCH"]


def test_a_missing_note_is_said_in_a_sentence(agent):
    answer = agent.ask(RECORD, code="other")["data"]["recordCall"]
    assert answer == {
        "call": None,
        "errors": [
            {
                "field": "note",
                "code": "CALL_NOTE_REQUIRED",
                "message": "通话结果为“其他”的，须填写说明，请简要写明来电内容",
            }
        ],
    }


def test_praise_arrives_in_the_county(agent, person, city):
    unit = city.unit("421281")
    call = _recorded(agent, code="praise", note="窗口服务热情", unit=str(unit.id))
    assert call["praisedUnit"] == {"code": "421281"}

    read = person("chibi.dispatcher").ask(PRAISES)["data"]["praises"]["nodes"]
    assert read.count({"text": "窗口服务热情", "unit": {"code": "421281"}}) == 1
    assert agent.ask(PRAISES)["data"]["praises"]["nodes"] == []


def test_calls_page_and_filter(agent):
    ids = [_recorded(agent, code="misdialled", channel="WECHAT")["id"] for _ in range(3)]

    first = agent.ask(CALLS, code="misdialled", first=2)["data"]["calls"]
    assert [each["id"] for each in first["nodes"]] == [ids[2], ids[1]]
    assert first["pageInfo"]["hasNextPage"]
    rest = agent.ask(CALLS, code="misdialled", first=2, after=first["pageInfo"]["endCursor"])
    assert [each["id"] for each in rest["data"]["calls"]["nodes"]] == [ids[0]]
    none = agent.ask(CALLS, code="misdialled", first=2, until="2020-01-01T00:00:00Z")
    assert none["data"]["calls"]["nodes"] == []


def test_counts(agent):
    def counted():
        rows = agent.ask(COUNTS)["data"]["callCounts"]
        return {each["resultCode"]: (each["count"], each["spoken"]) for each in rows}

    before = counted()
    _recorded(agent, code="progress")
    assert before.keys() == CALL_RESULTS.keys()
    assert counted() == {**before, "progress": (before["progress"][0] + 1,) * 2}


@pytest.mark.parametrize("who", ["city.evaluator", "city.administrator", "city.outsourcer"])
@pytest.mark.parametrize("text", [COUNTS, "{ calls(first: 1) { nodes { id } } }", PRAISES])
def test_reading_needs_the_work(person, who, text):
    (error,) = person(who).ask(text)["errors"]
    assert error["extensions"]["code"] == "PERMISSION_DENIED"


@pytest.mark.parametrize("who", ["city.supervisor", "city.administrator"])
def test_recording_needs_the_seat(person, who):
    (error,) = person(who).ask(RECORD, code="silent")["errors"]
    assert error["extensions"]["code"] == "PERMISSION_DENIED"
