"""The one permission table: which role may do what, on its unit and everything below.

A member's and a resident's own deeds (accept an offer, follow a request) need no role: they belong to the
row's owner and stand in each slice's `policies.py`. docs/permissions.md tells of each in words.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """`noun:deed`, in alphabetical order."""

    ACCOUNT_MANAGE = "account:manage"
    ASSIGNMENT_MANAGE = "assignment:manage"
    ASSIGNMENT_READ = "assignment:read"
    AUDIT_READ = "audit:read"
    EXCHANGE_IMPORT = "exchange:import"
    MEMBER_MANAGE = "member:manage"
    MEMBER_READ = "member:read"
    MEMBER_READ_SENSITIVE = "member:read-sensitive"
    MEMBER_READ_TELEPHONE = "member:read-telephone"
    MENU_MANAGE = "menu:manage"
    POLICY_MANAGE = "policy:manage"
    RATING_READ = "rating:read"
    RECORD_READ = "record:read"
    REPORT_IN_DECIDE = "report-in:decide"
    REQUEST_MANAGE = "request:manage"
    REQUEST_READ = "request:read"
    REQUEST_READ_SENSITIVE = "request:read-sensitive"
    REQUEST_SUBMIT_FOR_OTHERS = "request:submit-for-others"
    REQUEST_VERIFY = "request:verify"
    RESIDENT_MANAGE = "resident:manage"
    RESIDENT_READ = "resident:read"
    RESIDENT_READ_SENSITIVE = "resident:read-sensitive"
    RESIDENT_READ_TELEPHONE = "resident:read-telephone"
    RUN_MANAGE = "run:manage"
    RUN_PUBLISH = "run:publish"
    RUN_READ = "run:read"
    UNIT_MANAGE = "unit:manage"
    WORK_UNIT_READ_REPORT = "work-unit:read-report"


class Role(StrEnum):
    """What somebody is for a unit and everything below it."""

    ADMINISTRATOR = "ADMINISTRATOR"
    COORDINATOR = "COORDINATOR"
    GRID_WORKER = "GRID_WORKER"
    INSPECTOR = "INSPECTOR"
    WORK_UNIT_OFFICER = "WORK_UNIT_OFFICER"


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.COORDINATOR: frozenset(Permission) - {Permission.ACCOUNT_MANAGE, Permission.AUDIT_READ},
    Role.GRID_WORKER: frozenset(
        {
            Permission.ASSIGNMENT_READ,
            Permission.MEMBER_READ,
            Permission.MEMBER_READ_TELEPHONE,
            Permission.REQUEST_READ,
            Permission.REQUEST_READ_SENSITIVE,
            Permission.REQUEST_SUBMIT_FOR_OTHERS,
            Permission.REQUEST_VERIFY,
            Permission.RESIDENT_MANAGE,
            Permission.RESIDENT_READ,
            Permission.RESIDENT_READ_TELEPHONE,
        }
    ),
    Role.INSPECTOR: frozenset(
        {
            Permission.ASSIGNMENT_READ,
            Permission.AUDIT_READ,
            Permission.MEMBER_READ,
            Permission.RATING_READ,
            Permission.RECORD_READ,
            Permission.REQUEST_READ,
            Permission.RESIDENT_READ,
            Permission.RUN_READ,
            Permission.WORK_UNIT_READ_REPORT,
        }
    ),
    Role.WORK_UNIT_OFFICER: frozenset({Permission.WORK_UNIT_READ_REPORT}),
}


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that hold a permission."""
    return frozenset(role for role, held in ROLE_PERMISSIONS.items() if permission in held)
