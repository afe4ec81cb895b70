"""One writer at a time.

Owns the lock beside the vault's file. The system drops it when its holder dies, however it dies.
"""

from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from optout_profiles.errors import VaultHeld, VaultNotWritable


def lock_for_writing(path: Path) -> BaseFileLock:
    """Return the held lock of a vault, at once; raises ``VaultHeld`` or ``VaultNotWritable``.

    Any thread may release it. The lock's file stays. It stands beside the file itself, so that
    symbolic links to one vault share one lock; of hard links nobody can tell which is the file.
    """
    file = path.resolve()
    lock = FileLock(f"{file}.lock", mode=0o600, thread_local=False)
    try:
        if file.exists() and file.stat().st_nlink > 1:
            raise VaultNotWritable(path, "it has another name, a hard link, that must go first")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise VaultHeld(path) from error
    except OSError as error:
        raise VaultNotWritable(path, error.strerror or "its lock can't be taken") from error
    except NotImplementedError as error:
        raise VaultNotWritable(path, "its file system has no locks") from error
    if _is_soft(lock):
        lock.release()
        raise VaultNotWritable(path, "its file system has no locks")
    return lock


def _is_soft(lock: BaseFileLock) -> bool:
    # filelock turns into a soft lock where flock is missing; that would outlive a killed holder.
    return isinstance(lock, SoftFileLock)
