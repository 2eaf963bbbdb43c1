"""The session folder: names, records, lock, publication all or nothing."""
