"""Many readers at once: sessions over real websockets, on this machine alone.

The reader here is no browser: it speaks as much of Streamlit's protocol as opens a session and
takes in all of its first run.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.bar import BenchError, Figure
from bench.others import OtherLoad
from bench.peers import OURS
from bench.served_pages import APPS, App, serving
from bench.server import Server

COUNTS = (1, 10, 50, 100)
COMING = 200  # opened and closed, one batch after another
BEFORE = 100  # that come and go before those, until the allocator has the memory that it keeps
BATCH = 20
AT_ONCE = 4  # sessions that open at the same time
PATIENCE = 60.0  # seconds for a first run; the very first one of a server draws the document
TIME_LIMIT = 240.0  # seconds for all sessions of an app
FORGET = 3  # seconds after which Streamlit drops a closed session; by itself, it waits for 120
SETTLED = 1.5
EACH = 2.0  # MB a session above the first
BACK = 1.10  # of the memory before, once all have gone


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure each app's server: its memory in MB with open sessions and after they closed."""
    figures = []
    for app in APPS:
        with serving(other_load, app, forget=FORGET) as server:
            app_figures = asyncio.run(bounded(loaded(server, app)))
        figures += app_figures
    return figures


async def bounded(work: Awaitable[list[Figure]]) -> list[Figure]:
    """Wait for figures. Raises BenchError where they take longer than `TIME_LIMIT` seconds."""
    try:
        return await asyncio.wait_for(work, TIME_LIMIT)
    except TimeoutError:
        raise BenchError(f"The sessions were not through in {TIME_LIMIT:.0f} s") from None


async def loaded(server: Server, app: App) -> list[Figure]:
    """Measure a server's memory with ever more sessions, and after many have come and gone."""
    figures, held, memory = [], [], {}
    runs: list[float] = []
    try:
        for count in COUNTS:
            held += await several(server, count - len(held), runs)
            await asyncio.sleep(SETTLED)
            memory[count] = server.memory()
            figures.append(Figure(f"memory, {count} sessions open", memory[count], "MB",
                                  tool=app.name))  # fmt: skip
    finally:
        await asyncio.gather(*(connection.close() for connection in held))
    most = COUNTS[-1]
    each = (memory[most] - memory[1]) / (most - 1)
    limits = (EACH, BACK) if app.name == OURS else (None, None)
    await gone(server, runs)
    left = server.memory()
    await come_and_go(server, BEFORE, runs)
    before = server.memory()
    await come_and_go(server, COMING, runs)
    after = server.memory()
    return [
        *figures,
        Figure("memory of a session above the first", each, "MB", limits[0], tool=app.name),
        Figure(f"memory when those {most} have gone", left, "MB", tool=app.name),
        Figure(f"memory when {BEFORE} more have come and gone", before, "MB", tool=app.name),
        Figure(f"memory when {COMING} more have come and gone", after, "MB", tool=app.name),
        Figure(f"growth over the {COMING} that came and went", after / before, "x", limits[1],
               tool=app.name),
        Figure(f"a session's first run, slowest of {len(runs)}", max(runs), "s", tool=app.name),
    ]  # fmt: skip


async def come_and_go(server: Server, number: int, runs: list[float]) -> None:
    """Open and close `number` sessions in batches; adds seconds of their first runs to `runs`."""
    for _ in range(number // BATCH):
        batch = await several(server, BATCH, runs)
        await asyncio.gather(*(connection.close() for connection in batch))
    await gone(server, runs)


async def gone(server: Server, runs: list[float]) -> None:
    """Wait until closed sessions are forgotten, which happens when the next one is put away."""
    await asyncio.sleep(FORGET + 1)
    for connection in await several(server, 1, runs):
        await connection.close()
    await asyncio.sleep(FORGET + 1)
    for connection in await several(server, 1, runs):
        await connection.close()
    await asyncio.sleep(SETTLED)


async def several(server: Server, number: int, runs: list[float]) -> list[ClientConnection]:
    """Open `number` sessions; adds the seconds of their first runs to `runs`."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def open_session() -> ClientConnection:
        async with gate:
            begin = time.perf_counter()
            opened = await session(server.socket_url, server.tail)
            runs.append(time.perf_counter() - begin)
            return opened

    return list(await asyncio.gather(*(open_session() for _ in range(number))))


async def session(url: str, tail: Callable[[], str]) -> ClientConnection:
    """Open a session and wait until its first run has ended; it stays open.

    Raises BenchError, with the end of the server's log, where the run fails or takes too long.
    """
    link = await connect(url, subprotocols=["streamlit"], max_size=None, proxy=None)  # type: ignore[list-item]
    asked = BackMsg(rerun_script=ClientState(query_string=""))
    await link.send(asked.SerializeToString())
    try:
        await asyncio.wait_for(first_run(link), PATIENCE)
    except (TimeoutError, BenchError) as fault:
        await link.close()
        raise BenchError(f"A session's first run failed: {fault}\n{tail()}") from None
    return link


async def first_run(link: ClientConnection) -> None:
    """Wait until a session's first run has ended.

    Raises BenchError where the page shows a fault, or the server ends the session.
    """
    async for data in link:
        message = ForwardMsg()
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise BenchError("the page shows a fault")
        if (
            kind == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return
    raise BenchError("the server ended it")
