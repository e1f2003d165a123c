import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';
import { certificateOf, easyRules, readPdf, readZip, studies } from '../support/certificates.mjs';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { binary, startServer } from '../support/server.mjs';

const run = promisify(execFile);

onEachDatabase('evidence', (kind) => {
    let server, admin, manager, supervisor, trainee, colleague, asked, held, bytes, files, folder;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        [trainee, colleague] = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        await easyRules(manager);
        const taught = await course(manager);
        asked = await offering(manager, supervisor, taught.id, [trainee, colleague]);
        await studies(trainee, taught.curriculums[0].contents[0].id, asked.id);
        held = await certificateOf(trainee, asked.id);
        folder = mkdtempSync(join(process.env.AHIMMOYAK_TEST_TMP ?? tmpdir(), 'evidence-'));
    });
    after(() => server?.end());

    const path = () => `/v1/evidence/offerings/${asked.id}`;
    /** What the subcommand says, far from any server. */
    const check = async (name, content, ...more) => {
        const file = join(folder, name);
        writeFileSync(file, content);
        return run(binary, ['evidence', 'verify', file, ...more], { cwd: folder }).then(({ stdout }) => ({ code: 0, said: stdout }), (failed) => ({ code: failed.code, said: failed.stdout + failed.stderr }));
    };

    it('holds everything that stands behind the completions', async () => {
        bytes = (await manager.get(path())).is(200).bytes;
        files = readZip(bytes);
        assert.deepEqual(Object.keys(files).sort(), ['evidence.json', 'evidence.xlsx', 'manifest.json', 'manifest.sig', 'summary.pdf']);
        const all = JSON.parse(files['evidence.json'].toString());
        assert.deepEqual([all.institutionName, all.offering.id, all.trainees.length, all.examOutages], [manager.organisation.name, asked.id, 2, []]);
        const one = all.trainees.find((each) => each.trainee.userId === trainee.account.userId);
        assert.equal(one.certificates[0].number, held.number);
        assert.equal(one.viewings[0].address, trainee.address);
        assert.ok(one.viewings[0].creditedSeconds >= 1 && one.consents.length > 0 && one.days.length === 1);
        assert.ok(all.offering.history.length >= 3);
        assert.ok(Object.keys(readZip(files['evidence.xlsx'])).filter((name) => name.startsWith('xl/worksheets/sheet')).length >= 11);
        for (const each of [held.number, trainee.who.email]) assert.ok(readText(files['summary.pdf']).includes(each));
    });

    const readText = (pdf) => readPdf(pdf, { qr: false }).text;

    it('is signed by a key that anybody can ask for', async () => {
        const { key } = await trainee.read('/v1/evidence/key');
        const list = JSON.parse(files['manifest.json'].toString());
        assert.equal(list.key, key);
        for (const each of list.files) assert.deepEqual([each.size, each.sha256], [files[each.name].length, createHash('sha256').update(files[each.name]).digest('hex')]);
        const known = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
        assert.ok(verify(null, files['manifest.json'], known, Buffer.from(files['manifest.sig'].toString(), 'base64url')));
    });

    it('is verified offline, and every change is noticed', async () => {
        const { key } = await trainee.read('/v1/evidence/key');
        const good = await check('good.zip', bytes, '--key', key);
        assert.equal(good.code, 0, good.said);
        assert.equal((await check('good.zip', bytes, '--data', server.data)).code, 0, 'on the installation itself');
        assert.match((await check('good.zip', bytes)).said, /not known here/);
        assert.match((await check('good.zip', bytes, '--key', 'A'.repeat(43))).said, /another key/);
        // As somebody who wants to pass would do it.
        const forge = `import sys,zipfile\nsource,target,what=sys.argv[1:4]\nz=zipfile.ZipFile(source);o=zipfile.ZipFile(target,'w')\nfor n in z.namelist():\n    b=z.read(n)\n    if n==what: b=b.replace(b'progressPercent',b'progressPercenT',1) if n=='evidence.json' else b.replace(b'evidence.json',b'evidence.jsoN',1)\n    if not (what=='gone' and n=='summary.pdf'): o.writestr(n,b)\nif what=='more': o.writestr('more.txt','x')\no.close()`;
        for (const [what, complaint] of [['evidence.json', /evidence.json was changed/], ['manifest.json', /list of files was changed/], ['gone', /summary.pdf is missing/], ['more', /were not signed/]]) {
            const target = join(folder, `${what}.zip`);
            await run('python3', ['-c', forge, join(folder, 'good.zip'), target, what]);
            const { readFileSync } = await import('node:fs');
            const bad = await check(`${what}.zip`, readFileSync(target), '--key', key);
            assert.ok(bad.code === 1 && complaint.test(bad.said), `${what}: ${bad.said}`);
        }
        assert.equal((await check('no.zip', Buffer.from('no zip'), '--key', key)).code, 1);
    });

    it('is for the managers of the institution, and looking at it is noted', async () => {
        for (const who of [supervisor, trainee]) (await who.get(path())).is(403);
        (await (await institution(server, admin)).get(path())).is(404);
        const { items } = await admin.read('/v1/admin/audit?limit=100');
        assert.ok(items.some((each) => each.action === 'GET /v1/evidence/offerings/{courseProvideId}'), JSON.stringify(items[0]));
    });
});
