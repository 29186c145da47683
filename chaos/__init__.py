"""Breaks the running product on purpose and counts what comes of it. A development tool: nothing imports it."""
