"""AWS Partner Central: opportunities, as the ACE pipeline manager exports them.

The monthly revenue in them is an estimate of what AWS will earn, so it is not taken for the amount of a deal.
"""

from typing import Final

from partnerkit.imports.source import ImportSource, SkipRow

_DRAFT: Final = SkipRow("the opportunity has not been submitted yet")

SOURCES: Final = (
    ImportSource(
        name="aws-opportunities",
        title="AWS Partner Central opportunities",
        rows="deals",
        key="deal",
        needs=(("Opportunity ID",), ("Customer Company Name", "Customer/Company Name"), ("Stage", "Status")),
        columns={
            "deal": ("Opportunity ID",),
            "account": ("Customer Company Name", "Customer/Company Name"),
            "status": ("Stage", "Status", "Opportunity Status", "Review Status"),
            "registered": ("Date Created", "Created Date", "Date Submitted"),
            "date": ("Close Date", "Launch Date", "Date Launched", "Target Close Date"),
            "amount": ("Total Contract Value", "Contract Value", "Software Revenue", "Partner Revenue"),
            "currency": ("Currency", "Currency Code", "Contract Currency", "Software Revenue Currency"),
        },
        words={
            "status": {
                "launched": "won",
                "closed lost": "lost",
                "prospect": None,
                "qualified": None,
                "technical validation": None,
                "business validation": None,
                "committed": None,
                "approved": "approved",
                "accepted": "approved",
                "submitted": "registered",
                "in review": "registered",
                "in-review": "registered",
                "action required": "registered",
                "rejected": "rejected",
                "disqualified": "rejected",
                "expired": "expired",
                "draft": _DRAFT,
                "pending submission": _DRAFT,
            }
        },
        partnership=("AWS", "Amazon Web Services", "Amazon Web Services (AWS)"),
    ),
)
