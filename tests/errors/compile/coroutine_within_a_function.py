import asyncio


def program(n: int):
    async def work():
        return n

    return asyncio.run(work())
