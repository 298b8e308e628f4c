"""One review is one TinyDB file: storage, decoding, saving, locking."""
