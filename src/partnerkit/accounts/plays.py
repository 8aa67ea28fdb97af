"""What two companies can do about an account, by what it is to each of them: ours, then theirs."""

from collections.abc import Mapping
from typing import Final

PLAYS: Final[Mapping[tuple[str, str], str]] = {
    ("customer", "customer"): "Win a joint reference",
    ("customer", "opportunity"): "Vouch for them",
    ("customer", "prospect"): "Introduce them",
    ("opportunity", "customer"): "Ask them to vouch",
    ("opportunity", "opportunity"): "Sell together",
    ("opportunity", "prospect"): "Bring them in",
    ("prospect", "customer"): "Ask to be introduced",
    ("prospect", "opportunity"): "Join their deal",
    ("prospect", "prospect"): "Market together",
}
