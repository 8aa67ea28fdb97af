"""The steps of a launch, from four weeks before it to thirty days after (guide)."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Phase: TypeAlias = Literal["pre-launch", "launch week", "first 30 days"]


@dataclass(frozen=True, slots=True)
class LaunchStep:
    """One step: its days counted from the launch, the bucket it serves, and the checklist items that prove it.

    `buckets` are tried in order, for a workspace may have split or dropped one.
    """

    id: str
    phase: Phase
    title: str
    starts: int
    due: int
    buckets: tuple[str, ...]
    proofs: tuple[tuple[str, str], ...] = ()


STEPS: Final = (
    LaunchStep("launch-agreements", "pre-launch", "Finalize the agreements", -28, -21, ("operate",)),
    LaunchStep(
        "launch-technical",
        "pre-launch",
        "Finish and test the technical work",
        -28,
        -14,
        ("build", "operate"),
        (("launch", "technical-work"), ("alignment", "integration-tested")),
    ),
    LaunchStep(
        "launch-assets",
        "pre-launch",
        "Create the marketing assets",
        -28,
        -14,
        ("market", "monetize"),
        (("launch", "marketing-ready"), ("alignment", "marketing-materials")),
    ),
    LaunchStep(
        "launch-training",
        "pre-launch",
        "Train internal teams",
        -28,
        -14,
        ("enable",),
        (("launch", "teams-trained"),),
    ),
    LaunchStep(
        "launch-messaging",
        "pre-launch",
        "Agree on the messaging",
        -21,
        -14,
        ("build", "market", "monetize"),
        (("launch", "launch-plan"),),
    ),
    LaunchStep(
        "launch-announcement",
        "launch week",
        "Publish the announcement: blog, social, email",
        0,
        0,
        ("market", "monetize"),
        (("launch_week", "announcement"),),
    ),
    LaunchStep(
        "launch-press",
        "launch week",
        "Send a press release, if newsworthy",
        0,
        0,
        ("market", "monetize"),
        (("launch_week", "press-release"),),
    ),
    LaunchStep(
        "launch-outreach",
        "launch week",
        "Email relevant prospects",
        0,
        2,
        ("sell", "monetize"),
        (("launch_week", "sales-outreach"),),
    ),
    LaunchStep(
        "launch-social",
        "launch week",
        "Amplify on social media from both companies",
        0,
        3,
        ("market", "monetize"),
        (("launch_week", "social"),),
    ),
    LaunchStep(
        "launch-monitoring",
        "launch week",
        "Monitor and respond to issues",
        0,
        4,
        ("support",),
        (("launch_week", "monitoring"),),
    ),
    LaunchStep(
        "launch-results",
        "first 30 days",
        "Track the first results",
        1,
        7,
        ("operate",),
        (("first_30_days", "results-tracked"),),
    ),
    LaunchStep(
        "launch-feedback",
        "first 30 days",
        "Gather feedback from customers and both teams",
        7,
        14,
        ("support",),
        (("first_30_days", "feedback-gathered"),),
    ),
    LaunchStep(
        "launch-fixes",
        "first 30 days",
        "Fix what feedback shows",
        14,
        21,
        ("support", "build"),
        (("first_30_days", "issues-fixed"),),
    ),
    LaunchStep(
        "launch-optimize",
        "first 30 days",
        "Improve what works",
        21,
        28,
        ("sell", "market", "monetize"),
        (("first_30_days", "optimized"),),
    ),
    LaunchStep(
        "launch-next",
        "first 30 days",
        "Plan the next phase together",
        21,
        30,
        ("align",),
        (("first_30_days", "next-phase-planned"),),
    ),
)
"""The launch plan of the guide; the days within its phases are partnerkit's own."""
