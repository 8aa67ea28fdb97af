"""Every rule, in the order of the codes.

The first digits show the subject: 20 linting itself, 21 purpose and people to talk to, 22 tracking, 23 evidence, 24
ownership, 25 stages, 26 time, 27 agreements, 28 money, 29 endings.
"""

from typing import Final

from partnerkit.findings.manual import Manual
from partnerkit.rules import (
    accountable_on_their_side,
    cadence_differs,
    does_without_verb,
    done_date_without_status,
    done_without_date,
    due_before_start,
    endless_exclusivity,
    endless_share,
    exclusivity_without_return,
    exclusivity_without_side,
    future_fact,
    goal_against_kpi,
    green_against_kpi,
    green_under_red_flag,
    green_without_evidence,
    imbalanced_exchange,
    left_but_named,
    missing_month,
    missing_tiers,
    no_contact,
    no_exit_plan,
    no_goals,
    no_ideal_contact,
    no_tracking,
    nobody_responsible,
    notice_due,
    notice_passed,
    one_sided_ownership,
    opener_fragment,
    over_committed,
    over_promising,
    overbooked,
    repeated_month,
    review_overdue,
    rushed_exclusivity,
    set_and_forget,
    several_accountable,
    signed_without_term,
    silent_exit,
    stage_ahead_of_launch,
    stage_behind_agreement,
    stale_color,
    term_over,
    transaction_in_disguise,
    unaligned_colleagues,
    undated_color,
    unexplained_partnership,
    unmeasured_kpi,
    unnamed_share,
    unowned_bucket,
    unowned_critical_bucket,
    unprepared_launch,
    unsettled_minimum,
    unsigned_partnership,
    unspoken_doubts,
    vague_goal,
    work_after_term,
)
from partnerkit.rules.ignoring import UNKNOWN_RULE, UNUSED_IGNORE
from partnerkit.rules.rule import PortfolioRule, Rule

RULES: Final[tuple[Rule, ...]] = (
    vague_goal,
    no_goals,
    unexplained_partnership,
    imbalanced_exchange,
    over_promising,
    transaction_in_disguise,
    no_contact,
    no_ideal_contact,
    opener_fragment,
    no_tracking,
    set_and_forget,
    unmeasured_kpi,
    repeated_month,
    missing_month,
    goal_against_kpi,
    green_without_evidence,
    green_against_kpi,
    green_under_red_flag,
    stale_color,
    undated_color,
    unowned_critical_bucket,
    unowned_bucket,
    several_accountable,
    nobody_responsible,
    one_sided_ownership,
    accountable_on_their_side,
    left_but_named,
    unsigned_partnership,
    unprepared_launch,
    stage_ahead_of_launch,
    unaligned_colleagues,
    stage_behind_agreement,
    due_before_start,
    done_without_date,
    done_date_without_status,
    future_fact,
    work_after_term,
    notice_due,
    notice_passed,
    term_over,
    review_overdue,
    cadence_differs,
    no_exit_plan,
    exclusivity_without_return,
    rushed_exclusivity,
    endless_exclusivity,
    signed_without_term,
    exclusivity_without_side,
    unnamed_share,
    missing_tiers,
    endless_share,
    unsettled_minimum,
    unspoken_doubts,
    silent_exit,
)
"""Rules that look at one partnership."""

PORTFOLIO_RULES: Final[tuple[PortfolioRule, ...]] = (
    does_without_verb,
    over_committed,
    overbooked,
)
"""Rules that look at all partnerships together, or at the workspace."""

COLOR_RULES: Final[tuple[Rule, ...]] = (
    green_under_red_flag,
    green_against_kpi,
    stale_color,
    green_without_evidence,
    undated_color,
)
"""Rules on the color of a cell of the heat map, the most serious first: a cell gets one of their findings."""

MANUALS: Final[tuple[Manual, ...]] = tuple(
    sorted(
        (
            UNKNOWN_RULE,
            UNUSED_IGNORE,
            *(rule.manual for rule in RULES),
            *(rule.manual for rule in PORTFOLIO_RULES),
        ),
        key=lambda manual: manual.code,
    )
)
