"""A small disk of its own for the document store, so that it can be full. Needs the right to mount."""

import shutil
import subprocess
from pathlib import Path

SIZE = "64m"


def mounted(folder: Path) -> bool:
    """Whether a small disk now lies at the folder. Without the right to mount, nothing has changed."""
    mount = shutil.which("mount")
    if mount is None:
        return False
    command = [mount, "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "documents", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unmount(folder: Path) -> None:
    """Take the disk away; what was on it then lies in the folder itself, for whoever looks into a failure."""
    if not folder.is_mount():
        return
    kept = folder.with_name("documents.kept")
    shutil.copytree(folder, kept)
    subprocess.run([shutil.which("umount") or "umount", "--lazy", str(folder)], check=True)
    folder.rmdir()
    kept.rename(folder)
