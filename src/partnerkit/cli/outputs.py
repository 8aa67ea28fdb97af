"""What the JSON of each command holds: the results that it can give, and the number of their shape."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, NamedTuple


class JsonOutput(NamedTuple):
    """The results of a command, as `module:class`. `number` grows whenever their shape changes."""

    results: tuple[str, ...]
    number: int = 1

    @property
    def types(self) -> list[type]:
        """The classes of the results, imported now."""
        parts = (result.split(":") for result in self.results)
        return [getattr(import_module(f"partnerkit.{module}"), name) for module, name in parts]


OUTPUTS: Final[Mapping[str, JsonOutput]] = {
    "validate": JsonOutput(("questions.validate:Validation",)),
    "lint": JsonOutput(("rules.lint:LintReport",)),
    "list": JsonOutput(("questions.list:PortfolioList",)),
    "show": JsonOutput(("questions.show:Page", "questions.show.sections:PageSections"), number=2),
    "why": JsonOutput(("questions.why:Why",)),
    "score": JsonOutput(("questions.score:Scores",)),
    "rank": JsonOutput(("questions.rank:Ranking",)),
    "landscape": JsonOutput(("questions.landscape:Landscape",)),
    "overlap": JsonOutput(("accounts.overlap:Overlap", "accounts.blind:BlindOverlap")),
    "heatmap": JsonOutput(
        (
            "questions.heatmap:HeatMap",
            "questions.heatmap.boxes:Boxes",
            "questions.heatmap.since:HeatMapSince",
            "questions.heatmap.trend:HeatTrend",
        ),
        number=2,
    ),
    "health": JsonOutput(("questions.health:HealthReport",)),
    "dynamics": JsonOutput(("questions.dynamics:DynamicsReport",)),
    "raci": JsonOutput(("questions.raci:RaciMatrix",)),
    "tiers": JsonOutput(("questions.tiers:Tiers",), number=2),
    "kpis": JsonOutput(("questions.kpis:ProgramKpis", "questions.kpis:KpiExplanation")),
    "dashboard": JsonOutput(("questions.dashboard:Dashboard",), number=2),
    "statement": JsonOutput(("facts.statements:Statement", "questions.statement.verification:Verification"), number=2),
    "revenue": JsonOutput(
        ("questions.revenue.comparison:RevenueComparison", "questions.revenue.replay:RevenueReplay"), number=2
    ),
    "checklist": JsonOutput(("questions.checklist:Checklist",)),
    "plan": JsonOutput(("questions.plan:Plan",)),
    "due": JsonOutput(("questions.due:Due",)),
    "calendar": JsonOutput(("questions.calendar:Calendar",)),
    "reviews": JsonOutput(("questions.reviews:ReviewLedger",)),
    "launch": JsonOutput(("questions.launch:LaunchReadiness",)),
    "stage": JsonOutput(("questions.stage:LifeCycle",)),
    "diff": JsonOutput(("changes.diff:Diff",), number=3),
    "blame": JsonOutput(("changes.blame:Blame",)),
    "history": JsonOutput(("changes.history:PartnershipHistory",)),
    "export": JsonOutput(("tables.package:DataPackage",)),
    "share": JsonOutput(("changes.share:SharedCopy",)),
    "reconcile": JsonOutput(("changes.reconcile:Reconciliation",)),
    "import": JsonOutput(("imports.steps:ImportPlan",)),
    "check-email": JsonOutput(("drafts.email_check:EmailCheck",)),
    "explain": JsonOutput(("questions.explain:Explanations",)),
}


def schema_name(command: str) -> str:
    """Return what the JSON of a command calls its shape, such as `heatmap/1`."""
    return f"{command}/{OUTPUTS[command].number}"
