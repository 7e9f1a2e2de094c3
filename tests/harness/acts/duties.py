"""直通车: straight to any unit of the centre's area, and its first result."""

from typing import Any

from api.tickets.enums import Action
from duties.services.expressing import express_ticket
from duties.services.first_results import record_first_result
from hierarchy.selectors import children_of
from tenancy.context import in_workspace
from tests.harness.act import RECEIVED, TICKET, Act, Said
from tickets.states import Verb


def _below(standing: Any) -> dict[str, Any]:
    (unit_id,) = standing.actor.grants
    with in_workspace(standing.actor.workspace):
        below = children_of(unit_id).filter(is_statistical=False).first()
    assert below is not None
    return {"to_unit_id": below.id}


ACTS: dict[Verb, Act] = {
    Verb.EXPRESS: Act(express_ticket, TICKET, {"requirement": "立即处置"}, more=_below),
    Verb.FIRST_RESULT: Act(record_first_result, RECEIVED, {"text": "已派人到场"}),
}
SAID: dict[Action, Said] = {
    Action.EXPRESS: Said("expressTicket", TICKET, ({"requirement": "立即处置"},)),
    Action.FIRST_RESULT: Said("recordFirstResult", RECEIVED, ({"text": "已派人到场"},)),
}
