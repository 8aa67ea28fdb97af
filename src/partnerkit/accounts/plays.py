"""What two companies can do about an account, by what it is to each of them: ours, then theirs."""

from collections.abc import Mapping
from typing import Final

PLAYS: Final[Mapping[tuple[str, str], str]] = {
    ("customer", "customer"): "Connect the products, win a joint reference, grow the account together",
    ("customer", "opportunity"): "Help them close: vouch for them and introduce the buyer",
    ("customer", "prospect"): "Introduce them to the people who use your product",
    ("opportunity", "customer"): "Ask them to vouch for you and to name the buyer",
    ("opportunity", "opportunity"): "Sell together: one pitch, one plan, and who leads",
    ("opportunity", "prospect"): "Bring them in if the joint offer helps you win",
    ("prospect", "customer"): "Ask for an introduction",
    ("prospect", "opportunity"): "Join their deal with the joint offer",
    ("prospect", "prospect"): "Market together: a webinar, an event, one list",
}
