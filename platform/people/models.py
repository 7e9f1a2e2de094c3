"""People, the units they belong to, and the groups through which guardian knows what they may."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from hierarchy.models import Unit, today
from people.roles import Role
from privacy.fields import EncryptedTextField
from tenancy.grants import FULL, READ, columns, granted
from tenancy.rows import SharedRow


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, username: str, name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """A new person; without a password nobody can log in as them."""
        user = self.model(username=self.model.normalize_username(username), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@granted(
    # Deleted only when an import is undone; the database refuses once anything refers to a person.
    public=FULL,
    # Who did something may be shown in every workspace; the password hash never leaves public.
    workspace=columns(READ, "id", "name", "username", "is_active"),
    custody=columns(READ, "id", "name", "username", "is_active"),
)
class User(  # type: ignore[django-manager-missing] # guardian is untyped
    SharedRow, AbstractBaseUser, PermissionsMixin
):
    """A person who logs in. There is no superuser, and logging in writes nothing here."""

    username = models.CharField(
        "用户名", max_length=60, unique=True, validators=[ASCIIUsernameValidator()]
    )
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    groups = models.ManyToManyField(  # type: ignore[assignment]
        Group, through="people.UserGroup", related_name="user_set", related_query_name="user"
    )
    last_login = None
    is_superuser = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return super().normalize_username(username).replace("\x00", "").strip().lower()


granted(public=READ)(User.user_permissions.through)


@granted(public=FULL)
class UserGroup(SharedRow):
    """That a person is in a group. Follows the memberships; see `services.memberships`."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="usergroup_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.group_id}"


@granted(public=FULL)
class SecondFactor(SharedRow):
    """A person's code generator (动态验证码, RFC 6238): one at most, usable once confirmed.

    `last_step` is the time step of the last code that was accepted: no code counts twice.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    secret = EncryptedTextField()
    enrolled_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="wrong codes in a row")
    locked_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> Self:
        """Those that hold today."""
        return self.on(today())

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


@granted(public=FULL, workspace=READ, custody=READ)
class Membership(SharedRow):
    """A person's role in a unit, from the first day to the day before `valid_to`."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=Role)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("起始日期", default=today)
    valid_to = models.DateField("终止日期", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="membership_validity_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                name="membership_open_once",
                condition=Q(valid_to__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="membership_unit_role_idx")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.unit_id}"


class ContactDuty(models.TextChoices):
    """The two persons every unit names (明确对口承办管理单位)."""

    LEADER = "leader", "对口负责人"
    HANDLER = "handler", "对口承办人"


class UnitContactQuerySet(models.QuerySet["UnitContact"]):
    def in_force(self) -> Self:
        """Those named for today, still at work in the unit and able to log in."""
        day = today()
        belongs = Membership.objects.in_force().filter(user=OuterRef("user"), unit=OuterRef("unit"))
        return self.named(day).filter(Exists(belongs), user__is_active=True)

    def named(self, day: date) -> Self:
        """Those named for a day, whether or not they still work there."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


@granted(public=FULL, workspace=READ, custody=READ)
class UnitContact(SharedRow):
    """Who a unit names as its leader or handler, from a day to the day before `valid_to`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField("职责", max_length=10, choices=ContactDuty)
    valid_from = models.DateField("起始日期", default=today)
    valid_to = models.DateField("终止日期", null=True, blank=True)

    objects = UnitContactQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="unitcontact_duty_known", condition=Q(duty__in=ContactDuty.values)
            ),
            models.CheckConstraint(
                name="unitcontact_validity_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["unit", "duty"],
                name="unitcontact_open_once",
                condition=Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.duty} of {self.unit_id}"


@granted(public=FULL)
class UnitGroupPermission(SharedRow, GroupObjectPermissionBase):
    """Guardian: what the members of a group may do at a unit. Filled from the role table."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)

    objects: ClassVar[models.Manager["UnitGroupPermission"]]

    class Meta:
        default_permissions = ()
        unique_together = (("group", "permission", "content_object"),)


@granted(public=READ)
class UnitUserPermission(SharedRow, UserObjectPermissionBase):
    """Guardian: grants to one person. Nothing writes them: every grant comes from a membership."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)

    objects: ClassVar[models.Manager["UnitUserPermission"]]

    class Meta:
        default_permissions = ()
        unique_together = (("user", "permission", "content_object"),)
