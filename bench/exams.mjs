// What the benchmarks of exams share: a course with an exam of ten questions, and trainees who may take it.
import assert from 'node:assert/strict';
import { addOffering, addTrainees, enroll, placesOf, sqlOf, tokensOf } from './trainees.mjs';

export const questions = 10;

const documentOf = (n) => JSON.stringify({
    kind: 'CHOICE', content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: `물음 ${n}: 지게차의 제한 속도는?` }] }] },
    choices: ['5 km/h', '10 km/h', '20 km/h', '30 km/h'].map((text, at) => ({ text, correct: at === 1 })), accepted: [], number: null, tolerance: null, rubric: [], explanation: null,
});

/** An exam of ten questions drawn of a bank of a hundred, shuffled for everybody, and so many trainees with their tokens. */
export async function prepareExam(product, server, people) {
    const sql = sqlOf(product, server);
    const { manager, institution, company } = await placesOf(product);
    const offering = addOffering(sql, { institution, company, lessons: 20, title: '지게차 안전' });
    const users = addTrainees(sql, { company, count: people });
    enroll(sql, offering.id);
    for (let n = 1; n <= 100; n += 1) {
        sql.run(`INSERT INTO question (id, institution_id, kind, difficulty, points, version_id, words, user_id, version, created_at, updated_at) VALUES (${10_000 + n}, ${institution}, 'CHOICE', 'MEDIUM', 1, ${10_000 + n}, '물음', 1, 1, 0, 0)`);
        sql.run(`INSERT INTO question_version (id, question_id, document, user_id, created_at, updated_at) VALUES (${10_000 + n}, ${10_000 + n}, '${documentOf(n)}', 1, 0, 0)`);
        sql.run(`INSERT INTO question_tag (question_id, tag, institution_id, created_at, updated_at) VALUES (${10_000 + n}, '속도', ${institution}, 0, 0)`);
    }
    const [[course]] = sql.rows(`SELECT course_id FROM course_provide WHERE id = ${offering.id}`);
    const exam = (await manager.post(`/v1/${course}/create`, { title: '쪽지시험', kind: 'QUIZ', state: 'OPEN', attempts: 20, timeLimitMinutes: 60, weight: 100, questions: [{ drawnCount: questions, drawnTag: '속도', points: 10 }] })).id;
    server?.analyze();
    const tokens = await tokensOf(product, sql, users);
    assert.equal(tokens.length, people);
    return { sql, exam, offering: offering.id, tokens };
}

/** A request as it goes over the line. */
export function requestOf(product, token, method, path, body) {
    const bytes = Buffer.from(JSON.stringify(body));
    return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${product.port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes]);
}
