"""One page a file: load, one call, report."""
