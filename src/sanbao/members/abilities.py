"""Which skills a member has. He says so himself, or who holds `member:manage` on his unit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.core import inputs
from sanbao.core.errors import InvalidInput
from sanbao.members import skills
from sanbao.members.keeping import kept
from sanbao.members.models import Member, MemberSkill, Skill

HIGHEST_LEVEL = 3


async def set_skill(
    actor: Actor,
    member_id: UUID,
    skill_id: UUID,
    *,
    level: int = 1,
    certificate_number: str | None = None,
    expires_on: date | None = None,
) -> Member:
    """Give a member a skill, or change level, certificate and last valid day of one he has."""
    skill = await skills.get(actor, skill_id)
    columns = check(skill, level, certificate_number, expires_on)
    member = await kept(actor, member_id)
    await MemberSkill.update_or_create(defaults=columns, member_id=member_id, skill_id=skill_id)
    return member


def check(
    skill: Skill, level: int, certificate_number: str | None, expires_on: date | None
) -> dict[str, object]:
    """The columns of a member's skill; raises InvalidInput. A skill that needs a certificate needs its number
    and its last valid day."""
    certificate_number = inputs.optional_text("certificate_number", certificate_number, most=80)
    inputs.number("level", level, least=1, most=HIGHEST_LEVEL)
    if expires_on is not None and not 1900 <= expires_on.year < 2200:
        raise InvalidInput("expires_on", "date-range")
    if skill.certificate_required:
        for field, value in (("certificate_number", certificate_number), ("expires_on", expires_on)):
            if value is None:
                raise InvalidInput(field, "skill-certificate", skill=skill.name)
    return {"level": level, "certificate_number": certificate_number, "expires_on": expires_on}


async def remove_skill(actor: Actor, member_id: UUID, skill_id: UUID) -> Member:
    """Take a skill from a member; taking it twice changes nothing."""
    member = await kept(actor, member_id)
    await MemberSkill.filter(member_id=member_id, skill_id=skill_id).delete()
    return member
