"""Row 10 of the table of void entries: had the signers the right to sign this record? (docs/formats/roster.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.roster.model import OWN_FAMILIES, ROOT, Groups, Key, Roster

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ledger.record import Record

INACTIVE = "rights.inactive"
NOT_ALLOWED = "rights.not-allowed"
SECOND_PERSON_MISSING = "rights.second-person-missing"


def check_rights(
    roster: Roster, record: Record, signers: Sequence[Key], entity_body: str | None, touches: Collection[str] = ()
) -> str | None:
    """The code of the right that is missing, or None.

    ``entity_body`` is the body that signed the earlier records of the entity. ``touches`` are the reserved bodies whose
    keys a change of the roster concerns.
    """
    family = record.family
    for one in signers:
        if not one.active:
            return INACTIVE
    if family in OWN_FAMILIES:
        return _check_roots(roster, signers, touches)
    bodies = roster.families.get(family)
    if bodies is not None:
        own = {one.body for one in signers}
        if len(own) > 1 or not own <= set(bodies) or (entity_body is not None and own != {entity_body}):
            return NOT_ALLOWED
    groups = roster.rule_for(record.topic)
    if groups is not None and _met(groups, signers):
        return None
    some = any(one.role in group for group in groups or () for one in signers)
    return SECOND_PERSON_MISSING if some else NOT_ALLOWED


def _check_roots(roster: Roster, signers: Sequence[Key], touches: Collection[str]) -> str | None:
    roots = [one for one in signers if one.role == ROOT]
    if not roots:
        return NOT_ALLOWED
    if len({one.holder for one in roots}) < roster.threshold:
        return SECOND_PERSON_MISSING
    if set(touches) <= {one.body for one in signers} or set(roster.roots()) <= set(roots):
        return None
    return SECOND_PERSON_MISSING


def _met(groups: Groups, signers: Sequence[Key]) -> bool:
    """Whether each group can be given a signer of its own, no two of one holder."""
    holders: set[str] = set()
    for group in groups:
        for one in signers:
            if one.role in group and one.holder not in holders:
                holders.add(one.holder)
                break
        else:
            return _matched(groups, signers)
    return True


def _matched(groups: Groups, signers: Sequence[Key]) -> bool:
    """The same where taking the first that fits led nowhere: a matching of groups and holders."""
    group_of: dict[str, int] = {}

    def place(group: int, tried: set[str]) -> bool:
        for one in signers:
            if one.role in groups[group] and one.holder not in tried:
                tried.add(one.holder)
                if one.holder not in group_of or place(group_of[one.holder], tried):
                    group_of[one.holder] = group
                    return True
        return False

    return all(place(group, set()) for group in range(len(groups)))
