import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { launch } from './browser/support/browser.mjs';
import { keep } from './browser/support/guide.mjs';
import { Visitor } from './browser/support/visitor.mjs';
import * as live from './browser/steps/live.mjs';
import { Client } from './support/client.mjs';
import { quizOf } from './support/course.mjs';
import { moment } from './support/dates.mjs';
import { root, temporaryFolder } from './support/folders.mjs';
import { publish } from './support/publisher.mjs';
import { binary, startServer } from './support/server.mjs';
import { until } from './support/until.mjs';

// The live guide's pictures (tools/pictures): the product itself with the demonstration's data. A camera plays a lesson of
// it; a lecture that is over gets what an hour with people in it would have left behind.
const data = temporaryFolder('pictures');
const { password } = JSON.parse(execFileSync(binary, ['demo', '--json', '--log-level', 'warning', '--data', data], { encoding: 'utf8' }));

function anHourWithPeople() {
    const database = new DatabaseSync(join(data, 'ahimmoyak.db'));
    const rows = (sql, ...values) => database.prepare(sql).all(...values);
    const [held] = rows('SELECT l.id, l.start_time AS start, COUNT(*) AS people FROM live_streaming l JOIN attend_history a ON a.live_id = l.id GROUP BY l.id ORDER BY people DESC, l.id DESC LIMIT 1');
    const minute = 60_000;
    const people = rows('SELECT a.enrollment_id AS enrolment, a.user_id AS person, a.first_seen_at AS first, u.name FROM attend_history a JOIN users u ON u.id = a.user_id WHERE a.live_id = ? ORDER BY a.id', held.id);
    const bits = (from, to) => Array.from({ length: 16 }, (_, digit) => [0, 1, 2, 3].reduce((sum, bit) => sum * 2 + (digit * 4 + bit >= from && digit * 4 + bit < to ? 1 : 0), 0).toString(16)).join('');
    const put = (sql, ...values) => database.prepare(sql).run(...values);
    for (const [n, { enrolment, person, first }] of people.entries()) {
        if (first === null) continue;
        const from = Math.max(Math.round((first - held.start) / minute), n % 4);
        const to = 60 - (n * 7) % 11;
        put('INSERT INTO live_presence (live_id, enrollment_id, user_id, first_seen_at, last_seen_at, credited_until, present_ms, early_ms, minutes, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0)',
            held.id, enrolment, person, held.start + from * minute, held.start + to * minute, held.start + to * minute, (to - from) * minute, bits(from, to));
    }
    for (const [n, at] of [14, 31, 50].entries()) {
        const asked = held.start + at * minute;
        const { lastInsertRowid: quiz } = put("INSERT INTO live_quiz (channel_id, question, answer, state, opened_at, closed_at, revealed_at, created_at, updated_at) VALUES (?, ?, 2, 'REVEALED', ?, ?, ?, 0, 0)", held.id, ['지게차의 제한 속도는?', '작업 전에 먼저 볼 것은?', '사각지대는 어디인가요?'][n], asked, asked + minute, asked + minute);
        ['앞', '뒤', '옆'].forEach((text, idx) => put('INSERT INTO live_quiz_option (quiz_id, idx, text, created_at, updated_at) VALUES (?, ?, ?, 0, 0)', quiz, idx + 1, text));
        for (const [i, { enrolment, person, first }] of people.entries()) if (first !== null && i % 7 !== n) put('INSERT INTO live_quiz_answer (quiz_id, enrollment_id, user_id, answer, answered_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 0, 0)', quiz, enrolment, person, i % 3 === 0 ? 1 : 2, asked + (i % 3) * 25_000);
    }
    for (let n = 0; n < 70; n += 1) {
        const who = people[n % people.length];
        put("INSERT INTO chat_message (id, channel_id, user_id, sender_name, role, content, sent_at, created_at, updated_at) VALUES (?, ?, ?, ?, 'EMPLOYEE', '질문이 있습니다', ?, 0, 0)", `picture${n}`, held.id, who.person, who.name, held.start + Math.round(30 + 28 * Math.sin(n * n)) * minute);
    }
    database.close();
    return held.id;
}

const held = anHourWithPeople();
const camera = join(data, 'camera.y4m');
execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', join(root, 'src/app/demo/lesson-1.mp4'), '-t', '6', '-vf', 'scale=640:360,fps=30', '-pix_fmt', 'yuv420p', camera]);
const server = await startServer('sqlite', { data });
const browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]);
let slow;
try {
    const manager = await new Client(server).signIn('manager1', password);
    const { items: [running] } = await (await new Client(server).signIn('trainee1', password)).read('/v1/courses/courseList');
    const lecture = async (title) => (await manager.post('/v1/live', { courseProvideId: running.courseProvideId, title, instructor: '이강사', startTime: moment(1), endTime: moment(61) })).is(201).body;
    const given = await lecture('지게차 안전 운전');
    const instructor = await Visitor.open(browser, server, 'instructor');
    const trainee = await Visitor.open(browser, server, 'trainee');
    for (const each of [instructor, trainee]) await each.page.setViewportSize({ width: 1280, height: 800 });
    await instructor.signIn('manager1', password);
    await trainee.signIn('trainee1', password);

    await instructor.go(`/manage/live/${given.id}/studio`);
    await instructor.button('studio:devices.camera').click();
    await instructor.button('studio:devices.microphone').click();
    await until('the microphone is heard', async () => Number(await instructor.page.getByRole('meter').getAttribute('aria-valuenow')) > 5);
    await keep('live-studio', instructor);
    await instructor.page.getByRole('combobox', { name: instructor.t('studio:quality.label') }).click();
    await instructor.page.getByRole('option', { name: instructor.t('studio:quality.low') }).click();
    await instructor.button('studio:start').click();
    await instructor.page.locator('[data-phase="on"]').first().waitFor();
    await trainee.go(`/live/${given.id}`);
    await live.watch(trainee);
    await live.say(trainee, '안녕하세요, 잘 보입니다.');
    await live.hears(instructor, '안녕하세요, 잘 보입니다.', '');
    const quiz = (await manager.post(`/v1/live/${given.id}/quizzes`, quizOf({ timeLimitSeconds: 60 }))).is(201).body;
    (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
    await trainee.page.getByTestId('quiz').filter({ visible: true }).getByText(quiz.question).waitFor();
    await keep('live-room', trainee);
    await keep('live-on-air', instructor);
    await instructor.button('studio:stop').click();
    await instructor.page.getByText(instructor.t('studio:phase.off'), { exact: true }).waitFor();

    // A line that carries three quarters of the picture.
    const weak = await lecture('느린 네트워크');
    slow = publish(`${weak.ingestEndpoint.replace(/\/$/, '')}/${weak.streamKey}`, { size: '640x360', pace: 0.75 });
    await instructor.go(`/manage/live/${weak.id}`);
    const health = instructor.page.getByRole('region', { name: instructor.t('live:health.title') });
    await health.getByText(/\d ?kbps/).first().waitFor({ timeout: 60_000 });
    await keep('live-health', instructor, health);

    await instructor.go(`/manage/live/${held}/report`);
    await instructor.page.getByRole('table', { name: instructor.t('live:report.caption') }).waitFor();
    await keep('live-report', instructor);
    await keep('live-curves', instructor, instructor.page.getByRole('region', { name: instructor.t('live:report.minutes') }));
} finally {
    await slow?.kill();
    await browser.close();
    await server.end();
}
