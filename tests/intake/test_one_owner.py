"""Whatever three seats and their manager do in whatever order: no draft loses its owner or text.

The model beside it is plain: who owns which draft, what was typed last, which offers wait.
"""

import json

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from intake.models import Draft, DraftOwner, ShiftHandover
from intake.services.drafting import discard_draft, register_draft
from intake.services.handing_over import (
    accept_handover,
    force_handover,
    offer_handover,
    refuse_handover,
    withdraw_handover,
)
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from privacy.personal_text import reveal
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST
from tickets.models import Ticket
from yihao.verification.verifying import verify_custody

SEATS = st.integers(0, 2)
NUMBER = st.integers(0, 50)
TEXT = st.dictionaries(st.sampled_from(["title", "body"]), st.text(max_size=8)).map(json.dumps)


EMPTY = "TRUNCATE xianning.intake_draftowner, xianning.intake_draft, xianning.intake_shifthandover"


def _machine(seats, database):
    city = seats.city
    people = (seats.first, seats.second, seats.manager)

    class Shifts(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            with admin_cursor(database) as cursor:
                cursor.execute(EMPTY)
            self.owner = {}
            self.text = {}
            self.closed = {}
            self.offers = {}

        def tried(self, person, service, **told):
            try:
                return city.do(person, service, **told)
            except (DomainError, PermissionDenied):
                return None

        def pick(self, number, among):
            return sorted(among)[number % len(among)] if among else uuid7()

        @rule(seat=SEATS, text=TEXT)
        def start(self, seat, text):
            draft_id = uuid7()
            seats.save(people[seat], draft_id, text)
            self.owner[draft_id], self.text[draft_id] = seat, text

        @rule(seat=SEATS, number=NUMBER, text=TEXT)
        def save(self, seat, number, text):
            draft_id = self.pick(number, self.owner)
            try:
                seats.save(people[seat], draft_id, text)
            except (DomainError, PermissionDenied):
                assert self.owner[draft_id] != seat or draft_id in self.closed
            else:
                if draft_id not in self.owner:
                    self.owner[draft_id] = seat
                assert self.owner[draft_id] == seat
                assert draft_id not in self.closed
                self.text[draft_id] = text

        @rule(seat=SEATS, number=NUMBER)
        def discard(self, seat, number):
            draft_id = self.pick(number, self.owner)
            done = self.tried(people[seat], discard_draft, draft_id=draft_id, reason="误拨")
            if done:
                assert self.owner[draft_id] == seat
                self.closed[draft_id] = None

        @rule(seat=SEATS, number=NUMBER)
        def register(self, seat, number):
            draft_id = self.pick(number, self.owner)
            ticket = self.tried(people[seat], register_draft, draft_id=draft_id, request=REQUEST)
            if ticket:
                assert self.owner[draft_id] == seat
                assert draft_id not in self.closed
                self.closed[draft_id] = ticket.id

        @rule(seat=SEATS, to=SEATS, number=NUMBER, everything=st.booleans())
        def offer(self, seat, to, number, everything):
            chosen = None if everything else [self.pick(number, self.owner)]
            done = self.tried(
                people[seat], offer_handover, to_user_id=people[to].user_id, draft_ids=chosen
            )
            if done:
                self.offers[done.id] = to

        @rule(seat=SEATS, number=NUMBER)
        def accept(self, seat, number):
            offer_id = self.pick(number, self.offers)
            with city.at(people[seat]):
                given = list(
                    Draft.objects.filter(handover_id=offer_id, state="open").values_list(
                        "id", flat=True
                    )
                )
            if self.tried(people[seat], accept_handover, handover_id=offer_id):
                assert self.offers[offer_id] == seat
                self.owner.update(dict.fromkeys(given, seat))

        @rule(seat=SEATS, number=NUMBER, back=st.booleans())
        def decline(self, seat, number, back):
            offer_id = self.pick(number, self.offers)
            if back:
                self.tried(people[seat], withdraw_handover, handover_id=offer_id)
            else:
                self.tried(people[seat], refuse_handover, handover_id=offer_id, reason="忙")

        @rule(seat=SEATS, whose=SEATS, to=SEATS)
        def force(self, seat, whose, to):
            done = self.tried(
                people[seat],
                force_handover,
                from_user_id=people[whose].user_id,
                to_user_id=people[to].user_id,
                reason="离岗",
            )
            if done:
                assert seat in {1, 2}
                moved = [d for d, o in self.owner.items() if o == whose and d not in self.closed]
                self.owner.update(dict.fromkeys(moved, to))

        @invariant()
        def every_draft_is_as_the_model_says(self):
            with city.at(seats.first):
                rows = {row.id: row for row in Draft.objects.filter(pk__in=self.owner)}
                last = {}
                for each in DraftOwner.objects.filter(draft_id__in=self.owner).order_by(
                    "since", "id"
                ):
                    last[each.draft_id] = each.owner_id
                made = set(
                    Ticket.objects.filter(
                        pk__in=[ticket for ticket in self.closed.values() if ticket]
                    ).values_list("id", flat=True)
                )
                waiting = set(
                    ShiftHandover.objects.filter(state="offered").values_list("id", flat=True)
                )
            assert rows.keys() == self.owner.keys()
            for draft_id, seat in self.owner.items():
                row = rows[draft_id]
                assert row.owner_id == people[seat].user_id == last[draft_id]
                assert reveal(row.content) == self.text[draft_id]
                assert (row.state == "open") == (draft_id not in self.closed)
                assert row.ticket_id == self.closed.get(draft_id)
                assert row.handover_id is None or row.handover_id in waiting
            assert made == {ticket for ticket in self.closed.values() if ticket}

    return Shifts


@pytest.mark.timeout(900)
def test_an_open_draft_always_has_exactly_one_owner(seats, database):
    run_state_machine_as_test(
        _machine(seats, database),
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert verify_custody().breaches == []
