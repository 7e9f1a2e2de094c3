"""Whoever may see a citizen, at any moment of any life of a request, is whom a small model says."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from identity.access import find_basis
from identity.services.granting import end_ticket_access, grant_ticket_access
from identity.services.marking import mark_secret
from identity.services.releasing import release_contact
from identity.services.revealing import reveal_identity, revealed_identity
from kernel.clock import now
from kernel.errors import PermissionDenied
from people.models import User
from tenancy.context import in_public, in_workspace
from tests.harness.city import City
from tests.harness.rounds import REQUEST, Round
from tickets.access import tickets_visible_to
from tickets.models import Ticket

PATH = ("city", "county", "township", "village")
INVESTIGATOR = "county"


@dataclass
class Model:
    """Who has the case in hand, in which part, and what was let to whom."""

    holder: int = 0
    state: str = "accepted"
    released: bool = False
    secret: bool = False
    granted: bool = False
    revealed: set[str] = field(default_factory=set)

    def sees(self, who: str) -> bool:
        """Whether a person has a ground to see the citizen now."""
        if who == "city":
            return True
        if self.secret:
            return self.granted and who == INVESTIGATOR
        level = PATH.index(who)
        live = level == self.holder and self.state in {"received", "handling"}
        return live and (who != "village" or self.released)


class Life(RuleBasedStateMachine):
    """One request, carried about at random; all four levels try to look after each step."""

    city: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.round = Round(self.city)
        self.round.register(request=replace(REQUEST, caller_name="张三"))
        self.round.accept()
        self.model = Model()
        self.people = {
            "city": self.round.dispatcher,
            "county": self.round.county,
            "township": self.round.township,
            "village": self.round.village,
        }
        self.units = (None, self.round.county_unit, self.round.township_unit)
        self.units = (*self.units, self.round.village_unit)

    def _holder(self) -> Any:
        return self.people[PATH[self.model.holder]]

    def _ticket(self, who: str) -> Ticket | None:
        actor = self.people[who]
        with in_workspace(actor.workspace):
            found = tickets_visible_to(actor).filter(number=self.round.number)
            return found.order_by("-created_at").first()

    # -- what people do ---------------------------------------------------------------------

    @precondition(
        lambda self: self.model.holder < 3 and self.model.state in {"accepted", "handling"}
    )
    @rule()
    def give_down(self) -> None:
        self.round.delegate(self._holder(), self.units[self.model.holder + 1])
        self.model.holder += 1
        self.model.state = "received"
        self.model.released = False

    @precondition(lambda self: self.model.state == "received")
    @rule()
    def sign(self) -> None:
        self.round.sign(self._holder())
        self.model.state = "handling"

    @precondition(lambda self: self.model.state == "received")
    @rule()
    def hand_back_and_uphold(self) -> None:
        returned = self._returns()
        if returned >= 2:
            return
        self.round.hand_back(self._holder())
        self.model.holder -= 1
        self.round.adjudicate(self._holder(), upheld=True)
        self.model.state = "handling" if self.model.holder else "accepted"

    @precondition(lambda self: self.model.state == "handling" and self.model.holder > 0)
    @rule(accepted=st.booleans())
    def report_and_review(self, accepted: bool) -> None:
        below = self.model.holder
        self.round.report(self._holder())
        self.model.holder -= 1
        self.model.state = "reviewing"
        self._look()
        self.round.review(self._holder(), accepted=accepted)
        if not accepted:
            self.model.holder, self.model.state = below, "handling"
        else:
            self.model.state = "handling" if self.model.holder else "replying"

    @precondition(
        lambda self: (
            self.model.holder == 3
            and self.model.state in {"received", "handling"}
            and not self.model.released
            and not self.model.secret
        )
    )
    @rule()
    def release(self) -> None:
        giving = self.round.giving(self.round.village)
        self.city.do(self.round.township, release_contact, assignment_id=giving)
        self.model.released = True

    @precondition(lambda self: not self.model.secret)
    @rule()
    def make_secret(self) -> None:
        own = self.round.ticket(self.round.dispatcher).id
        self.city.do(self.round.dispatcher, mark_secret, ticket_id=own, reason="要求保密")
        self.model.secret = True

    @precondition(
        lambda self: self.model.secret and not self.model.granted and self._county_was_there()
    )
    @rule()
    def grant(self) -> None:
        with in_public():
            user = User.objects.get(username="chibi.dispatcher")
        self.city.do(
            self.city.actor("city.manager"),
            grant_ticket_access,
            ticket_id=self.round.ticket(self.round.dispatcher).id,
            user_id=user.pk,
            until=now() + timedelta(days=1),
            reason="核查",
            consent_note="同意",
        )
        self.model.granted = True

    @precondition(lambda self: self.model.granted)
    @rule()
    def take_the_grant_back(self) -> None:
        own = self.round.ticket(self.round.dispatcher).id
        self.city.do(
            self.city.actor("city.manager"), end_ticket_access, ticket_id=own, reason="结束"
        )
        self.model.granted = False

    @precondition(lambda self: not self.model.secret)
    @rule(who=st.sampled_from(PATH))
    def reveal(self, who: str) -> None:
        ticket = self._ticket(who)
        actor = self.people[who]
        if ticket is not None and self.model.sees(who):
            shown = self.city.do(actor, reveal_identity, ticket_id=ticket.id)
            assert shown.phone.reveal() == "13800000001"
            self.model.revealed.add(who)
            return
        with pytest.raises(PermissionDenied):
            self.city.do(actor, reveal_identity, ticket_id=ticket.id if ticket else None)

    # -- what must hold ---------------------------------------------------------------------

    @invariant()
    def exactly_whom_the_model_says_has_a_ground(self) -> None:
        self._look()

    def _look(self) -> None:
        for who in PATH:
            ticket = self._ticket(who)
            actor = self.people[who]
            with in_workspace(actor.workspace):
                ground = find_basis(actor, ticket) if ticket else None
                still = revealed_identity(actor=actor, ticket_id=ticket.id) if ticket else None
            assert (ground is not None) is self.model.sees(who), (who, self.model)
            if still is not None:
                assert self.model.sees(who), (who, self.model)
                assert who in self.model.revealed

    def _county_was_there(self) -> bool:
        return self._ticket("county") is not None

    def _returns(self) -> int:
        from tickets.models import Assignment

        with in_workspace(self.people[PATH[self.model.holder - 1]].workspace):
            found = Assignment.objects.filter(
                ticket__number=self.round.number,
                from_unit__level=self.model.holder,
                returned_at__isnull=False,
            )
            return found.count()


def test_lives(city: City) -> None:
    """Twenty-five lives of up to fifteen steps, all levels looking after each."""
    from hypothesis.stateful import run_state_machine_as_test

    machine = type("LifeHere", (Life,), {"city": city})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    from yihao.verification.verifying import verify_custody

    assert verify_custody().breaches == []
