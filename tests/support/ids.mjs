/** The ids that one side of a world has, by the nouns of x-identifies. */
export function idsOf({ manager, supervisor, trainees, course, offering, lecture, quiz, post, comment, exam, submission, regrade, question, questionPicture }, admin) {
    const [trainee] = trainees;
    return {
        course: course.id,
        curriculum: course.curriculums[0].id,
        content: course.curriculums[0].contents[0].id,
        course_provide: offering.id,
        userName: trainee.account.username,
        board: post?.id ?? 999_999,
        comment: comment?.id ?? 999_999,
        fileKey: post?.files[0]?.key ?? 'absent',
        exam: exam?.id ?? 999_999,
        submission: submission ?? 999_999,
        position: 1,
        question_version: exam?.questions[0].questionId ?? 999_999,
        copy_case: 999_999,
        exam_regrade: regrade ?? 999_999,
        question: question?.id ?? 999_999,
        question_picture: questionPicture ?? 999_999,
        channel: lecture.id,
        arn: lecture.arn,
        quiz: quiz.id,
        user: trainee.account.userId,
        company: supervisor.organisation.id,
        institution: manager.organisation.id,
        notification: 1,
        affiliation: 999_999,
        invitation: supervisor.invitation?.id ?? 999_999,
        staff_invitation: manager.invitation?.id ?? 999_999,
        certificate: trainee.certificate ?? 999_999,
        viewing: trainee.viewing ?? 999_999,
        session: trainee.otherSession ?? 999_999,
        mail: admin?.mail ?? 1,
        backup: admin?.backup ?? 1,
    };
}

/** What a parameter identifies, if it is an identifier; the lecture's ARN is one that is no number. */
function nounOf(contract, { name, schema }) {
    if (name === 'arn') return 'arn';
    return contract.resolve(schema)['x-identifies'] ?? contract.resolve(schema.oneOf?.[0])?.['x-identifies'];
}

/** The nouns in the path, query and body of an operation. */
export function nounsOf(contract, { operation }) {
    const inPath = operation.parameters.filter((each) => each.in === 'path').map((each) => each.schema['x-identifies']).filter(Boolean);
    const inQuery = operation.parameters.filter((each) => each.in === 'query').map((each) => nounOf(contract, each)).filter(Boolean);
    const inBody = new Set();
    const look = (schema) => {
        const shape = contract.resolve(schema);
        if (!shape) return;
        if (shape['x-identifies']) inBody.add(shape['x-identifies']);
        for (const each of [...Object.values(shape.properties ?? {}), ...(shape.items ? [shape.items] : []), ...(shape.oneOf ?? [])]) look(each);
    };
    look(operation.requestBody?.content?.['application/json']?.schema);
    return { inPath, inQuery, inBody: [...inBody] };
}

/** The address of an operation with these ids. */
export function addressOf(contract, { path, operation }, ids, { withQuery = true } = {}) {
    let address = path;
    const query = new URLSearchParams();
    for (const parameter of operation.parameters) {
        const noun = nounOf(contract, parameter);
        if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, noun ? ids[noun] ?? missing(noun) : ids[parameter.name] ?? contract.resolve(parameter.schema).enum?.[0] ?? (parameter.name === 'language' ? 'ko' : 'x'));
        else if (parameter.in === 'query' && noun && withQuery) query.set(parameter.name, ids[noun] ?? missing(noun));
        else if (parameter.in === 'query' && parameter.required) query.set(parameter.name, 'x');
    }
    return query.size > 0 ? `${address}?${query}` : address;
}

function missing(noun) {
    throw new Error(`the tests know no ${noun}: teach support/ids.mjs`);
}
