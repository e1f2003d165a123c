// chat-fanout: what it costs to hand a message to everybody in a room, in rooms of three sizes. All rooms are those of lectures, with
// everything that holds in them: tokens, rights, word filter, history in the database. Beside it, in the same run: nginx with its
// nchan module, as many WebSockets, messages as long, which keeps and checks nothing. After each run it asserts that everybody heard all.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crowd, ownCpuSeconds } from './lecture.mjs';
import { benchmark, memoryOf, round, startNginx, startProduct, table, temporaryFolder } from './support.mjs';
import { addOffering, addTrainees, enroll, placesOf, sqlOf, tokensOf } from './trainees.mjs';

const deliveries = Number(process.env.BENCH_DELIVERIES ?? 20_000); // a second
const seconds = Number(process.env.BENCH_SECONDS ?? 15);
// The largest first: what memory its connections take is taken anew.
const sizes = [{ size: Number(process.env.BENCH_LARGEST ?? 5000), rooms: 1 }, { size: 100, rooms: 10 }, { size: 10, rooms: 100 }];
const ofOnePerson = 8; // connections in a room: so that 5,000 need no 5,000 people

async function talk(server, port, places, { size, how }) {
    const file = join(temporaryFolder(), 'places');
    writeFileSync(file, places.map((each) => `${each.room} ${each.path} ${each.token}\n`).join(''));
    const before = memoryOf(server.pid);
    const crowd = new Crowd('chat', port, file, deliveries / size, seconds, how);
    await crowd.line('here');
    await crowd.line('connected');
    const memory = (memoryOf(server.pid) - before) * 1024 / places.length;
    await crowd.line('begin');
    const cpu = ownCpuSeconds(server.pid);
    await crowd.line('end');
    const used = ownCpuSeconds(server.pid) - cpu;
    const got = await crowd.line();
    await crowd.ended;
    assert.equal(got.heard, got.due, 'everybody hears everything once');
    return { ...got, cpu: used, memory };
}

/** Rooms of so many, and a token for each connection. */
async function rooms(product, manager, offering, people, { size, rooms: count }) {
    const minutes = (n) => new Date(Date.now() + n * 60_000).toISOString();
    const places = [];
    for (let room = 0; room < count; room += 1) {
        const { id } = await manager.post('/v1/live', { courseProvideId: offering, title: `room ${size}.${room}`, startTime: minutes(1), endTime: minutes(60) });
        const one = async (n) => {
            const who = people[size > people.length ? Math.floor(n / ofOnePerson) : (room * size + n) % people.length];
            const answer = await fetch(`${product.address}/v1/live/${id}/chat-token`, { method: 'POST', headers: { authorization: `Bearer ${who}` } });
            assert.ok(answer.ok, `a token: ${answer.status}`);
            places.push({ room, path: '/chat', token: (await answer.json()).token });
        };
        // A token works for a minute.
        for (let n = 0; n < size; n += 32) await Promise.all(Array.from({ length: Math.min(32, size - n) }, (_, i) => one(n + i)));
    }
    return places;
}

await benchmark(async () => {
    const product = await startProduct({ demo: true });
    const sql = sqlOf(product);
    const { manager, institution, company } = await placesOf(product);
    const offering = addOffering(sql, { institution, company, lessons: 1, title: '채팅' });
    const users = addTrainees(sql, { company, count: Math.ceil(Math.max(...sizes.map((each) => each.size)) / ofOnePerson) });
    enroll(sql, offering.id);
    const people = await tokensOf(product, sql, users);
    const nginx = await startNginx({ before: 'load_module /usr/lib/nginx/modules/ngx_nchan_module.so; worker_rlimit_nofile 20000;', connections: 12_000,
        more: 'location ~ ^/sub/(\\d+)$ { nchan_subscriber websocket; nchan_channel_id $1; nchan_subscriber_first_message newest; } location ~ ^/pub/(\\d+)$ { nchan_publisher http; nchan_channel_id $1; }' });

    const rows = [];
    for (const each of sizes) {
        const ours = await talk(product.child, product.port, await rooms(product, manager, offering.id, people, each), { size: each.size, how: 'websocket' });
        const theirs = await talk(nginx.child, new URL(nginx.address).port, Array.from({ length: each.size * each.rooms }, (_, n) => ({ room: n % each.rooms, path: `/sub/${n % each.rooms}`, token: '-' })), { size: each.size, how: 'http' });
        const line = (what, got) => [what, round(got.cpu / got.heard * 1e6, 2), round(got.heard / got.cpu, 0), round(got.heard / got.seconds, 0), got.bytes, round(got.late.p50), round(got.late.p99), each.size === sizes[0].size ? round(got.memory) : '', round(ours.cpu / ours.heard / (got.cpu / got.heard), 2)];
        rows.push(line(`${each.rooms} × ${each.size} (goal ≥ 100000, ≤ 10 KiB)`, ours), line('  nginx with nchan, WebSockets', theirs));
    }
    table(`chat-fanout: ${seconds} s each, ${deliveries} deliveries a second are due`,
        ['rooms × people', 'CPU µs/delivery', 'deliveries/CPU second', 'deliveries/s', 'bytes', 'p50 ms', 'p99 ms', 'KiB/connection', 'CPU ours ÷ this'], rows);
});
