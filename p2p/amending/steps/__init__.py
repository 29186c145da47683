"""The steps of the process."""
