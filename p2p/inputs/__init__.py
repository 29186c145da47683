"""What each step's checks look at: one frozen value a step, filled by its `load`, stored on the step run."""
