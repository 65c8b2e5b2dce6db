"""Counters in Redis, shared by several machines: one script a step, run by Redis as a whole."""

from functools import lru_cache
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from idp.domain.errors import Unavailable

TIMEOUT_SECONDS = 0.5
PREFIX = "efp:rate:1:"

# KEYS[1]: the counter. ARGV: now, most, life in flight, in milliseconds.
# Answers {1} or {0, milliseconds to wait, whether the failures alone fill the limit}.
RESERVE = """
local now, most, life = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local c = redis.call('HMGET', KEYS[1], 'failures', 'ends', 'flying', 'until')
local failures, ends = tonumber(c[1] or 0), tonumber(c[2] or 0)
local flying, last = tonumber(c[3] or 0), tonumber(c[4] or 0)
if ends <= now then failures = 0 end
if last <= now then flying = 0 end
if failures >= most then return {0, ends - now, 1} end
if failures + flying >= most then return {0, last - now, 0} end
if flying == 0 then last = now + life end
redis.call('HSET', KEYS[1], 'flying', flying + 1, 'until', last)
redis.call('PEXPIRE', KEYS[1], math.max(life, ends - now))
return {1}
"""

# KEYS[1]: the counter. ARGV: now, whether it failed, window, in milliseconds.
RELEASE = """
local now, failed, window = tonumber(ARGV[1]), ARGV[2] == '1', tonumber(ARGV[3])
local c = redis.call('HMGET', KEYS[1], 'failures', 'ends', 'flying')
local failures, ends, flying = tonumber(c[1] or 0), tonumber(c[2] or 0), tonumber(c[3] or 0)
redis.call('HSET', KEYS[1], 'flying', math.max(flying - 1, 0))
if failed then
  if ends <= now or failures == 0 then failures, ends = 0, now + window end
  redis.call('HSET', KEYS[1], 'failures', failures + 1, 'ends', ends)
end
redis.call('PEXPIRE', KEYS[1], math.max(window, ends - now))
return 1
"""


def reserve(url: str, name: str, *, now: int, most: int, life: int) -> list[int]:
    """Run the first step; instants and durations in milliseconds. Raises Unavailable."""
    answer = _run(url, RESERVE, name, now, most, life)
    return [int(number) for number in answer]


def release(url: str, name: str, *, now: int, failed: bool, window: int) -> None:
    """Run the last step; instants and durations in milliseconds. Raises Unavailable."""
    _run(url, RELEASE, name, now, int(failed), window)


def _run(url: str, script: str, name: str, *arguments: int) -> Any:
    try:
        return _connect(url).eval(script, 1, PREFIX + name, *arguments)
    except (RedisError, OSError) as error:
        raise Unavailable(cause=type(error).__name__) from error


@lru_cache(maxsize=4)
def _connect(url: str) -> Redis:
    return Redis.from_url(
        url, socket_connect_timeout=TIMEOUT_SECONDS, socket_timeout=TIMEOUT_SECONDS
    )
