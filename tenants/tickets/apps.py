from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = "工单"

    def ready(self) -> None:
        from documents.access import see_tickets_by
        from tickets.paperwork import SIGHT

        see_tickets_by(SIGHT)
