"""The workloads of AsyncioTwin as typical asyncio code.

usage: asyncio_workloads.py WORKLOAD SIZE ROUNDS
Prints the seconds of each round, without the start of the interpreter, and the result.
"""
import asyncio
import sys
import time


async def gather(size):
    async def one():
        return 1

    return sum(await asyncio.gather(*(one() for _ in range(size))))


async def sleepers(size):
    async def sleeper():
        await asyncio.sleep(0.1)
        return 1

    return sum(await asyncio.gather(*(sleeper() for _ in range(size))))


async def queue(size):
    items = asyncio.Queue(100)

    async def produce():
        for i in range(size):
            await items.put(i)

    producer = asyncio.create_task(produce())
    total = 0
    for _ in range(size):
        total += await items.get()
    await producer
    return total


async def generator(size):
    async def numbers():
        for i in range(size):
            yield i

    total = 0
    async for number in numbers():
        total += number
    return total


async def semaphore(size):
    permits = asyncio.Semaphore(3)
    count = 0

    async def enter():
        nonlocal count
        async with permits:
            count += 1

    await asyncio.gather(*(enter() for _ in range(size)))
    return count


def main():
    workload, size = globals()[sys.argv[1]], int(sys.argv[2])
    for _ in range(int(sys.argv[3])):
        begin = time.perf_counter()
        result = asyncio.run(workload(size))
        print(time.perf_counter() - begin, result)


main()
