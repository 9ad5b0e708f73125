from __future__ import annotations

import gc
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger import witness
from ledger.audit import Audit, audit, lasting_proofs, remember
from ledger.audit.tree import ENOUGH
from ledger.errors import StorageError, Weight, weight
from ledger.log import add_cosignatures, publish
from ledger.reader import Folder, open_source
from ledger.reader.source import FORBIDDEN
from ledger.record import Seen, fingerprint
from ledger.store import Store
from ledger.tlog import checkpoint, cosignature, merkle, note, policy, proof
from ledger.tlog.policy import format_policy
from tests.ledger.cases import CASES
from tests.ledger.cases.case import Case, Files
from tests.ledger.published import (
    AUTHOR,
    LOG,
    ORIGIN,
    REGISTRY,
    ROOTS,
    START,
    STRANGER,
    WITNESS,
    Memory,
    Office,
    office,
)
from tests.vectors import vectors

if TYPE_CHECKING:
    from tests.ledger.cases.case import Case, Files


if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)


def run(files: Files, **anchors: Any) -> Audit:
    return audit(Memory(files), REGISTRY, **anchors)


def codes(found: Audit) -> list[str]:
    return [one.code for one in found.findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.done}")
def test_what_was_done_is_found_and_named(case: Case) -> None:
    found = run(case.make()).findings
    mine = [one for one in found if one.code == case.code]
    assert mine, found
    assert mine[0].index == case.index
    if case.path:
        assert mine[0].path == case.path
    if case.only:
        awaited = {"witness.awaited", "witness.quorum-missing"} - {case.code}
        assert {one.code for one in found} - awaited == {case.code}


def test_a_log_that_is_whole_has_no_findings() -> None:
    made = office(300)
    found = run(made.files(), on=date(2025, 11, 14))
    assert found.findings == []
    assert found.holds
    assert found.proven
    assert (found.origin, found.size, found.root) == (ORIGIN, 301, made.root())
    assert [entry.raw for entry in found.entries] == made.raws
    assert [one.size for one in found.cosigned] == [1, 301]
    assert found.witnessed == 301
    assert found.root_at(7) == made.root(7)
    assert found.trust_basis == "none"


def test_it_goes_on_after_a_finding_and_reports_all_of_them_worst_first() -> None:
    files = office(5).add(signers=[AUTHOR]).add(version=3).add(topic_version=2).cosign().files()
    files |= {"log/readme.txt": b"x", "log/policy": b"quorum none\n", "log/cosigned/7": b"x"}
    del files["log/tile/0/000.p/9"]
    found = run(files).findings
    assert [(one.code, one.index, one.path) for one in found] == [
        ("note.malformed", None, "log/cosigned/7"),
        ("policy.malformed", None, "log/policy"),
        ("file.unexpected", None, "log/readme.txt"),
        ("tile.missing", None, "log/tile/0/000.p/9"),
        ("rights.second-person-missing", 6, None),
        ("record.version-gap", 7, None),
        ("record.topic-unknown", 8, None),
    ]


def test_after_a_change_of_a_later_version_nobody_is_accused_of_what_it_may_allow() -> None:
    """A witness more, for instance: its line, the policy and the quorum are then beyond this reader."""
    made = office().add("roster.witness-added", {"x": 1}, [ROOTS[0], ROOTS[2]], entity="roster/book").add().cosign(8)
    files = made.files() | {"log/policy": b"of a later version\n", "log/checkpoint": made.with_line(8, START, STRANGER)}
    files["log/cosigned/7"] = made.with_line(7, START, STRANGER)
    found = run(files)
    assert codes(found) == ["record.topic-unknown", "policy.changed"]
    assert [one.size for one in found.cosigned] == [1, 6, 8]


def test_a_damaged_entry_is_not_held_against_those_who_saw_it_whole() -> None:
    made = office(3)
    for _ in range(4):
        made.add(seen=Seen(4, made.root(4)))
    files = made.cosign().files()
    path = "log/tile/entries/000.p/8"
    files[path] = files[path].replace("lần 2".encode(), "lần 3".encode(), 1)
    found = run(files).findings
    assert {(one.code, one.index) for one in found} == {("entry.hash-mismatch", 2), ("note.signature-bad", 2)}


def test_entries_after_a_missing_bundle_are_not_judged_and_the_rest_is() -> None:
    files = office(600).files()
    del files["log/tile/entries/001"]
    found = run(files)
    assert [(one.code, one.path) for one in found.findings] == [("tile.missing", "log/tile/entries/001")]
    assert len(found.entries) == 256
    assert found.tree.size == 601


def test_partial_tiles_may_stay_and_may_be_dropped_once_the_full_one_is_there() -> None:
    made = office(299)
    files = made.files()
    assert run(files | office(99).files() | files).findings == []
    grown = office(599).files() | {"log/checkpoint": made.checkpoint(), "log/cosigned/300": made.cosigned[300]}
    grown["log/tile/1/000.p/1"] = files["log/tile/1/000.p/1"]
    assert not grown.keys() & {"log/tile/entries/001.p/44", "log/tile/0/001.p/44"}
    unlisted = audit(Memory(grown, listed=False), REGISTRY)
    assert unlisted.findings == []
    assert unlisted.proven


@pytest.mark.parametrize("size", [7, 10**6, 2**62])
def test_a_checkpoint_may_claim_any_size_and_costs_no_more(size: int) -> None:
    files = office(5).files()
    text = checkpoint.Checkpoint(ORIGIN, size, bytes(32)).text
    files["log/checkpoint"] = note.format(note.Note(text, (LOG.sign(text),)))
    for listed in (True, False):
        found = audit(Memory(files, listed=listed), REGISTRY).findings
        assert found[0].code in ("file.unexpected", "tile.missing", "tile.mismatch")
        assert sum(one.code == "tile.missing" for one in found) <= 2 * ENOUGH


def test_a_link_in_the_log_is_unexpected_and_never_followed(tmp_path: Path) -> None:
    folder = office(5).publish(tmp_path / "public")
    (folder / "log/policy").rename(tmp_path / "policy")
    (folder / "log/policy").symlink_to(tmp_path / "policy")
    found = audit(open_source(folder), REGISTRY).findings
    assert {(one.code, one.path) for one in found} == {
        ("file.unexpected", "log/policy"),
        ("policy.malformed", "log/policy"),
    }


def test_from_a_host_the_kept_checkpoints_that_authors_saw_are_found() -> None:
    made = office(3)
    made.add(seen=Seen(4, made.root(4))).add()
    files = made.files()
    assert [one.size for one in audit(Memory(files, listed=False), REGISTRY).cosigned] == [1, 4]
    files = made.cosign(5).files()
    assert [one.size for one in audit(Memory(files, listed=False), REGISTRY, sizes=[5]).cosigned] == [1, 4, 5]
    assert audit(Memory(files | {"log/x": b""}, listed=False), REGISTRY).findings[0].code == "witness.awaited"


def test_a_quiet_office_is_not_stale_while_its_witness_looks_again() -> None:
    made = office(5)
    day = date(2025, 11, 1)
    assert run(made.files(), on=day + 7 * DAY).findings == []
    assert codes(run(made.files(), on=day + 8 * DAY)) == ["witness.stale"]
    again = made.files() | {"log/checkpoint": made.with_line(6, START + 5 * DAY)}
    assert run(again, on=day + 12 * DAY).findings == []
    assert codes(run(again, on=day + 13 * DAY)) == ["witness.stale"]


def test_a_day_of_staleness_is_a_day_at_utc_plus_7() -> None:
    made = office(5).cosign(time=START.replace(hour=17))
    assert run(made.files(), on=date(2025, 11, 9)).findings == []
    assert codes(run(made.files(), on=date(2025, 11, 10))) == ["witness.stale"]


def test_a_protected_record_carries_its_day_only_and_is_not_suspect_for_it() -> None:
    made = office(30).add("secret.counted", at=START.replace(hour=0)).cosign()
    assert run(made.files()).findings == []
    made = office(30).add(at=START.replace(hour=0)).cosign()
    assert codes(run(made.files())) == ["record.time-suspect"]


def test_a_fingerprint_holds_in_any_spelling_and_another_does_not() -> None:
    made = office()
    known = run(made.files()).fingerprint
    for spelling in (known, known.lower().replace(" ", ""), known.replace(" ", "-")):
        found = run(made.files(), fingerprint=spelling)
        assert (found.findings, found.trust_basis) == ([], "fingerprint")
    found = run(Office().open(title="Sổ khác").cosign().files(), fingerprint=known)
    assert (codes(found), found.trust_basis) == (["log.fingerprint"], "none")
    assert "log.fingerprint" in codes(run({}, fingerprint=known))


def test_a_policy_from_elsewhere_must_be_met_by_the_newest_cosigned_checkpoint() -> None:
    made = office()
    ours = [cosignature.key(who.key.name, who.key.public).vkey for who in (WITNESS, STRANGER)]
    other = [cosignature.key(who.key.name, who.key.public).vkey for who in (AUTHOR,)]

    def given(policy: bytes) -> tuple[list[str], str]:
        found = run(made.files(), policy=policy)
        return codes(found), found.trust_basis

    assert given(format_policy([LOG.key.vkey], ours[:1], 1)) == ([], "policy")
    assert given(format_policy([LOG.key.vkey], ours, 1)) == ([], "policy")
    assert given(format_policy([LOG.key.vkey], ours, 2)) == (["witness.quorum-missing"], "none")
    assert given(format_policy([LOG.key.vkey], other, 1)) == (["witness.quorum-missing"], "none")
    assert given(format_policy([STRANGER.key.vkey], ours, 1)) == (["checkpoint.signature-missing"], "none")
    assert given(b"no policy") == (["policy.malformed"], "none")


def test_a_state_remembers_what_was_verified_and_shows_rollback_and_fork(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    made = office(5)
    first = run(made.files(), state=state)
    assert (first.findings, first.trust_basis, state.exists()) == ([], "none", False)
    remember(state, first)
    assert run(made.files(), state=state).trust_basis == "checkpoint"
    assert run(office(9).files(), state=state).trust_basis == "checkpoint"

    rolled = run(office(4).files(), state=state)
    assert (codes(rolled), rolled.trust_basis) == (["log.rollback"], "none")
    for more in (0, 3):
        forked = office(4).add(body={"text": "khác"})
        for _ in range(more):
            forked.add()
        found = run(forked.cosign().files(), state=state)
        assert (codes(found), found.trust_basis) == (["log.fork"], "none")
    with pytest.raises(ValueError, match="only a log that holds"):
        remember(state, rolled)
    remember(state, run(office(9).files(), state=state))
    assert codes(run(made.files(), state=state)) == ["log.rollback"]


class Forbidding(Memory):
    """A host that lists nothing, and answers 403 for what is not there."""

    def read(self, path: str, limit: int = 1 << 26) -> bytes | None:
        data = super().read(path, limit)
        if data is None:
            raise StorageError("source.network", FORBIDDEN, path=path)
        return data


def test_a_host_that_forbids_what_is_not_there_is_verified() -> None:
    source = Forbidding(office().cosign().files(), listed=False)
    found = audit(source, REGISTRY)
    assert (found.findings, found.witnessed) == ([], 6)


def test_a_damaged_state_is_found_and_decides_nothing(tmp_path: Path) -> None:
    remember(tmp_path, run(office().files()))
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"x")
    for damaged in (b"x", office().checkpoint(origin="other.example/log")):
        file.write_bytes(damaged)
        found = run(office().files(), state=tmp_path)
        (mine,) = [one for one in found.findings if one.code == "storage.damaged"]
        assert mine.path == str(file)
        assert (found.holds, found.trust_basis, weight(mine.code)) == (True, "none", Weight.INCONCLUSIVE)


def test_progress_is_told_from_nothing_to_all() -> None:
    heard: list[tuple[int, int]] = []
    run(office(300).files(), progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 301), (256, 301), (301, 301)]


def test_what_the_pen_publishes_and_the_witness_cosigns_holds_at_every_size(tmp_path: Path) -> None:
    made = office(9)
    public, memory = tmp_path / "public", tmp_path / "memory"
    source = open_source(tmp_path)
    with Store(tmp_path / "ledger.sqlite", REGISTRY, create=True) as store:
        for place, raw in enumerate(made.raws):
            store.append(raw)
            publish(store, public, LOG, memory, tmp_path / "staging")
            source = open_source(public)
            assert {one.code for one in audit(source, REGISTRY).findings} <= {
                "witness.awaited",
                "witness.quorum-missing",
            }
            now = START + DAY + place * timedelta(hours=1)
            line = witness.cosign(tmp_path / "w", source, REGISTRY, WITNESS, now, fingerprint(made.raws[0]))
            assert add_cosignatures(store, public, memory, [line], now) == place + 1
            assert audit(source, REGISTRY).findings == []
    assert [one.size for one in audit(source, REGISTRY).cosigned] == list(range(1, 11))


def test_a_log_that_another_program_made_gives_its_root() -> None:
    source = Folder(vectors("generated", "log1000"))

    class Prefixed(Memory):
        def read(self, path: str, limit: int = 1 << 26) -> bytes | None:
            return source.read(path.removeprefix("log/"), limit)

        def paths(self) -> set[str]:
            return {f"log/{path}" for path in source.paths()}

    found = audit(Prefixed({}), REGISTRY)
    assert (found.size, found.proven) == (1000, True)
    assert codes(found) == ["note.malformed"]
    assert found.findings[0].index == 0


def test_an_audit_leaves_the_search_for_cycles_as_it_was() -> None:
    for asked in (gc.enable, gc.disable):
        asked()
        before = gc.isenabled()
        audit(Memory(Office().open().files()), REGISTRY)
        after = gc.isenabled()
        gc.enable()
        assert after == before


def test_a_lasting_proof_is_under_the_first_checkpoint_that_holds_the_entry_and_never_changes() -> None:
    made = office(3).cosign().add().add().cosign().add()
    early = lasting_proofs(audit(Memory(made.files()), REGISTRY), made.size)
    assert sorted(early) == [0, 1, 2, 3, 4, 5]
    rules = policy.parse(made.files()["log/policy"])
    for index, data in early.items():
        claim = proof.parse(data)
        signed = note.parse(claim.checkpoint)
        head = checkpoint.parse(signed.text)
        assert (claim.index, head.size, rules.check(signed).ok) == (
            index,
            min(size for size in made.cosigned if size > index),
            True,
        )
        merkle.check_inclusion(index, head.size, merkle.leaf_hash(made.raws[index]), head.root, claim.path)
    made.add().cosign()
    late = lasting_proofs(audit(Memory(made.files()), REGISTRY), made.size)
    assert {index: late[index] for index in early} == early
    assert lasting_proofs(audit(Memory(made.files()), REGISTRY), 5) == {index: early[index] for index in range(4)}
