"""The smallest system that `up` can run: a page, and a task that leaves a mark."""
