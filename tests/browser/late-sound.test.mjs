import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { run } from '../support/child.mjs';
import { Client } from '../support/client.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { buildFolder } from '../support/folders.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** An encoder without a microphone comes back with one: the recording plays over that place, and is heard behind it. */
const browser = await launch();
let server, manager, person, live, publisher, trainee;
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    manager = await institution(server, admin);
    const boss = await company(server, admin);
    person = await employee(server, admin, boss, 'kim');
    live = await lecture(manager, (await offering(manager, boss, (await course(manager)).id, [person])).id, '소리가 나중에 나는 강의');
    trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko' });
    await trainee.signIn(person.who.email, password);
});
after(async () => {
    await publisher?.kill();
    await browser.close();
    await server?.end();
});

const segments = (count) => until(`${count} segments`, async () => {
    await person.read(`/v1/live/${live.id}`);
    return (await new Viewer(person, live.playbackUrl).open()).playlist.segments.length >= count;
}, { seconds: 60 });

it('is recorded first without sound, then with', async () => {
    publisher = publish(ingestAddress(live), { sound: false });
    await segments(4);
    await publisher.kill();
    publisher = publish(ingestAddress(live));
    await segments(9);
    await publisher.kill();
    (await manager.post(`/v1/live/${live.id}/end`)).is(200);
    await until('the recording is there', async () => (await person.read(`/v1/live/${live.id}`)).recording === 'READY', { seconds: 30 });
});

it('has both tracks from its beginning, and the tone where it was', async () => {
    const { url } = await manager.read(`/v1/live/${live.id}/recording/download`);
    const path = join(buildFolder('test-media'), 'late-sound.mp4');
    await writeFile(path, (await new Client(server).get(url)).is(200).bytes);
    const told = JSON.parse(await run('ffprobe', ['-loglevel', 'error', '-of', 'json', '-show_streams', '-show_packets', path]));
    assert.deepEqual(told.streams.map((each) => each.codec_name).sort(), ['aac', 'h264']);
    const sound = told.packets.filter((each) => each.codec_type === 'audio').map((each) => Number(each.dts_time));
    assert.ok(sound[0] < 0.2, `sound begins at ${sound[0]} s`);
    for (let i = 1; i < sound.length; i += 1) assert.ok(sound[i] > sound[i - 1] && sound[i] - sound[i - 1] < 1, `${sound[i - 1]} → ${sound[i]}`);
    const loudness = async (...flags) => Number(/max_volume: (-?[\d.]+) dB/.exec(await run('bash', ['-c', `ffmpeg -hide_banner ${flags.join(' ')} -i ${path} -map 0:a -af volumedetect -f null - 2>&1`]))[1]);
    assert.ok(await loudness('-t', '2') < -80);
    assert.ok(await loudness() > -30);
});

it('plays to its end', async () => {
    const { page } = trainee;
    await trainee.go(`/live/${live.id}`);
    const video = page.getByTestId('recording');
    await video.waitFor();
    const { durationSeconds } = await person.read(`/v1/live/${live.id}/recording`);
    await video.evaluate((element) => { element.muted = true; element.playbackRate = 2; void element.play(); });
    await until('it has ended', () => video.evaluate((element, end) => element.ended || element.currentTime > end - 0.5, durationSeconds), { seconds: 60 });
    assert.deepEqual(trainee.complaints, []);
});
