"""The deals file in the manuals of the rules about registrations."""

from typing import Final

from partnerkit.findings.manual import Example

REGISTERED: Final = "deal,account,date,amount,currency,status,registered,protected_until\n"


def registered(row: str, at: tuple[int, int] | None = None) -> Example:
    """Return an example of a partnership with one row in its deals file."""
    return Example(
        {
            "partnerkit.yaml": "currency: EUR\n",
            "acme.yaml": "name: Acme Analytics\ntype: distribution\n",
            "deals/acme.csv": f"{REGISTERED}{row}\n",
        },
        at,
    )
