"""The sixteen KPIs worked out a second time from the plain files, in fractions and by nothing that the product uses."""

import csv
import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import pytest
import yaml

from conftest import ROOT, Ask

WORKSPACES: Final = sorted((ROOT / "tests" / "examples" / "kpis-again").iterdir())
Inside: TypeAlias = Callable[[date], bool]
Value: TypeAlias = Fraction | None
NEAR: Final = 0.000_000_501  # half of the sixth decimal


class Entry(NamedTuple):
    day: date
    value: Fraction
    currency: str


def end_of(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def months(first: date, last: date) -> Iterator[str]:
    day = first.replace(day=1)
    while day <= last:
        yield f"{day:%Y-%m}"
        day = end_of(f"{day:%Y-%m}") + timedelta(1)


def window_of(period: str) -> tuple[date, date, int]:
    """Return the first and the last day of a month, quarter or year, and how many months it has."""
    year, _, rest = period.partition("-")
    if not rest:
        return date(int(year), 1, 1), date(int(year), 12, 31), 12
    if rest.startswith("Q"):
        return date(int(year), 3 * int(rest[1]) - 2, 1), end_of(f"{year}-{3 * int(rest[1])}"), 3
    return date(int(year), int(rest), 1), end_of(period), 1


def mean(values: Sequence[Fraction]) -> Value:
    return sum(values, Fraction(0)) / len(values) if values else None


def ratio(part: Value, whole: Fraction | int | None) -> Value:
    return part / whole if part is not None and whole else None


class Partner:
    """One file with its deals, as plain data."""

    def __init__(self, path: Path, today: date) -> None:
        self.data: dict[str, Any] = yaml.safe_load(path.read_text())
        self.today = today
        deals = path.parent / "deals" / f"{path.stem}.csv"
        self.deals = list(csv.DictReader(deals.read_text().splitlines())) if deals.exists() else []
        self.since: date | None = self.data.get("since")
        self.last: date | None = self.data.get("exit", {}).get("until") if self.data.get("stage") == "exit" else None

    @property
    def is_launched(self) -> bool:
        stage = self.data.get("stage")
        return stage not in ("prospect", "initiate") if stage else "agreement" in self.data

    @property
    def ever_ran(self) -> bool:
        parked = self.data.get("dynamics", {}).get("parked", {}).get("until")
        ended = self.data.get("agreement", {}).get("status") == "ended"
        return self.is_launched and not (parked and parked > self.today) and not (ended and self.last is None)

    def is_active_on(self, day: date) -> bool:
        """Whether it goes on when a day is over."""
        return self.ever_ran and (self.since or date.min) <= day and (self.last is None or self.last > day)

    def won(self, kind: str) -> Iterator[tuple[Entry, str]]:
        for row in self.deals:
            what = "refunds" if row.get("refunds") else "influenced" if row.get("motion") == "influenced" else "revenue"
            if what == kind and (row.get("status") or "won") == "won":
                amount = abs(Fraction(row["amount"]))
                yield Entry(date.fromisoformat(row["date"]), amount, row["currency"]), row["account"].casefold()

    def entries(self, metric: str, own: str) -> list[Entry]:
        rows = sorted(self.data.get("results", ()), key=lambda row: str(row["month"]))
        given = [
            Entry(end_of(row["month"]), Fraction(str(row[metric])), row.get("currency", own))
            for row in rows
            if metric in row and end_of(row["month"]) <= self.today
        ]
        if given or not self.deals or metric not in ("revenue", "influenced", "refunds"):
            return given
        found = [entry for entry, _ in self.won(metric)]
        dealt = {f"{entry.day:%Y-%m}" for entry in found}
        days = [date.fromisoformat(row[key]) for row in self.deals for key in ("date", "registered") if row.get(key)]
        over = [month for month in months(min(days), self.today) if end_of(month) <= self.today]
        return [*found, *(Entry(end_of(month), Fraction(0), own) for month in over if month not in dealt)]


class Program:
    def __init__(self, folder: Path, period: str, today: date) -> None:
        self.workspace: dict[str, Any] = yaml.safe_load((folder / "partnerkit.yaml").read_text())
        self.own: str = self.workspace["currency"]
        paths = sorted(path for path in folder.glob("*.yaml") if path.stem != "partnerkit")
        self.partners = [Partner(path, today) for path in paths]
        self.first, self.last, self.months = window_of(period)
        day = self.first
        for _ in range(self.months):
            day = (day - timedelta(1)).replace(day=1)
        self.earlier = day, self.first - timedelta(1)

    def inside(self, day: date) -> bool:
        return self.first <= day <= self.last

    def inside_earlier(self, day: date) -> bool:
        return self.earlier[0] <= day <= self.earlier[1]

    @property
    def active(self) -> list[Partner]:
        return [partner for partner in self.partners if partner.is_active_on(self.last)]

    def converted(self, entry: Entry, metric: str) -> Value:
        """Return an amount at the latest rate on or before its day."""
        if entry.currency == self.own or not entry.value or metric in ("referrals", "conversions", "initiatives"):
            return entry.value
        rates = [
            rate
            for rate in self.workspace["exchange_rates"]
            if {rate["from"], rate["to"]} == {entry.currency, self.own} and rate["date"] <= entry.day
        ]
        if not rates:
            return None
        latest = max(rates, key=lambda rate: rate["date"])
        rate = Fraction(str(latest["rate"]))
        return entry.value * rate if latest["to"] == self.own else entry.value / rate

    def of(self, partner: Partner, metric: str, inside: Inside) -> tuple[Value, bool]:
        """Return what a partner comes to in a window, and whether a rate is missing."""
        values = [self.converted(each, metric) for each in partner.entries(metric, self.own) if inside(each.day)]
        known = [value for value in values if value is not None]
        return sum(known, Fraction(0)) if known else None, len(known) < len(values)

    def each(self, partners: Iterable[Partner], metric: str, inside: Inside) -> list[Fraction]:
        values = (self.of(partner, metric, inside)[0] for partner in partners)
        return [value for value in values if value is not None]

    def total(self, metric: str, inside: Inside) -> Value:
        values = self.each(self.partners, metric, inside)
        return sum(values, Fraction(0)) if values else None

    # --- The sixteen ----------------------------------------------------------------------------------------------

    def growth(self) -> Value:
        before, now = self.total("revenue", self.inside_earlier), self.total("revenue", self.inside)
        if now is None or any(self.is_incomplete(partner) for partner in self.partners):
            return None
        return ratio(now - before, before / 100) if before else None

    def is_incomplete(self, partner: Partner) -> bool:
        """Whether revenue is missing in the earlier window."""
        known = {f"{entry.day:%Y-%m}" for entry in partner.entries("revenue", self.own)}
        if not known and (not partner.is_launched or partner.data.get("position") == "upstream"):
            return False
        first, last = self.earlier
        is_older = partner.since is not None and partner.since <= first
        start = f"{first if is_older else min(known, default=partner.since or first)!s:.7}"
        end = f"{partner.last or last!s:.7}"
        lacking = [month for month in months(first, last) if start <= month <= end and month not in known]
        return bool(lacking) or self.of(partner, "revenue", self.inside_earlier)[1]

    def customers(self) -> tuple[Value, Value]:
        """Return customer retention and lifetime value."""

        def buyers(partners: Iterable[Partner], inside: Inside) -> set[str]:
            return {who for partner in partners for entry, who in partner.won("revenue") if inside(entry.day)}

        before, now = buyers(self.partners, self.inside_earlier), buyers(self.partners, self.inside)
        brought, priced = Fraction(0), []
        for partner in self.partners:
            amounts = [
                (sign, self.converted(entry, kind))
                for sign, kind in ((1, "revenue"), (-1, "refunds"))
                for entry, _ in partner.won(kind)
                if self.inside(entry.day)
            ]
            if all(amount is not None for _, amount in amounts):
                priced.append(partner)
                brought += sum((sign * amount for sign, amount in amounts if amount is not None), Fraction(0))
        lost = len(before - now)
        yearly = ratio(brought * 12, len(buyers(priced, self.inside)) * self.months)
        lifetime = None if yearly is None or not lost else yearly * len(before) / lost
        return ratio(Fraction(100 * len(before & now)), len(before)), lifetime

    def engagement(self) -> Value:
        engaged = known = 0
        for partner in self.active:
            found = [
                self.of(partner, metric, self.inside)
                for metric in ("revenue", "influenced", "referrals", "conversions", "initiatives")
            ]
            known += any(value is not None or unpriced for value, unpriced in found)
            engaged += any(value or unpriced for value, unpriced in found)
        return ratio(Fraction(100 * engaged), known)

    def costs(self) -> tuple[Value, Value]:
        """Return the acquisition cost and the return, both over months with a cost."""
        rows = {end_of(row["month"]): row.get("program_cost") for row in self.workspace["results"]}
        costs = {day: Fraction(str(cost)) for day, cost in rows.items() if cost is not None and self.inside(day)}

        def has_cost(day: date) -> bool:
            return end_of(f"{day:%Y-%m}") in costs

        cost = sum(costs.values(), Fraction(0)) if costs else None
        revenue = self.total("revenue", has_cost)
        gain = None if revenue is None or cost is None else revenue - cost
        return ratio(cost, self.total("conversions", has_cost)), ratio(gain, cost and cost / 100)

    def retention(self) -> Value:
        day_before = self.first - timedelta(1)
        before = [each for each in self.partners if each.since and each.is_active_on(day_before)]
        stayed = [each for each in before if not (each.last and each.last <= self.last)]
        return ratio(Fraction(100 * len(stayed)), len(before))

    def first_referrals(self) -> Value:
        found = []
        for partner in self.partners:
            entries = partner.entries("referrals", self.own)
            if partner.since is None or not partner.is_launched or not entries:
                continue
            start = partner.since.year * 12 + partner.since.month
            passed = [entry.day.year * 12 + entry.day.month - start for entry in entries]
            referred = [at for at, entry in zip(passed, entries, strict=True) if entry.value]
            if passed[0] <= 1 and referred:
                found.append(Fraction(max(0, referred[0])))
        return mean(found)

    def of_health(self, today: date) -> tuple[Value, Value]:
        """Return the score of the partners themselves, and the mean of their ratings."""
        answers, ratings = [], []
        for partner in self.active:
            checks = sorted(partner.data.get("health", ()), key=lambda check: str(check["date"]))
            checks = [check for check in checks if check["date"] <= today]
            answers.extend([check["recommends"] for check in checks if "recommends" in check][-1:])
            for rated in [check["ratings"] for check in checks if "ratings" in check][-1:]:
                sides = [rated["us"], rated["them"]] if "us" in rated else [rated]
                ratings.append(min(Fraction(sum(side.values()), len(side)) for side in sides))
        score = sum((answer >= 9) - (answer <= 6) for answer in answers)
        return ratio(Fraction(100 * score), len(answers)), mean(ratings)

    def kpis(self, today: date) -> dict[str, Value]:
        retained, lifetime = self.customers()
        acquisition, roi = self.costs()
        nps, health = self.of_health(today)
        scores = [
            [entry.value for entry in partner.entries("nps", self.own) if self.inside(entry.day)]
            for partner in self.active
        ]
        return {
            "partner_sourced_revenue": self.total("revenue", self.inside),
            "revenue_per_partner": mean(self.each(self.active, "revenue", self.inside)),
            "revenue_growth": self.growth(),
            "customer_lifetime_value": lifetime,
            "active_partners": Fraction(len(self.active)),
            "engagement_rate": self.engagement(),
            "referrals_per_partner": mean(self.each(self.active, "referrals", self.inside)),
            "initiatives_completed": self.total("initiatives", self.inside),
            "acquisition_cost": acquisition,
            "time_to_first_referral": self.first_referrals(),
            "program_roi": roi,
            "partner_retention": self.retention(),
            "customer_satisfaction": mean([values[-1] for values in scores if values]),
            "customer_retention": retained,
            "partner_nps": nps,
            "health_score": health,
        }


@pytest.mark.parametrize("period", ["2025-12", "2026-03", "2025-Q4", "2026-Q1", "2025", "2026"])
@pytest.mark.parametrize("folder", WORKSPACES, ids=lambda folder: folder.name)
def test_all_sixteen_come_to_what_the_plain_files_come_to(ask: Ask, folder: Path, period: str) -> None:
    today = date(2027, 1, 5)
    answer = ask("kpis", "--period", period, "--today", str(today), "--format", "json", cwd=folder)
    found = {kpi["key"]: kpi["value"] for kpi in json.loads(answer.out, parse_float=str, parse_int=str)["kpis"]}
    expected = Program(folder, period, today).kpis(today)
    assert list(found) == list(expected)
    values = {key: None if value is None else Fraction(value) for key, value in found.items()}
    differ = {
        key: (value, expected[key])
        for key, value in values.items()
        if (value is None) != (expected[key] is None) or abs(float((value or 0) - (expected[key] or 0))) > NEAR
    }
    assert differ == {}
