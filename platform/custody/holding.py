"""Taking a case back, ending it, and beginning again; inside an open session."""

from custody.session import Party, Session, hand_over
from custody.states import IN_HAND, HandoffKind, State
from hierarchy.models import Unit
from tenancy.context import ref_of
from tenancy.models import Workspace


def recall(session: Session, origin: Party) -> None:
    """Take the case back to the accepting unit, from whoever has it in hand (收回).

    Nothing happens if it is there already, or if nobody holds it.
    """
    state = session.state
    if state.holder_unit_id is None or state.holder_unit_id == origin.unit_id:
        return
    assert state.holder_workspace_id is not None
    workspace = ref_of(Workspace.objects.get(pk=state.holder_workspace_id))
    level = Unit.objects.values_list("level", flat=True).get(pk=state.holder_unit_id)
    holder = Party(workspace, state.holder_unit_id, level)
    hand_over(session, holder, origin, HandoffKind.RECALL)


def close(session: Session, state: State) -> None:
    """Nobody holds the case any more."""
    if state in IN_HAND:
        raise ValueError(f"{state} is not an end")
    session.settle(state=state, holder_unit_id=None, holder_workspace_id=None, closed_at=session.at)


def reopen(session: Session, origin: Party) -> None:
    """The accepting unit, to which the chain leads, holds a closed case again."""
    session.settle(
        holder_unit_id=origin.unit_id,
        holder_workspace_id=origin.workspace.id,
        level=origin.level,
        closed_at=None,
    )
