"""All planted bugs."""

from chaos.bugs import engine, mail, money, schema

BUGS = (*engine.BUGS, *money.BUGS, *mail.BUGS, *schema.BUGS)
