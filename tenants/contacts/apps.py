from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "contacts"
    verbose_name = "来电续办"

    def ready(self) -> None:
        from contacts import facts
        from contacts.gates import children_first, within_the_window
        from notices.handlers import announce
        from notices.kinds import NoticeKind
        from tickets.gates import gate

        gate(children_first)
        gate(within_the_window)
        announce(facts.TicketChased, NoticeKind.CHASED)
        announce(facts.TicketChasedOften, NoticeKind.CHASED_OFTEN)
        announce(facts.TicketSupplemented, NoticeKind.SUPPLEMENTED)
        announce(facts.TicketWithdrawn, NoticeKind.WITHDRAWN)
        announce(facts.TicketTerminated, NoticeKind.TERMINATED)
        announce(facts.TicketReopened, NoticeKind.REOPENED)
        announce(facts.TicketMerged, NoticeKind.MERGED)
        announce(facts.TicketUnmerged, NoticeKind.UNMERGED)
