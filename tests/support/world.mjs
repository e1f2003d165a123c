import { easyRules } from './certificates.mjs';
import { choiceQuestion, openExam, Paper, question } from './exams.mjs';
import { course, lecture, offering, quizOf } from './course.mjs';
import { ingestAddress, publish } from './publisher.mjs';
import { sendPicture, writtenQuestion } from './questions.mjs';
import { sendParts } from './upload.mjs';
import { until } from './until.mjs';
import { company, employee, institution, setUp, signUp } from './people.mjs';

/** Institution and company with a running offering, a lecture and a quiz. */
async function side(server, admin, trainees) {
    const manager = await institution(server, admin);
    const supervisor = await company(server, admin);
    const people = [];
    for (let i = 0; i < trainees; i += 1) people.push(await employee(server, admin, supervisor));
    await easyRules(manager, { liveAttendancePercent: 0 });
    const itsCourse = await course(manager);
    const itsOffering = await offering(manager, supervisor, itsCourse.id, people);
    const itsLecture = await lecture(manager, itsOffering.id);
    const quiz = (await manager.post(`/v1/live/${itsLecture.id}/quizzes`, quizOf())).is(201).body;
    const content = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '언제 시작하나요?' }] }] };
    const sent = Buffer.from('첨부한 글');
    const begun = (await people[0].post('/board/v1/files', { courseProvideId: itsOffering.id, filename: '첨부.txt', filesize: sent.length })).is(201).body;
    const { key } = (await people[0].post('/board/v1/files/completion', { uploadId: begun.uploadId, key: begun.key, etags: await sendParts(people[0], begun, sent) })).is(200).body;
    const post = (await people[0].post('/board/v1/courses', { type: 'QNA', courseProvideId: itsOffering.id, title: '질문', content, files: [key] })).is(201).body;
    const comment = (await people[0].post(`/board/v1/${post.id}/comments`, { content })).is(201).body;
    // Practice: it asks nothing of anybody's certificate.
    const picture = (await sendPicture(manager)).is(201).body.id;
    const exam = await openExam(manager, itsCourse.id, [await question(manager, { ...choiceQuestion(), picture: { id: picture, alt: '지게차' } })], { kind: 'QUIZ', weight: 0, attempts: 20 });
    const taken = await Paper.begin(people[0], exam.id);
    (await taken.submit()).is(200);
    await Paper.begin(people[0], exam.id);
    const submission = taken.id;
    const wrong = { questionVersionId: exam.questions[0].questionId, kind: 'ACCEPT', choices: [0], accepted: [], numbers: [], reason: 'r' };
    const regrade = (await manager.post(`/v1/marking/exams/${exam.id}/regrades`, wrong)).is(201).body.id;
    const written = (await manager.post('/v1/questions', writtenQuestion('작업 전에 할 일은?'))).is(201).body;
    return { manager, supervisor, trainees: people, course: itsCourse, offering: itsOffering, lecture: itsLecture, quiz, post, comment, exam, submission, regrade, question: written, questionPicture: picture };
}

/** An installation with two institutions and two companies that have nothing to do with each other. */
export async function twoSides(server, { trainees = 1 } = {}) {
    const admin = await setUp(server);
    const [own, foreign] = [await side(server, admin, trainees), await side(server, admin, trainees)];
    const normal = await signUp(server, admin, 'normal');
    return { server, admin, normal, own, foreign };
}

/** Puts both lectures on the air and asks both quizzes; gives what ends the broadcasts. */
export async function goOnAir({ own, foreign }) {
    const publishers = [own, foreign].map(({ lecture }) => publish(ingestAddress(lecture)));
    for (const { manager, lecture, quiz } of [own, foreign]) {
        await until('the lecture is ON', async () => (await manager.read(`/v1/live/${lecture.id}/channel`)).status === 'ON', { seconds: 60, every: 100 });
        (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
    }
    return () => Promise.all(publishers.map((each) => each.kill()));
}
