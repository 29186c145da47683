"""The servers that come along: PostgreSQL and Valkey, and the process tree of `up`."""
