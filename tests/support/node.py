"""A node as a process of its own, without the command line: settings come from the environment."""

import asyncio
import signal

from bot.app import App
from bot.settings import Secrets
from bot.settings_file import load


async def main() -> None:
    settings = load()
    app = App(settings, Secrets.from_environment(), settings.database.url)
    task = asyncio.create_task(app.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await asyncio.gather(task, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main())
