"""Who may use the slice of intake."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds
from api.intake.calls import POLICY as CALLS
from intake.access import DIRECTING
from intake.services.declining import HEARING

_SEAT = at(WORKSPACE, holds("register"))
_DIRECTS = at(WORKSPACE, holds(*DIRECTING))

POLICY: Table = {
    **CALLS,
    "Query.drafts": _SEAT,
    "Query.draft": _SEAT,
    "Query.openDrafts": _DIRECTS,
    "Query.shiftHandovers": at(WORKSPACE, SIGNED_IN),
    "Query.colleagues": _SEAT,
    "Mutation.saveDraft": _SEAT,
    "Mutation.discardDraft": _SEAT,
    "Mutation.offerShiftHandover": _SEAT,
    "Mutation.acceptShiftHandover": _SEAT,
    "Mutation.refuseShiftHandover": _SEAT,
    "Mutation.withdrawShiftHandover": _SEAT,
    "Mutation.forceShiftHandover": _DIRECTS,
    "Mutation.declineTicket": at(WORKSPACE, holds("dispatch", "handle")),
    "Mutation.answerTicket": at(WORKSPACE, holds("register", "reply")),
    "Mutation.conferenceTicket": at(WORKSPACE, holds("register", "dispatch")),
    "Mutation.handOverEmergency": at(WORKSPACE, holds("register", "dispatch")),
    "Mutation.objectToRefusal": at(WORKSPACE, holds(*HEARING)),
    "Mutation.decideObjection": at(WORKSPACE, holds("dispatch")),
    "Refusal.*": WITH_PARENT,
    "Objection.*": WITH_PARENT,
    "DirectAnswer.*": WITH_PARENT,
    "Conference.*": WITH_PARENT,
    "ConferenceParticipant.*": WITH_PARENT,
    "PartnerHandover.*": WITH_PARENT,
    "Draft.*": WITH_PARENT,
    "ShiftHandover.*": WITH_PARENT,
    "Colleague.*": WITH_PARENT,
}
