const paragraph = (text) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });

const answers = {
    CHOICE: { choices: [{ text: '점검', correct: true }, { text: '휴식', correct: false }, { text: '퇴근', correct: false }] },
    MULTIPLE_CHOICE: { choices: [{ text: '안전모', correct: true }, { text: '안전화', correct: true }, { text: '슬리퍼', correct: false }] },
    SHORT_ANSWER: { accepted: ['물질안전보건자료', 'MSDS'] },
    NUMERIC: { number: 3.14, tolerance: 0.01 },
    ESSAY: { rubric: [{ title: '원인', share: 60 }, { title: '대책', share: 40 }] },
};

/** What a manager writes to add a question to the bank. */
export function writtenQuestion(words, { kind = 'CHOICE', tags = [], difficulty = 'MEDIUM', points = 10, ...document } = {}) {
    return { document: { kind, content: paragraph(words), choices: [], accepted: [], rubric: [], ...answers[kind], ...document }, difficulty, points, tags };
}

/** A white point, as PNG. */
export const point = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');

/** Sends a picture for a question; the answer. */
export const sendPicture = (manager, bytes = point) => manager.request('POST', '/v1/questions/pictures', { raw: bytes, headers: { 'content-type': 'application/octet-stream' } });
