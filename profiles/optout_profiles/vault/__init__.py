"""The encrypted list: keys, sealed records, one SQLite file."""
