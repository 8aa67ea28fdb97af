"""Where does a partner stand to us (guide)?"""

from collections.abc import Mapping
from typing import Final

from partnerkit.model.choices import Position, Role
from partnerkit.model.partnership import Partnership

ROLES: Final[Mapping[Position, tuple[Role, ...]]] = {
    "upstream": ("supplier", "technology", "platform", "marketplace"),
    "parallel": ("complementary-product", "same-audience", "non-compete"),
    "downstream": (
        "distributor",
        "reseller",
        "affiliate",
        "referral",
        "agency",
        "integrator",
        "msp",
        "oem",
        "customer",
    ),
}
"""The positions around us and the roles that partners have in them (guide)."""

POSITION_OF: Final = {role: position for position, roles in ROLES.items() for role in roles}
"""The position that each role belongs to."""


def position_of(partnership: Partnership) -> Position | None:
    """Return the position of a partner; where the file gives its role only, that of the role."""
    return partnership.position or (POSITION_OF[partnership.role] if partnership.role else None)
