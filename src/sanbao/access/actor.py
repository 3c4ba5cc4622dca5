"""Who is acting: a small frozen value that services and policies take instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sanbao.access.roles import Permission, Role, roles_with
from sanbao.core.errors import NotSignedIn


@dataclass(frozen=True, slots=True)
class Grant:
    """A role on a unit's subtree."""

    role: Role
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in, or nobody (`account_id` is None), or the system itself (`is_system`)."""

    account_id: UUID | None = None
    display_name: str = ""
    grants: tuple[Grant, ...] = ()
    member_id: UUID | None = None
    resident_id: UUID | None = None
    locale: str = "zh"
    administers_all: bool = False
    is_system: bool = False

    @property
    def holds_everything(self) -> bool:
        """Whether every permission is held on every unit."""
        return self.is_system or self.administers_all

    def holds_somewhere(self, permission: Permission) -> bool:
        """Whether a permission is held on some unit."""
        return self.holds_everything or bool(self.units_with(permission))

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a person with an account."""
        return self.account_id is not None

    def require_signed_in(self) -> UUID:
        """The account's id; raises NotSignedIn for a stranger."""
        if self.account_id is None:
            raise NotSignedIn
        return self.account_id

    def units_with(self, permission: Permission) -> tuple[UUID, ...]:
        """The units at the top of the subtrees where this actor holds a permission."""
        roles = roles_with(permission)
        return tuple(grant.unit_id for grant in self.grants if grant.role in roles)


STRANGER = Actor()
SYSTEM = Actor(is_system=True, display_name="sanbao")
