"""What must hold whatever happens, as rules that look for where it doesn't: one file a rule.

Simulations, chaos runs and the nightly check of an installation use the same rules; UPKEEP_RULES lists them.
"""

from workflow.invariants.rule import Breach, Broken, Examined, Looked, Rule, Scope, Unchecked

__all__ = ["Breach", "Broken", "Examined", "Looked", "Rule", "Scope", "Unchecked"]
