// Interop verifies a published log with Go's own packages, and nothing else.
//
// It reads the folder named by DANBIET_LOG (checkpoint, tile/, cosigned/) and the log's key in DANBIET_VKEY, and checks
//
//   - that the checkpoint, and each one in cosigned/, is a note signed by the key, about the log that the key names;
//   - that the entries, hashed from the first to the last, give the checkpoint's root;
//   - that the tiles give an inclusion proof of each entry, and a consistency proof from each cosigned checkpoint.
//
// It shares no code with the log that it reads. Only golang.org/x/mod/sumdb/{note,tlog} do the work.
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
)

func main() {
	log.SetFlags(0)
	size, cosigned, err := verify(os.Getenv("DANBIET_LOG"), os.Getenv("DANBIET_VKEY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("entries %d, cosigned checkpoints %d\n", size, cosigned)
}

func verify(folder, vkey string) (size int64, cosigned int, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, 0, err
	}
	tree, err := openCheckpoint(filepath.Join(folder, "checkpoint"), verifier)
	if err != nil {
		return 0, 0, err
	}
	reader := tlog.TileHashReader(tree, tiles(folder))
	if err := checkEntries(folder, tree, reader); err != nil {
		return 0, 0, err
	}
	cosigned, err = checkCosigned(filepath.Join(folder, "cosigned"), verifier, tree, reader)
	return tree.N, cosigned, err
}

// openCheckpoint reads a note signed by the log: origin, size, root. (tlog.ParseTree knows another first line only.)
func openCheckpoint(path string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", path, err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("%s: not a checkpoint of %s", path, verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, fmt.Errorf("%s: size %q", path, lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries hashes every entry into a tree of its own, and proves each one from the published tiles.
func checkEntries(folder string, tree tlog.Tree, reader tlog.HashReader) error {
	own := hashes{}
	for start := int64(0); start < tree.N; start += width {
		entries, err := readBundle(folder, start/width, min(width, tree.N-start))
		if err != nil {
			return err
		}
		for offset, entry := range entries {
			index := start + int64(offset)
			stored, err := tlog.StoredHashes(index, entry, &own)
			if err != nil {
				return err
			}
			own = append(own, stored...)
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			if err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
		}
	}
	root, err := tlog.TreeHash(tree.N, &own)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the entries give the root %v, the checkpoint says %v", root, tree.Hash)
	}
	return nil
}

// checkCosigned proves that the log still begins with each tree that its witnesses saw.
func checkCosigned(folder string, verifier note.Verifier, tree tlog.Tree, reader tlog.HashReader) (int, error) {
	files, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for _, file := range files {
		old, err := openCheckpoint(filepath.Join(folder, file.Name()), verifier)
		if err != nil {
			return 0, err
		}
		if strconv.FormatInt(old.N, 10) != file.Name() {
			return 0, fmt.Errorf("cosigned/%s is of size %d", file.Name(), old.N)
		}
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		if err != nil {
			return 0, fmt.Errorf("cosigned/%s: %w", file.Name(), err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return 0, fmt.Errorf("cosigned/%s: %w", file.Name(), err)
		}
	}
	return len(files), nil
}

// readBundle reads the entries of one tile: each after its length as two bytes, big-endian.
func readBundle(folder string, index, count int64) ([][]byte, error) {
	path := tilePath(tlog.Tile{H: height, L: -1, N: index, W: int(count)})
	data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut off", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries, data = append(entries, data[2:end]), data[end:]
	}
	if int64(len(entries)) != count {
		return nil, fmt.Errorf("%s has %d entries", path, len(entries))
	}
	return entries, nil
}

// tilePath is Go's path of a tile without its height, and with "entries" where Go says "data".
func tilePath(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// hashes keeps the hashes of a tree in the order that Go numbers them.
type hashes []tlog.Hash

func (h *hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for place, index := range indexes {
		found[place] = (*h)[index]
	}
	return found, nil
}

// tiles reads the tiles of a folder; Go checks each against the root before it uses one of its hashes.
type tiles string

func (folder tiles) Height() int { return height }

func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for place, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(string(folder), filepath.FromSlash(tilePath(tile))))
		if err != nil {
			return nil, err
		}
		found[place] = data
	}
	return found, nil
}

func (folder tiles) SaveTiles([]tlog.Tile, [][]byte) {}
