// start: from exec to the first answered request on an existing database, and idle memory.
import { finish, memoryOf, round, startProduct, stopProcess, table } from './support.mjs';

try {
    const first = await startProduct({ demo: true });
    await stopProcess(first.child);
    const times = [];
    let memory = 0;
    for (let i = 0; i < 10; ++i) {
        const again = await startProduct({ data: first.data });
        times.push(again.startedIn);
        if (i === 9) {
            await new Promise((r) => setTimeout(r, 2000));
            memory = memoryOf(again.child.pid);
        }
        await stopProcess(again.child);
    }
    times.sort((a, b) => a - b);
    table('start: exec to the first answer on an existing database', ['starts', 'min ms', 'median ms', 'max ms', 'idle MiB'],
        [[times.length, round(times[0], 0), round(times[5], 0), round(times[9], 0), round(memory)]]);
} finally {
    await finish();
}
