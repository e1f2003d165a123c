/** Every cached answer's key, as functions, so that an invalidation cannot misspell it. */
export const keys = {
    installation: () => ['installation'] as const,
    session: () => ['session'] as const,
    user: () => ['user'] as const,
    ownSessions: () => ['own-sessions'] as const,
    notifications: () => ['notifications'] as const,

    institution: () => ['institution'] as const,
    company: () => ['company'] as const,
    companySearch: (search: string) => ['companies', search] as const,
    myAffiliations: () => ['my-affiliations'] as const,
    employees: (search: string, department: string) => ['employees', 'list', search, department] as const,
    invitations: (search: string, department: string) => ['employees', 'invitations', search, department] as const,
    departments: () => ['employees', 'departments'] as const,
    allEmployees: () => ['employees'] as const,
    waitingAffiliations: () => ['waiting-affiliations'] as const,

    courses: () => ['courses'] as const,
    course: (id: number) => ['courses', id] as const,
    catalog: (search: string) => ['catalog', 'list', search] as const,
    catalogCourse: (id: number) => ['catalog', 'course', id] as const,

    requests: () => ['requests'] as const,
    requestList: (state: string) => ['requests', 'list', state] as const,
    request: (id: number) => ['requests', 'one', id] as const,

    myCourses: () => ['my-courses'] as const,
    myCourse: (courseProvideId: number) => ['my-courses', courseProvideId] as const,
    content: (id: number, courseProvideId?: number) => ['content', id, courseProvideId ?? null] as const,

    lives: () => ['lives'] as const,
    livesUpcoming: () => ['lives', 'upcoming'] as const,
    livesOf: (courseProvideId: number) => ['lives', 'of', courseProvideId] as const,
    live: (channelId: number) => ['lives', 'one', channelId] as const,
    liveChannel: (channelId: number) => ['lives', 'channel', channelId] as const,
    liveHealth: (channelId: number) => ['lives', 'health', channelId] as const,
    attendance: (channelId: number) => ['lives', 'attendance', channelId] as const,
    quizzes: (channelId: number) => ['quizzes', channelId] as const,
    quiz: (quizId: number) => ['quiz', quizId] as const,
    quizResults: (quizId: number) => ['quiz', quizId, 'results'] as const,

    audit: (search: string) => ['audit', search] as const,
    health: () => ['health'] as const,
    mailbox: () => ['mailbox'] as const,
    mail: (id: number) => ['mailbox', id] as const,
};
