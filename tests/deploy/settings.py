"""Today's release with the toy process as its only one."""

from config.settings import *  # noqa: F403 -- everything else is as ever

WORKFLOW_PROCESSES = ["tests.workflow.toy.PARCEL"]
