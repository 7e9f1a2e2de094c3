"""Print the code that a demo account's generator shows now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.clock import now
from people.models import SecondFactor, User
from people.services.second_factor import code_at
from tenancy.context import in_public
from yihao.demo.people import SECOND_FACTORS


class Command(BaseCommand):
    help = "Print the present second-factor code of a demo account. Not for production."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="USERNAME")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "生产环境不能代取动态验证码，请使用本人的验证器。"
                "Not in production: a code belongs to the person's own generator."
            )
        if username not in SECOND_FACTORS:
            raise CommandError(
                f"只能查看演示账号的动态验证码：{'、'.join(SECOND_FACTORS)}。"
                f"Only for the demo accounts {', '.join(SECOND_FACTORS)}."
            )
        with in_public():
            if not SecondFactor.objects.filter(user__username=username).exists():
                raise CommandError(
                    f"账号 {username} 还没有绑定动态验证码，请先运行 demo_city。"
                    f"{username} has no second factor yet: run demo_city first."
                )
            self.stdout.write(code_at(User.objects.get(username=username), now()))
