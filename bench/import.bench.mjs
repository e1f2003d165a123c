// import: 2,000 rows of a CSV file into a company: the preview, the import (an invitation and a
// letter for each, in one transaction on the disk), and the same file once more. Over SQLite and PostgreSQL with commits
// that wait for the disk; then the export of all of them.
import assert from 'node:assert/strict';
import { benchmark, cpuSeconds, databases, memoryOf, round, signIn, startPostgres, startProduct, stopProcess, table } from './support.mjs';

const rows = 2000;
const goal = 2000;

async function measured(pids, work) {
    const cpu = cpuSeconds(...pids);
    const began = performance.now();
    const value = await work();
    return { value, took: performance.now() - began, cpu: (cpuSeconds(...pids) - cpu) * 1000 };
}

await benchmark(async () => {
    const lines = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const supervisor = await signIn(product, 'supervisor1');
        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const send = async (path, body) => {
            const answer = await fetch(`${product.address}/v1/companies/employees/${path}`, { method: 'POST', headers: { ...supervisor.headers, 'content-type': 'application/octet-stream' }, body });
            if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
            return answer.json();
        };
        const csv = Buffer.from(['이름,이메일,전화번호,부서', ...Array.from({ length: rows }, (_, i) => `직원${i},bench${i}@import.example.kr,010-0000-${String(i).padStart(4, '0')},${i % 40}팀`)].join('\r\n'));

        const add = (what, got) => lines.push([`${what}, ${name}`, round(got.took, 0), round(got.cpu, 0), round(memoryOf(product.child.pid))]);
        const preview = await measured(pids, () => send('import/preview', csv));
        assert.equal(preview.value.addCount, rows);
        add('preview of a CSV', preview);
        const saved = await measured(pids, () => send('import', csv));
        assert.deepEqual(saved.value, { addedCount: rows, unchangedCount: 0 });
        assert.ok(saved.took < goal, `${saved.took} ms`);
        add(`import of it (goal ≤ ${goal} ms)`, saved);
        const again = await measured(pids, () => send('import', csv));
        assert.deepEqual(again.value, { addedCount: 0, unchangedCount: rows });
        add('import of it once more', again);
        const exported = await measured(pids, async () => (await fetch(`${product.address}/v1/companies/employees/export`, { headers: supervisor.headers })).arrayBuffer());
        assert.ok(exported.value.byteLength > 50_000);
        add('export as XLSX', exported);
        await stopProcess(product.child);
    }
    table(`import: ${rows} rows, one at a time; CPU of all our processes, PostgreSQL's included`, ['measured', 'ms', 'CPU ms', 'MiB'], lines);
});
