import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, run } from './child.mjs';
import { temporaryFolder } from './folders.mjs';
import { ask } from './http.mjs';
import { freePort } from './ports.mjs';
import { until } from './until.mjs';

/** Ceph's S3 in one process each of monitor, memory disk and gateway: a store that others wrote. */
export async function startCeph() {
    const at = temporaryFolder('ceph');
    const [monitor, legacy, gateway] = [await freePort(), await freePort(), await freePort()];
    const id = '0e1b6a6e-1111-4222-8333-444455556666';
    const keys = { accessKeyId: 'OUTSIDEKEY0123456789', secretAccessKey: 'outsidesecret0123456789outsidesecret0123' };
    for (const each of ['mon', 'osd', 'run', 'log']) mkdirSync(join(at, each));
    const config = join(at, 'ceph.conf');
    const keyring = join(at, 'keyring');
    writeFileSync(config, `[global]
fsid = ${id}
mon host = [v2:127.0.0.1:${monitor},v1:127.0.0.1:${legacy}]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${keyring}
run dir = ${at}/run
admin socket = ${at}/run/$name.asok
pid file = ${at}/run/$name.pid
log file = ${at}/log/$name.log
osd objectstore = memstore
memstore device bytes = 2147483648
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon data avail crit = 1
mon data = ${at}/mon
osd data = ${at}/osd
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:${gateway}
`);
    const ceph = (name, ...words) => run(name, ['-c', config, ...words]);
    const tool = (...words) => run('ceph-authtool', [keyring, ...words]);
    await tool('--create-keyring', '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *');
    await tool('--gen-key', '-n', 'client.admin', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mds', 'allow *', '--cap', 'mgr', 'allow *');
    await tool('--gen-key', '-n', 'client.rgw.a', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *');
    await tool('--gen-key', '-n', 'osd.0', '--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *');
    const map = join(at, 'monmap');
    await run('monmaptool', ['--create', '--clobber', '--fsid', id, '--addv', 'a', `[v2:127.0.0.1:${monitor},v1:127.0.0.1:${legacy}]`, map]);
    await ceph('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring);
    const children = [];
    const start = (name, ...words) => { children.push(new Child(name, ['-c', config, '-f', ...words])); return children.at(-1); };
    start('ceph-mon', '-i', 'a');
    await until('the monitor answers', () => ceph('ceph', '--connect-timeout', '2', 'status').then(() => true, () => false), { seconds: 60, every: 300 });
    await ceph('ceph', 'osd', 'new', 'aaaaaaaa-1111-4222-8333-444455556666', '0').catch(() => ceph('ceph', 'osd', 'create', 'aaaaaaaa-1111-4222-8333-444455556666', '0'));
    await ceph('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', 'aaaaaaaa-1111-4222-8333-444455556666', '--keyring', keyring);
    start('ceph-osd', '-i', '0');
    await until('its disk is up', async () => /1 up/.test(await ceph('ceph', 'osd', 'stat')), { seconds: 60, every: 300 });
    start('radosgw', '-n', 'client.rgw.a');
    const url = `http://127.0.0.1:${gateway}`;
    await until('the gateway answers', () => ask(url).then(({ status }) => status === 200, () => false), { seconds: 120, every: 300 });
    await ceph('radosgw-admin', 'user', 'create', '--uid=lms', '--display-name=lms', `--access-key=${keys.accessKeyId}`, `--secret-key=${keys.secretAccessKey}`);
    return {
        url, keys,
        async end() {
            for (const each of children.reverse()) await each.kill(); // it ends nothing well in a hurry
        },
    };
}
