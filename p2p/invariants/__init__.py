"""What must hold for invoices, mails and money: one file a rule, listed in UPKEEP_RULES."""
