"""Coverage of the seed articles: every claim is answered for, and every answer is true of the rules as they are."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.errors import InputError
from ironstride.model.rule import Position, Rule
from ironstride.rules.coverage import (
    ANSWERED,
    STANDINGS,
    Coverage,
    counts,
    coverage,
    coverage_of,
    planned_under,
    sentence,
)
from ironstride.rules.ruleset import bind, rule_set

SHIPPED = catalogue()
FOUND = {one.claim.id: one for one in coverage(SHIPPED)}
YES = [one for one in FOUND.values() if one.claim.operational == "yes"]
PARTLY = [one for one in FOUND.values() if one.claim.operational == "partly"]


def with_rule(code: str, **fields: object) -> Catalogue:
    return replace(SHIPPED, rules={**SHIPPED.rules, code: replace(SHIPPED.rules[code], **fields)})


def without_position(rule: Rule, claim: str) -> tuple[Position, ...]:
    return tuple(position for position in rule.positions if position.source != claim)


def test_every_claim_is_answered_for_in_the_order_of_the_articles() -> None:
    assert list(FOUND) == list(SHIPPED.claims)
    assert len(FOUND) == 172
    assert [one.claim.id for one in FOUND.values() if one.standing not in ANSWERED] == []


def test_all_95_a_machine_can_act_on_are_planned_and_checked_or_say_why_not() -> None:
    assert len(YES) == 95
    silent = [one.claim.id for one in YES if not _acted_on(one) and not one.claim.reason]
    assert silent == []
    assert sum(one.standing == "planned" for one in YES) >= 90


def test_most_of_the_38_a_machine_can_act_on_in_part_are_acted_on() -> None:
    assert len(PARTLY) == 38
    assert sum(one.standing in ("planned", "checked", "switched") for one in PARTLY) > 19


def _acted_on(one: Coverage) -> bool:
    """Planned and checked: a rule that the claim supports holds by force or costs something in a method."""
    for method in SHIPPED.methods:
        for bound in rule_set(SHIPPED, method).rules:
            rule = bound.rule
            named = any(p.source == one.claim.id and p.relation == "supports" for p in rule.positions)
            if named and (rule.level in ("must", "safety") or (rule.level == "should" and rule.weight)):
                return True
    return False


@pytest.mark.parametrize("claim", list(FOUND))
def test_planned_is_what_the_methods_say(claim: str) -> None:
    assert (FOUND[claim].standing == "planned") == _acted_on(FOUND[claim])


def test_every_rule_named_exists_names_the_claim_and_stands_in_a_method() -> None:
    for one in FOUND.values():
        for use in one.uses:
            rule = SHIPPED.rules[use.rule]
            assert any(p.source == one.claim.id and p.relation == use.relation for p in rule.positions)
            assert use.checks, (one.claim.id, use.rule)
            assert set(use.plans) <= set(use.checks) <= set(SHIPPED.methods)
            assert set(use.levels) == set(use.checks)
            assert (use.kind, use.scope) == (rule.kind, bind(rule).scope)


def test_every_position_on_a_claim_is_used() -> None:
    named = {(p.source, code) for code, rule in SHIPPED.rules.items() for p in rule.positions if p.source in FOUND}
    assert {(one.claim.id, use.rule) for one in FOUND.values() for use in one.uses} == named


def test_methods_and_switches_of_a_use_are_those_that_hold_it() -> None:
    once = next(use for use in FOUND["S4.07a"].uses if use.rule == "FRQ114")
    assert once.plans == ("s4",)
    assert once.brought_by == ("frequency/once",)
    assert once.dropped_by == ("frequency/two-to-three", "frequency/by-phase")
    easy = next(use for use in FOUND["S3.02a"].uses if use.rule == "FRQ101")
    assert "s4" not in easy.checks
    crunches = next(use for use in FOUND["S1.11e"].uses if use.rule == "EXC107")
    assert "s2" in crunches.checks
    assert "s2" not in crunches.plans
    assert crunches.levels["s2"] == "info"


def test_a_claim_the_rules_go_against_stands_by_its_switch() -> None:
    legs = FOUND["S4.02a"]
    assert legs.standing == "switched"
    assert [use.rule for use in legs.by("contradicts")] == ["LEG101"]
    assert [side.side for side in legs.sides] == ["leg-strength/not-needed"]
    assert "LEG101" in legs.sides[0].drops
    assert legs.claim.reason


def test_a_method_that_changes_a_rule_on_the_claims_word_is_named() -> None:
    assert "s3: FRQ111" in FOUND["S3.02b"].changed


def test_a_rule_that_only_informs_checks_and_does_not_plan() -> None:
    told = {one.claim.id: one for one in coverage(with_rule("SEV111", level="info", weight=0))}["S1.06d"]
    assert told.standing == "checked"
    assert [use.plans for use in told.by("supports")] == [()]


def test_a_wish_that_costs_nothing_does_not_plan() -> None:
    free = {one.claim.id: one for one in coverage(with_rule("SEV111", weight=0))}["S1.06d"]
    assert free.standing == "checked"


def test_without_its_rule_a_claim_is_opposed_or_open_or_has_a_reason() -> None:
    gone = with_rule("SEV111", positions=without_position(SHIPPED.rules["SEV111"], "S1.06d"))
    assert coverage_of(gone, "S1.06d").standing == "opposed"
    said = replace(gone, claims={**gone.claims, "S1.06d": replace(gone.claims["S1.06d"], reason="Because.")})
    assert coverage_of(said, "S1.06d").standing == "reason"
    bare = with_rule("SEV305", positions=without_position(SHIPPED.rules["SEV305"], "S3.01h"))
    assert coverage_of(bare, "S3.01h").standing == "open"


def test_the_counts_add_up() -> None:
    yes, partly, no = counts(FOUND.values())
    assert (yes.claims, partly.claims, no.claims) == (95, 38, 39)
    for count in (yes, partly, no):
        assert sum(count.standings.values()) == count.claims == count.answered
        assert set(count.standings) == set(STANDINGS)
        assert count.acted_on == count.answered - count.standings["reason"]


def test_the_sentence_says_the_counts() -> None:
    planned = sum(one.standing == "planned" for one in YES)
    reasons = sum(one.standing == "reason" for one in YES)
    acted = sum(one.standing in ("planned", "checked", "switched") for one in PARTLY)
    said = sentence(SHIPPED)
    assert f"act on 95: {planned} are planned and checked by a rule" in said
    assert f"{reasons} say why not. Of 38 more" in said
    assert f"{acted} have a rule or a switch; the other {38 - acted} say why not." in said


def test_under_a_method_no_claim_is_planned_by_a_rule_it_lacks() -> None:
    under = planned_under(FOUND.values(), SHIPPED.methods)
    assert list(under) == list(SHIPPED.methods)
    for method, number in under.items():
        held = {bound.rule.code for bound in rule_set(SHIPPED, method).rules}
        reachable = [one for one in YES if any(use.rule in held for use in one.by("supports"))]
        assert 0 < number <= len(reachable)


def test_reasons_are_sentences() -> None:
    for claim in SHIPPED.claims.values():
        if claim.reason:
            assert claim.reason.endswith("."), claim.id
            assert claim.operational == "no" or len(claim.reason.split()) > 4, claim.id


def test_one_claim_by_its_id_in_any_letters() -> None:
    assert coverage_of(SHIPPED, " s0.c5 ") == FOUND["S0.C5"]
    with pytest.raises(InputError, match=r"--claim: there is no claim 'S9'\. Write it as S3\.02a"):
        coverage_of(SHIPPED, "S9")
    with pytest.raises(InputError, match=r"Claims of this article: S4\.01a"):
        coverage_of(SHIPPED, "S4.99")
