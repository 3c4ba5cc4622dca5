"""The closed sets of this slice."""

from __future__ import annotations

from enum import StrEnum


class MemberKind(StrEnum):
    """A volunteer (志愿者), or an in-service Party member (在职党员)."""

    VOLUNTEER = "VOLUNTEER"
    IN_SERVICE_PARTY_MEMBER = "IN_SERVICE_PARTY_MEMBER"


class ServiceCategory(StrEnum):
    """The eight lines of service under which menu items and members' intentions are filed."""

    ORGANISATION_BUILDING = "ORGANISATION_BUILDING"
    LEGAL_AID = "LEGAL_AID"
    HARDSHIP_AND_DISABILITY = "HARDSHIP_AND_DISABILITY"
    COMMUNITY_GOVERNANCE = "COMMUNITY_GOVERNANCE"
    HEALTH = "HEALTH"
    CULTURE_AND_SPORT = "CULTURE_AND_SPORT"
    SAFETY_AND_PATROL = "SAFETY_AND_PATROL"
    OTHER = "OTHER"


class Tag(StrEnum):
    """What a seat may demand of a member beside the skill: insured (已投保), adult (成年), trained (已培训)."""

    INSURED = "insured"
    ADULT = "adult"
    TRAINED = "trained"
