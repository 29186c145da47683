"""When an invoice is paid, how much, and to which account."""
