"""归档: the case ends; every copy can be read, none changed."""

from tenancy.context import in_workspace
from tests.harness.standings import WAYS, perform
from tickets.models import Assignment, Ticket
from tickets.states import Verb


def test_every_copy_is_archived(round_, look):
    round_.to_village().back_to_city()
    round_.reply()
    round_.follow_up()

    round_.archive()

    case = round_.case()
    assert look.holder() == ("archived", None, 1, 17)
    assert case.closed_at is not None
    assert look.places() == {
        "city": "archived",
        "county": "archived",
        "township": "reported",
        "village": "reported",
    }
    for slug in ("xianning", "chibi"):
        assert look.events(slug)[-1] == ("archive", "city", None, "")
        assert {going for _, going in look.clocks(slug)} == {"stopped"}
    for actor in (round_.dispatcher, round_.county):
        with in_workspace(actor.workspace):
            (ticket,) = Ticket.objects.filter(number=round_.number)
            givings = Assignment.objects.filter(ticket=ticket)
            assert {giving.archived_at for giving in givings} == {ticket.archived_at}
        assert ticket.archived_at == case.closed_at
        assert (ticket.holder_unit_id, ticket.holder_state) == (None, "")


def test_copies_of_givings_that_were_returned_are_archived_too(round_, city):
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    other = city.actor("xianan.dispatcher")
    round_.delegate(round_.dispatcher, city.unit("421202"))
    round_.sign(other)
    round_.report(other)
    round_.review(round_.dispatcher)
    round_.reply()
    round_.follow_up()
    round_.archive()

    for actor in (round_.dispatcher, round_.county, other):
        assert round_.ticket(actor).state == "archived"
        assert round_.ticket(actor).archived_at is not None


def test_not_before_the_follow_up(city, standing, refused):
    place = standing("following up")

    with refused("FOLLOW_UP_MISSING"):
        perform(city, Verb.ARCHIVE, place, by=place.actor)


def test_an_archived_case_is_in_no_inbox(standing):
    from tickets.offers import allowed_verbs
    from tickets.selectors import inbox_of

    assert "archived" in WAYS
    round_ = standing("archived").round_
    for actor in (round_.dispatcher, round_.county, round_.township):
        with in_workspace(actor.workspace):
            assert not inbox_of(actor).filter(number=round_.number).exists()
            assert allowed_verbs(actor, round_.ticket(actor)) == []
