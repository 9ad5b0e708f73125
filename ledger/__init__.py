"""House one: bytes, keys and trees. It knows no law and no commune, and is a library on its own."""
