import asyncio


async def work(n):
    await asyncio.sleep(0)
    return n


def program(n: int):
    return asyncio.run(work(n))
