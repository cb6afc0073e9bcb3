"""What is stored instead of a password."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher

# Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Hashing keeps a core busy, so more threads would only take the cores from everything else.
_threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    """Takes tens of milliseconds by design: never call it inside a transaction."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)
