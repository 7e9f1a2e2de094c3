"""Promises about who holds a case, and about the chain and the timeline that led there."""

from collections.abc import Iterator

from custody.states import CLOSED, IN_HAND, State
from tickets.models import Role
from yihao.verification.record import Breach, Copy, Record


def check_holder(record: Record) -> Iterator[Breach]:
    """An open case has exactly one place in hand, the holder's; a closed one has none."""
    in_hand = [
        (copy.ref.id, unit_id, state)
        for copy in record.copies
        for unit_id, state in _places_in_hand(copy)
    ]
    held = record.state
    if State(held.state) in CLOSED:
        if in_hand or held.holder_unit_id is not None:
            yield record.breach("HELD_THOUGH_CLOSED", f"{len(in_hand)} places hold a closed case")
        return
    if len(in_hand) > 1:
        yield record.breach("TWO_HOLDERS", f"{len(in_hand)} places have the case in hand")
    if not in_hand:
        yield record.breach("NO_HOLDER", "no place has the open case in hand")
    expected = (held.holder_workspace_id, held.holder_unit_id, held.state)
    if len(in_hand) == 1 and in_hand[0] != expected:
        yield record.breach("HOLDER_DIFFERS", f"ledger says {expected}, tickets say {in_hand[0]}")


def _places_in_hand(copy: Copy) -> Iterator[tuple[object, str]]:
    """Who has the case in hand here; helpers never have."""
    if copy.ticket.state in IN_HAND and copy.ticket.role == Role.LEAD:
        yield copy.ticket.unit_id, copy.ticket.state
    for assignment in copy.assignments:
        inside = assignment.to_workspace_id is None and assignment.role == Role.LEAD
        if inside and assignment.state in IN_HAND:
            yield assignment.to_unit_id, assignment.state


def check_denormalised_holder(record: Record) -> Iterator[Breach]:
    """A ticket's holder columns say what its places say."""
    for copy in record.copies:
        ticket = copy.ticket
        said = [(ticket.holder_unit_id, ticket.holder_state)] if ticket.holder_unit_id else []
        # On a helper's own copy the columns show the helper, so that its inbox finds it.
        helps = ticket.role == Role.ASSIST and ticket.state in IN_HAND
        in_hand = [(ticket.unit_id, ticket.state)] if helps else list(_places_in_hand(copy))
        if in_hand != said:
            yield record.breach("HOLDER_COLUMNS_DIFFER", f"ticket {ticket.id} in {copy.ref.slug}")


def check_handoffs(record: Record) -> Iterator[Breach]:
    """Links are numbered without gaps, each begins where the last ended, the last holder holds."""
    seqs = [handoff.seq for handoff in record.handoffs]
    if seqs != list(range(record.state.handoff_seq + 1)):
        yield record.breach(
            "HANDOFF_MISSING", f"links {seqs}, expected up to {record.state.handoff_seq}"
        )
        return
    for before, link in zip(record.handoffs, record.handoffs[1:], strict=False):
        if link.from_unit_id != before.to_unit_id:
            yield record.breach("HANDOFF_CHAIN_BROKEN", f"link {link.seq} starts elsewhere")
    last = record.handoffs[-1]
    held_by = record.state.holder_unit_id
    if held_by is not None and last.to_unit_id != held_by:
        yield record.breach("HANDOFF_CHAIN_BROKEN", "the last link does not lead to the holder")


def check_participants(record: Record) -> Iterator[Breach]:
    """Every workspace with a copy takes part, else its own people cannot see the case."""
    for copy in record.copies:
        if copy.ref.role not in record.roles:
            yield record.breach("PARTICIPANT_MISSING", f"{copy.ref.slug} has a copy but no part")


def check_events(record: Record) -> Iterator[Breach]:
    """Timelines are gapless, cover every version of the case, and replay to the present states."""
    versions: set[int] = set()
    for copy in record.copies:
        seqs = [event.seq for event in copy.events]
        if seqs != list(range(1, copy.ticket.event_seq + 1)):
            yield record.breach(
                "EVENT_MISSING",
                f"ticket {copy.ticket.id} in {copy.ref.slug}: events {seqs},"
                f" expected {copy.ticket.event_seq}",
            )
        versions |= {event.case_version for event in copy.events}
        yield from _check_replay(record, copy)
    if versions != set(range(1, record.state.version + 1)):
        missing = sorted(set(range(1, record.state.version + 1)) - versions)
        yield record.breach("EVENT_MISSING", f"no timeline tells of versions {missing}")


def _check_replay(record: Record, copy: Copy) -> Iterator[Breach]:
    replayed: dict[str, str] = {}
    for event in copy.events:
        replayed |= event.states
    stored = {"ticket": copy.ticket.state}
    stored |= {str(assignment.id): assignment.state for assignment in copy.assignments}
    for key, state in stored.items():
        if replayed.get(key) != state:
            yield record.breach(
                "STATE_NOT_REPLAYED",
                f"{key} in {copy.ref.slug} is {state}, its events say {replayed.get(key)}",
            )


def check_mirrors(record: Record) -> Iterator[Breach]:
    """A giver sees of a giving to another workspace what the receiver's copy says."""
    copies = {copy.ticket.assignment_id: copy.ticket for copy in record.copies}
    for copy in record.copies:
        for assignment in copy.assignments:
            if assignment.to_workspace_id is None:
                continue
            received = copies.get(assignment.id)
            if received is None:
                yield record.breach("COPY_MISSING", f"giving {assignment.id} has no copy")
            elif received.archived_at is None and (received.state, received.due_at) != (
                assignment.state,
                assignment.due_at,
            ):
                yield record.breach("MIRROR_DIFFERS", f"giving {assignment.id}")


def check_commands(record: Record) -> Iterator[Breach]:
    """Every command that was acknowledged left its mark, once."""
    for copy in record.copies:
        told = {event.case_version for event in copy.events}
        for key in copy.keys:
            if key.case_version not in told:
                yield record.breach(
                    "COMMAND_LOST", f"{key.operation} acknowledged at version {key.case_version}"
                )


CHECKS = (
    check_holder,
    check_denormalised_holder,
    check_handoffs,
    check_participants,
    check_events,
    check_mirrors,
    check_commands,
)
