"""A demo company and its invoices, drawn from a seed, with known truth."""
