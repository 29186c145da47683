"""The engine's record in the admin: everything can be read, nothing can be changed.

A person's answer goes through `engine.decide`, in the portal or by command; there is no other way in.
"""

from workflow.admin import background, cases, telling, work
from workflow.admin.kinds import RecordAdmin

__all__ = ["RecordAdmin", "background", "cases", "telling", "work"]
