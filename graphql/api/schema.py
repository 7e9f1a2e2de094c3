"""The schema: all slices, their error codes and their policy, put together."""

from api.applications.mutations import ApplicationMutations
from api.applications.policy import POLICY as APPLICATIONS
from api.applications.queries import ApplicationQueries
from api.attachments.slice import POLICY as ATTACHMENTS
from api.attachments.slice import AttachmentMutations
from api.catalogue.mutations import CatalogueMutations
from api.catalogue.policy import POLICY as CATALOGUE
from api.catalogue.queries import CatalogueQueries
from api.checkups.mutations import CheckupMutations
from api.checkups.policy import POLICY as CHECKUPS
from api.checkups.queries import CheckupQueries
from api.contacts.mutations import ContactMutations
from api.contacts.policy import POLICY as CONTACTS
from api.contacts.queries import ContactQueries
from api.core.building import build_schema
from api.core.errors import register_error_codes
from api.core.policy import merged
from api.documents.mutations import DocumentMutations
from api.documents.policy import POLICY as DOCUMENTS
from api.documents.queries import DocumentQueries
from api.duties.mutations import DutyMutations
from api.duties.policy import POLICY as DUTIES
from api.duties.queries import DutyQueries
from api.followups.mutations import FollowUpMutations
from api.followups.policy import POLICY as FOLLOW_UPS
from api.followups.queries import FollowUpQueries
from api.identity.mutations import IdentityMutations
from api.identity.policy import POLICY as IDENTITY
from api.identity.queries import IdentityQueries
from api.incidents.mutations import IncidentMutations
from api.incidents.policy import POLICY as INCIDENTS
from api.incidents.queries import IncidentQueries
from api.intake.mutations import IntakeMutations
from api.intake.policy import POLICY as INTAKE
from api.intake.queries import IntakeQueries
from api.messages.slice import POLICY as MESSAGES
from api.messages.slice import MessageMutations, MessageQueries
from api.notices.slice import POLICY as NOTICES
from api.notices.slice import NoticeMutations, NoticeQueries
from api.onboarding.mutations import OnboardingMutations
from api.onboarding.policy import POLICY as ONBOARDING
from api.onboarding.queries import OnboardingQueries
from api.people.mutations import PeopleMutations
from api.people.policy import POLICY as PEOPLE
from api.people.queries import PeopleQueries
from api.replies.mutations import ReplyMutations
from api.replies.policy import POLICY as REPLIES
from api.replies.queries import ReplyQueries
from api.retention.slice import POLICY as RETENTION
from api.retention.slice import RetentionMutations, RetentionQueries
from api.signoffs.slice import POLICY as SIGN_OFFS
from api.signoffs.slice import SignOffMutations, SignOffQueries
from api.taxonomy.mutations import TaxonomyMutations
from api.taxonomy.policy import POLICY as TAXONOMY
from api.taxonomy.queries import TaxonomyQueries
from api.tickets.mutations import TicketMutations
from api.tickets.policy import POLICY as TICKETS
from api.tickets.queries import TicketQueries
from api.units.policy import POLICY as UNITS
from api.units.queries import UnitQueries
from applications.errors import ApplicationError
from attachments.errors import AttachmentError
from catalogue.errors import CatalogueError
from checkups.errors import CheckupError
from clocks.errors import ClockError
from contacts.errors import ContactError
from documents.errors import DocumentError
from duties.errors import DutyError
from followups.errors import FollowUpError
from hierarchy.errors import UnitError
from identity.errors import IdentityError
from incidents.errors import IncidentError
from intake.errors import IntakeError
from kernel.errors import KernelError
from messages.errors import MessageError
from onboarding.errors import OnboardingError
from people.errors import PeopleError
from privacy.errors import PrivacyError
from replies.errors import ReplyError
from retention.errors import RetentionError
from signoffs.errors import SignOffError
from spreadsheets.errors import SheetError
from taxonomy.errors import TaxonomyError
from tickets.errors import TicketError

register_error_codes(
    KernelError,
    UnitError,
    PeopleError,
    PrivacyError,
    ClockError,
    TaxonomyError,
    CatalogueError,
    TicketError,
    ApplicationError,
    SignOffError,
    ContactError,
    FollowUpError,
    DocumentError,
    DutyError,
    MessageError,
    ReplyError,
    RetentionError,
    SheetError,
    AttachmentError,
    CheckupError,
    IntakeError,
    IncidentError,
    IdentityError,
    OnboardingError,
)


class Query(
    PeopleQueries,
    UnitQueries,
    TaxonomyQueries,
    CatalogueQueries,
    TicketQueries,
    CheckupQueries,
    ContactQueries,
    NoticeQueries,
    DocumentQueries,
    DutyQueries,
    MessageQueries,
    IntakeQueries,
    IncidentQueries,
    IdentityQueries,
    OnboardingQueries,
    ReplyQueries,
    FollowUpQueries,
    RetentionQueries,
    ApplicationQueries,
    SignOffQueries,
):
    """What can be read."""


class Mutation(
    PeopleMutations,
    TaxonomyMutations,
    CatalogueMutations,
    TicketMutations,
    ContactMutations,
    NoticeMutations,
    DocumentMutations,
    DutyMutations,
    MessageMutations,
    AttachmentMutations,
    CheckupMutations,
    IntakeMutations,
    IncidentMutations,
    IdentityMutations,
    OnboardingMutations,
    ReplyMutations,
    FollowUpMutations,
    RetentionMutations,
    ApplicationMutations,
    SignOffMutations,
):
    """What can be done. Every mutation answers `errors`; empty means done."""


POLICY = merged(
    PEOPLE,
    UNITS,
    TAXONOMY,
    CATALOGUE,
    TICKETS,
    CONTACTS,
    NOTICES,
    MESSAGES,
    ATTACHMENTS,
    CHECKUPS,
    INTAKE,
    DOCUMENTS,
    DUTIES,
    INCIDENTS,
    IDENTITY,
    ONBOARDING,
    REPLIES,
    FOLLOW_UPS,
    RETENTION,
    APPLICATIONS,
    SIGN_OFFS,
)
schema = build_schema(query=Query, mutation=Mutation, policy=POLICY)
