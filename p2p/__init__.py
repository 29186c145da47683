"""Invoices: the only place that knows what one is. Plugs its steps into the engine."""
