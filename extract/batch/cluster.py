"""Shards as tasks of Ray, on one machine or on a cluster whose machines share the folder of the results."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any, Self

from extract.batch.work import Task, process_shard
from extract.errors import UsageError
from extract.files import needed
from extract.parallel import Outcome, WorkerDied

LOCAL = "local"
PATIENCE = 10
"""Seconds to wait for an answer."""


class Cluster:
    """The processors of a Ray cluster; ``local`` starts one on this machine for the run."""

    def __init__(self, address: str, size: int | None) -> None:
        """``size``: tasks at a time; without it as many as the cluster has processors."""
        self._address, self._size = address, size or 0
        self._under_way: dict[Any, Task] = {}

    def __enter__(self) -> Self:
        """Connect. Raises UsageError where that fails."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        if self._address != LOCAL and _has_token():  # read when ray is imported; a cluster that asks for no token takes no notice
            os.environ.setdefault("RAY_AUTH_MODE", "token")
        self._ray = needed("ray", f"--ray {self._address}", extra="cluster")
        _answers(self._address)
        quiet: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
        try:
            if self._address == LOCAL:
                self._ray.init(address="local", num_cpus=self._size or None, include_dashboard=False, **quiet)
            else:
                self._ray.init(address=self._address, **quiet)
        except (ConnectionError, ValueError, RuntimeError, self._ray.exceptions.RayError) as error:
            raise UsageError(_refused(self._address, error)) from None
        self._size = self._size or int(self._ray.cluster_resources().get("CPU", 1))
        self._run = self._ray.remote(max_retries=0)(process_shard)
        return self

    def __exit__(self, *about: Any) -> None:
        """Disconnect; tasks under way are ended."""
        self._ray.shutdown()

    @property
    def free(self) -> bool:
        """Whether another task can be submitted."""
        return len(self._under_way) < self._size

    @property
    def busy(self) -> bool:
        """Whether a task is still under way."""
        return bool(self._under_way)

    def submit(self, task: Task) -> None:
        """Begin a task."""
        self._under_way[self._run.remote(task)] = task

    def next(self) -> Outcome:
        """Wait for the next task that ends."""
        (ready,), _ = self._ray.wait(list(self._under_way), num_returns=1)
        return self._outcome(ready, self._under_way.pop(ready))

    def alone(self, task: Task) -> Outcome:
        """Run one task, and wait for it: a task that dies takes no other with it here."""
        return self._outcome(self._run.remote(task), task)

    def _outcome(self, reference: Any, task: Task) -> Outcome:
        try:
            return Outcome(task, self._ray.get(reference))
        except self._ray.exceptions.RayTaskError as error:
            return Outcome(task, error=RuntimeError(str(error.cause)))
        except self._ray.exceptions.RayError as error:
            return Outcome(task, error=WorkerDied(type(error).__name__))


def _answers(address: str) -> None:
    """Raise UsageError where nothing listens at HOST:PORT: Ray itself would try for many minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise UsageError(_nobody(address, error)) from None


def _has_token() -> bool:
    """Whether this machine has a token for Ray clusters, in one of the three places where Ray looks for it."""
    return bool(os.environ.get("RAY_AUTH_TOKEN") or os.environ.get("RAY_AUTH_TOKEN_PATH")) or (Path.home() / ".ray" / "auth_token").is_file()


def _refused(address: str, error: Exception) -> str:
    if address == LOCAL:
        return f"--ray local: Ray does not start ({error})"
    told = "the token here may be another one's" if _has_token() else "no token is here"
    return (
        f"--ray {address}: something listens there, but Ray lets nobody in ({error}). A cluster started by ray start asks for its token, and {told}: "
        "put that of its head node (~/.ray/auth_token there) into ~/.ray/auth_token here, or into RAY_AUTH_TOKEN"
    )


def _nobody(address: str, error: Exception) -> str:
    return f"--ray {address}: no cluster answers there ({error}); start one with: ray start --head"
