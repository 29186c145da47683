"""The web portal for the questions of any process. Knows no invoice."""
