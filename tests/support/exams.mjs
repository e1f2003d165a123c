import { course, offering } from './course.mjs';
import { company, employee, institution, setUp } from './people.mjs';

export const paragraph = (text) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });

/** Of four choices, the second of which is right. */
export const choiceQuestion = (words = '지게차의 제한 속도는?') => ({
    kind: 'CHOICE', content: paragraph(words), choices: ['5 km/h', '10 km/h', '20 km/h', '30 km/h'].map((text, at) => ({ text, correct: at === 1 })),
    accepted: [], number: null, tolerance: null, rubric: [], explanation: '사내 규정에 있습니다.',
});
export const shortQuestion = (words = '안전모의 영어 이름은?') => ({
    kind: 'SHORT_ANSWER', content: paragraph(words), choices: [], accepted: ['helmet', 'safety helmet'], number: null, tolerance: null, rubric: [], explanation: null,
});
export const essayQuestion = (words = '사고를 막는 방법을 쓰시오.') => ({
    kind: 'ESSAY', content: paragraph(words), choices: [], accepted: [], number: null, tolerance: null, rubric: [{ title: '핵심', share: 100 }], explanation: null,
});

/** Rules under which any exam can be begun at once. */
export async function openRules(manager, more = {}) {
    const { rules } = await manager.read('/v1/institutions/learning-rules');
    return (await manager.put('/v1/institutions/learning-rules', { ...rules, nextLessonOpensAtPercent: 0, identityCheckEvery: 0, midtermOpensAtPercent: 0, finalOpensAtPercent: 0, ...more })).is(200).body;
}

/** A company's trainees in a running offering of a new institution. */
export async function examWorld(server, { trainees: how = 2, rules } = {}) {
    const admin = await setUp(server);
    const manager = await institution(server, admin);
    const supervisor = await company(server, admin);
    await openRules(manager, rules);
    const trainees = [];
    for (let i = 0; i < how; i += 1) trainees.push(await employee(server, admin, supervisor));
    const taught = await course(manager);
    return { server, admin, manager, supervisor, trainees, course: taught, offering: await offering(manager, supervisor, taught.id, trainees) };
}

/** An exam of the course that can be taken now, of these questions, 10 points each, in their order. */
export async function openExam(manager, courseId, questions, more = {}) {
    return (await manager.post(`/v1/${courseId}/create`, {
        title: '기말시험', kind: 'FINAL', attempts: 1, passPercent: 60, weight: 100, shuffleQuestions: false, shuffleChoices: false, state: 'OPEN',
        questions: questions.map((each) => (typeof each === 'object' ? each : { questionId: each, points: 10 })), ...more,
    })).is(201).body;
}

export const choosing = (...choices) => ({ choices, text: null, number: null });
export const writing = (text) => ({ choices: [], text, number: null });

/** A trainee's paper, and what they do with it. */
export class Paper {
    static async begin(trainee, examId) {
        return new Paper(trainee, examId, (await trainee.post(`/v1/exams/${examId}/begin`, {})).is(201).body);
    }
    constructor(trainee, examId, paper) {
        Object.assign(this, { trainee, examId, id: paper.submissionId, paper, revisions: new Map() });
    }
    save(position, response, revision = (this.revisions.get(position) ?? 0) + 1) {
        this.revisions.set(position, Math.max(revision, this.revisions.get(position) ?? 0));
        return this.trainee.put(`/v1/exams/${this.examId}/answers/${position}`, { submissionId: this.id, revision, response });
    }
    open() { return this.trainee.get(`/v1/exams/${this.examId}/attempt`); }
    submit(answers) { return this.trainee.post(`/v1/exams/${this.examId}/submit`, { submissionId: this.id, ...(answers && { answers }) }); }
    result() { return this.trainee.get(`/v1/exams/${this.examId}/result?submissionId=${this.id}`); }
}

/** A question of the manager's bank; its id. */
export async function question(manager, document, { tags = [], difficulty = 'MEDIUM' } = {}) {
    return (await manager.post('/v1/questions', { document, difficulty, points: 10, tags })).is(201).body.id;
}
