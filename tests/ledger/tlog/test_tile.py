from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormatError
from ledger.tlog import checkpoint, merkle, note, tile
from tests.vectors import vectors

VKEYS = {
    "tessera_log/testdata/log": "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
    "generated/log1000": "minhbach.example/congkhai+69075920+AbreET4S+QQKAW8udejSvVP0R0n9y1TX6T9nDN3KWg0r",
}


def entries_of(log: str, size: int) -> list[bytes]:
    paths = sorted(path for path in tile.all_paths(size) if path.startswith("tile/entries/"))
    return [entry for path in paths for entry in tile.parse_bundle((vectors(log) / path).read_bytes())]


def tree_of(entries: list[bytes]) -> merkle.Tree:
    tree = merkle.Tree()
    for entry in entries:
        tree.append(merkle.leaf_hash(entry))
    return tree


@pytest.mark.parametrize(("log", "size"), [("tessera_log/testdata/log", 15), ("generated/log1000", 1000)])
def test_a_log_of_another_program_is_what_ours_would_be_to_the_byte(log: str, size: int) -> None:
    folder, entries = vectors(log), entries_of(log, size)
    tree = tree_of(entries)
    assert tree.size == size
    for path, data in tile.tiles(tree, size):
        assert (folder / path).read_bytes() == data
    for start in range(0, size, tile.WIDTH):
        part = entries[start : start + tile.WIDTH]
        path = tile.entries_path(start // tile.WIDTH, len(part))
        assert (folder / path).read_bytes() == tile.bundle(part)


@pytest.mark.parametrize("log", VKEYS)
def test_checkpoints_of_another_program_are_signed_and_over_the_entries(log: str) -> None:
    key = note.parse_vkey(VKEYS[log])
    files = sorted(vectors(log).glob("checkpoint*"))
    heads = []
    for file in files:
        signed = note.parse(file.read_bytes())
        assert any(key.verify(signed.text, line) for line in signed.signatures)
        heads.append(checkpoint.parse(signed.text))
    tree = tree_of(entries_of(log, max(head.size for head in heads)))
    assert all(tree.root(head.size) == head.root for head in heads)
    assert len(files) == (17 if "tessera" in log else 1)


def test_every_two_checkpoints_of_the_growing_log_are_consistent() -> None:
    folder, tree = vectors("tessera_log", "testdata", "log"), tree_of(entries_of("tessera_log/testdata/log", 15))
    roots = [checkpoint.parse(note.parse((folder / f"checkpoint.{n}").read_bytes()).text).root for n in range(16)]
    pairs = [(old, new) for new in range(1, 16) for old in range(1, new)]
    for old, new in pairs:
        merkle.check_consistency(old, new, roots[old], roots[new], tree.consistency(old, new))
    assert len(pairs) == 15 * 14 / 2
    assert roots[0] == merkle.EMPTY_ROOT


def test_the_examples_of_the_specification() -> None:
    assert tile.tile_path(0, 1234067) == "tile/0/x001/x234/067"
    paths = tile.all_paths(70000)
    assert len([path for path in paths if path.startswith("tile/0/")]) == 274
    assert {"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"} < paths
    assert len(paths) == 274 * 2 + 3
    assert tile.all_paths(256) == {"tile/0/000", "tile/1/000.p/1", "tile/entries/000"}
    assert tile.all_paths(0) == set()


paths = st.builds(
    tile.Tile, st.one_of(st.none(), st.integers(0, 63)), st.integers(0, 2**56), st.integers(1, tile.WIDTH)
)


@given(wanted=paths)
def test_a_path_that_is_written_reads_back_the_same(wanted: tile.Tile) -> None:
    assert tile.parse_path(wanted.path) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/data/000",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/٠٠٠",
        "tile/0/../../x",
        "Tile/0/000",
        "tile/entries/000.p/256",
    ],
)
def test_another_spelling_of_a_path_is_refused(path: str) -> None:
    with pytest.raises(FormatError) as caught:
        tile.parse_path(path)
    assert (caught.value.code, caught.value.path) == ("tile.mismatch", path)


@given(entries=st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_a_bundle_that_is_written_reads_back_the_same(entries: list[bytes]) -> None:
    assert tile.parse_bundle(tile.bundle(entries)) == entries


@given(data=st.binary(max_size=60))
def test_whatever_bundle_is_read_is_written_back_to_the_byte_or_refused(data: bytes) -> None:
    try:
        entries = tile.parse_bundle(data)
    except FormatError:
        return
    assert tile.bundle(entries) == data


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\0\1", b"\0\2a", b"\0\1a\0", b"\xff\xff" + bytes(65534), bytes(2 * 257)]
)
def test_a_bundle_that_is_cut_off_or_empty_or_too_long_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"tile\.mismatch"):
        tile.parse_bundle(data)


def test_the_largest_entry_is_65535_bytes() -> None:
    assert tile.parse_bundle(tile.bundle([bytes(65535), b""])) == [bytes(65535), b""]
    with pytest.raises(FormatError, match=r"record\.too-large"):
        tile.bundle([bytes(65536)])


@pytest.mark.parametrize("count", [0, 257])
def test_a_bundle_holds_1_to_256_entries(count: int) -> None:
    with pytest.raises(ValueError, match="a bundle of"):
        tile.bundle([b""] * count)


@given(steps=st.lists(st.integers(0, 700), min_size=1, max_size=6))
def test_a_log_that_grows_in_steps_has_at_each_step_every_tile_that_it_needs(steps: list[int]) -> None:
    tree, files, size = merkle.Tree(), dict[str, bytes](), 0
    for step in steps:
        for place in range(size, size + step):
            tree.append(merkle.leaf_hash(b"%d" % place))
        written = dict(tile.tiles(tree, size + step, size))
        assert not written.keys() & files.keys(), "a tile is immutable and written once"
        files |= written
        size += step
        needed = dict(tile.tiles(tree, size))
        assert needed.items() <= files.items()
        assert needed.keys() == {path for path in tile.all_paths(size) if "entries" not in path}


def test_tiles_of_the_next_level_hold_roots_of_full_tiles() -> None:
    tree = tree_of([b"%d" % place for place in range(520)])
    hashes = dict(tile.tiles(tree, 520))
    assert hashes["tile/1/000.p/2"][32:] == tree_of([b"%d" % place for place in range(256, 512)]).root()
    assert hashes["tile/0/002.p/8"] == tree.hashes(0, 512, 520)
