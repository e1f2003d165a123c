import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '../support/client.mjs';
import { course } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { ask } from '../support/http.mjs';
import { company, employee, institution, password, setUp, signUp } from '../support/people.mjs';
import { binary, prepareServer, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const command = async (server, ...words) => {
    const args = [...words, '--data', server.data, ...(server.database ? ['--database', server.database] : [])];
    try {
        const { stdout } = await promisify(execFile)(binary, args);
        return { code: 0, out: stdout };
    } catch (failed) {
        return { code: failed.code, signal: failed.signal, out: `${failed.stdout}${failed.stderr}` };
    }
};
const archives = (folder) => readdirSync(folder).filter((name) => name.endsWith('.tar'));

onEachDatabase('backups', (kind) => {
    let server, admin, manager, supervisor, trainee, taught, video;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        taught = await course(manager);
        video = await fileOf(manager);
    });
    after(() => server?.end());

    /** The bytes of the first lesson's file. */
    const fileOf = async (who) => {
        const lesson = taught.curriculums[0].contents[0];
        const { url } = await who.read(`/api/v1/courses/curriculums/contents/${lesson.id}`);
        return (await who.get(url, { checked: false })).is(200).bytes;
    };
    const list = () => admin.read('/v1/admin/backups');
    const finished = () => until('nothing is being done', async () => { const all = await list(); return !all.running && all; }, { seconds: 60 });
    const make = async () => {
        const begun = (await admin.post('/v1/admin/backups')).is(201).body;
        assert.equal(begun.restores, false);
        const { items } = await finished();
        assert.ok(!items[0].failure, items[0].failure);
        return items[0];
    };
    /** The server comes back by itself, as another program in the same process. */
    const restored = (before) => until('the server is back', async () => {
        const answer = await ask(`${server.url}/readyz`).catch(() => undefined);
        return answer?.status === 200 && server.log.split('restored from a backup').length > before;
    }, { seconds: 60, every: 50 });
    const restores = () => server.log.split('restored from a backup').length;

    it('is made while the server runs, listed, downloaded and deleted', async () => {
        const made = await make();
        assert.equal(made.kind, 'MANUAL');
        assert.equal(made.database, kind === 'sqlite' ? 'SQLite' : 'PostgreSQL');
        assert.ok(made.size > video.length);
        const file = (await admin.get(`/v1/admin/backups/${made.id}/file`)).is(200);
        assert.equal(file.bytes.length, made.size);
        assert.match(file.headers['content-disposition'], /ahimmoyak-.*\.tar/);
        assert.equal(statSync(join(server.data, 'backups', made.name)).mode & 0o777, 0o600);
        assert.ok(!readdirSync(join(server.data, 'backups')).some((name) => /part|making/.test(name)), 'nothing is left over');
        (await admin.delete(`/v1/admin/backups/${made.id}`)).is(204);
        (await admin.delete(`/v1/admin/backups/${made.id}`)).is(404);
        (await admin.get(`/v1/admin/backups/${made.id}/file`)).is(404);
        (await manager.get('/v1/admin/backups')).is(403);
    });

    it('two at once: one is made', async () => {
        const answers = await Promise.all([admin.post('/v1/admin/backups'), admin.post('/v1/admin/backups')]);
        const statuses = answers.map((each) => each.status).sort();
        assert.ok(['201,201', '201,409'].includes(statuses.join()), statuses.join());
        await finished();
    });

    it('brings back what was there, and nothing of what came after', async () => {
        const made = await make();
        const later = await signUp(server, admin, 'later');
        (await manager.put(`/v1/courses/${taught.id}`, { title: '바뀐 제목', introduction: '', instructor: '강사' })).is(200);
        const other = await course(manager);
        (await admin.post(`/v1/admin/backups/${made.id}/restore`, { confirmation: 'yes' })).is(422);
        const before = restores();
        assert.equal((await admin.post(`/v1/admin/backups/${made.id}/restore`, { confirmation: 'restore' })).is(200).body.restores, true);
        await restored(before);

        // Everybody of then signs in anew: numbers are given again, and an old token must not mean somebody new.
        for (const who of [admin, manager, later]) {
            (await who.get('/auth/v1/info')).is(401);
            (await who.post('/auth/refresh')).is(401);
        }
        (await new Client(server).post('/auth/v1/signin', { login: later.who.email, password })).is(401);
        await admin.signIn(admin.account.username, password);
        await manager.signIn(manager.who.username, password);
        assert.equal((await manager.read(`/v1/courses/${taught.id}`)).title, taught.title);
        (await manager.get(`/v1/courses/${other.id}`)).is(404);
        assert.deepEqual(await fileOf(manager), video);
        await trainee.signIn(trainee.who.username, password);
        assert.equal(trainee.account.companyId, supervisor.organisation.id);
        const all = await list();
        assert.equal(all.lastRestored.madeAt, made.madeAt);
        assert.ok(existsSync(join(server.data, all.lastRestored.replacedFolder, kind === 'sqlite' ? 'database.db' : 'database.dump')));
        assert.ok(all.items.some((each) => each.id === made.id), 'the backup itself is still there');
        // And it works on.
        await signUp(server, admin, 'again');
        await course(manager);
    });

    it('a damaged one is refused by name, and nothing changes', async () => {
        const made = await make();
        const bytes = readFileSync(join(server.data, 'backups', made.name));
        bytes[Math.floor(bytes.length / 2)] ^= 1;
        (await admin.post('/v1/admin/backups/upload', undefined, { raw: Buffer.from('no backup at all'), headers: { 'content-type': 'application/octet-stream' } })).is(422);
        (await admin.post('/v1/admin/backups/upload', undefined, { raw: bytes, headers: { 'content-type': 'application/octet-stream' } })).is(409);
        (await admin.delete(`/v1/admin/backups/${made.id}`)).is(204);
        const brought = (await admin.post('/v1/admin/backups/upload', undefined, { raw: bytes, headers: { 'content-type': 'application/octet-stream' } })).is(200).body;
        assert.equal(brought.kind, 'UPLOADED');
        (await admin.post(`/v1/admin/backups/${brought.id}/restore`, { confirmation: '복원' })).is(200);
        const { restoreFailure } = await finished();
        assert.match(restoreFailure, /damaged/);
        assert.ok(!existsSync(join(server.data, 'restore')));
        assert.equal((await manager.read(`/v1/courses/${taught.id}`)).title, taught.title);
        (await admin.delete(`/v1/admin/backups/${brought.id}`)).is(204);
    });

    it('goes by the command line while the server runs, and into an empty installation', async () => {
        const folder = temporaryFolder('kept');
        const { code, out } = await command(server, 'backup', folder);
        assert.equal(code, 0, out);
        const [name] = archives(folder);
        const fresh = await prepareServer(kind);
        try {
            const done = await command(fresh, 'restore', join(folder, name));
            assert.equal(done.code, 0, done.out);
            await fresh.start();
            const again = await new Client(fresh).signIn(manager.who.username, password);
            assert.equal((await again.read(`/v1/courses/${taught.id}`)).title, taught.title);
            await fresh.stop();
            // Somebody is there now.
            const refused = await command(fresh, 'restore', join(folder, name));
            assert.equal(refused.code, 1);
            assert.match(refused.out, /--replace/);
            assert.equal((await command(fresh, 'restore', join(folder, name), '--replace')).code, 0);
            // Not while it runs.
            await fresh.start();
            assert.match((await command(fresh, 'restore', join(folder, name), '--replace')).out, /in use/);
        } finally {
            await fresh.end();
        }
        assert.equal((await command(server, 'restore', join(folder, 'nothing.tar'))).code, 1);
    });

    it('killed at any moment of a restore, it is the old one or the new one', async () => {
        const folder = temporaryFolder('kill');
        assert.equal((await command(server, 'backup', join(folder, 'old.tar'))).code, 0);
        const victim = await prepareServer(kind);
        assert.equal((await command(victim, 'restore', join(folder, 'old.tar'))).code, 0);
        await victim.start();
        const boss = await new Client(victim).signIn(admin.account.username, password);
        await signUp(victim, boss, 'newcomer');
        await victim.stop();
        assert.equal((await command(victim, 'backup', join(folder, 'new.tar'))).code, 0);
        let outcomes = '';
        for (const milliseconds of [0, 15, 40, 80, 160, 320, 'never']) {
            const running = promisify(execFile)(binary, ['restore', join(folder, 'old.tar'), '--replace', '--data', victim.data, ...(victim.database ? ['--database', victim.database] : [])]);
            const ended = running.then(() => 'done', () => 'killed');
            if (milliseconds !== 'never') setTimeout(() => running.child.kill('SIGKILL'), milliseconds);
            await ended;
            await victim.start();
            const who = await new Client(victim).signIn(admin.account.username, password);
            const people = (await who.read('/v1/admin/members?search=newcomer')).items.length;
            assert.ok(people === 0 || people === 1);
            outcomes += people;
            assert.deepEqual((await (await new Client(victim).signIn(manager.who.username, password)).read(`/v1/courses/${taught.id}`)).title, taught.title);
            await victim.stop();
            if (people === 0) assert.equal((await command(victim, 'restore', join(folder, 'new.tar'), '--replace')).code, 0);
            for (const each of readdirSync(victim.data)) if (each.startsWith('replaced-')) rmSync(join(victim.data, each), { recursive: true });
        }
        assert.match(outcomes, /^1/, 'killed at once it is the old one');
        assert.match(outcomes, /0$/, 'left alone it is the new one');
        await victim.start();
        await victim.end();
    });
});
