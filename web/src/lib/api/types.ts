// The shapes of the HTTP contract, by the names that the server's /openapi.json gives them.

export type Role = 'NORMAL' | 'EMPLOYEE' | 'SUPERVISOR' | 'MANAGER' | 'ADMIN';
export interface List<T> { items: T[]; nextCursor?: string | null }

export interface Installation { version: string; setupNeeded: boolean; live: boolean; demo: boolean }

export interface Account {
    userId: number; username: string; name: string; email: string; role: Role; confirmed: boolean;
    institutionId?: number | null; companyId?: number | null;
}
export type Gender = 'MALE' | 'FEMALE' | 'OTHER';
export interface User {
    id: number; username: string; name: string; email: string; phone?: string | null; birth?: string | null;
    gender?: Gender | null; role: Role; createdAt: string;
}
export interface Mail { id: number; recipient: string; subject: string; text: string; state: 'STORED' | 'SENT' | 'FAILED'; createdAt: string }

export interface Company { id: number; name: string; ownerName: string; businessNumber: string; email: string; phone: string; createdAt: string }
export interface Institution extends Company { certifiedNumber?: string | null }
export interface CompanyName { id: number; name: string }
export interface Employee { userId: number; username: string; name: string; email: string; isSupervisor: boolean; since: string }
export interface MyAffiliation { companyId: number; companyName: string; state: 'REQUESTED' | 'APPROVED'; createdAt: string }
export interface WaitingAffiliation { id: number; userId: number; name: string; email: string; createdAt: string }

export type CourseState = 'DRAFT' | 'AVAILABLE' | 'UNAVAILABLE';
export type ContentType = 'VIDEO' | 'MATERIAL';
export interface Content {
    id: number; title: string; type: ContentType; idx: number;
    timeAmountSeconds?: number | null; originName?: string | null; sizeBytes?: number | null;
}
export interface Curriculum { id: number; title: string; idx: number; contents: Content[] }
export interface Course {
    id: number; title: string; introduction: string; instructor: string; state: CourseState; version: number;
    updatedAt: string; curriculums: Curriculum[];
}
export interface CourseSummary {
    id: number; title: string; introduction: string; instructor: string; state: CourseState;
    curriculumCount: number; contentCount: number; updatedAt: string;
}
export interface CatalogCourse {
    id: number; title: string; introduction: string; instructor: string; institutionId: number; institutionName: string;
    contentCount: number; totalSeconds: number;
}
export interface CatalogCourseDetail extends CatalogCourse {
    curriculums: { title: string; contents: { title: string; type: ContentType; timeAmountSeconds?: number | null }[] }[];
}

export interface Upload { uploadId: string; key: string; partSize: number; presignedUrls: string[] }
export interface StoredFile { key: string; sizeBytes: number; mimeType: string; timeAmountSeconds?: number | null }
export interface ContentDetail {
    id: number; title: string; type: ContentType; url: string; mimeType: string; sizeBytes: number;
    timeAmountSeconds?: number | null; positionSeconds: number; courseId: number; courseTitle: string;
    courseProvideId?: number | null; previousContentId?: number | null; nextContentId?: number | null;
}

export type CourseProvideState =
    'PENDING' | 'ACCEPTED' | 'DECLINED' | 'CANCELED' | 'ATTENDEE_PENDING' | 'NOT_STARTED' | 'ONGOING' | 'FINISHED';
export interface CourseProvideSummary {
    id: number; state: CourseProvideState; courseId: number; courseTitle: string; institutionId: number; institutionName: string;
    companyId: number; companyName: string; beginDate: string; endDate: string; attendeeCount: number; deposit: number; createdAt: string;
}
export interface CourseProvideDetail extends CourseProvideSummary {
    note?: string | null;
    attendees: { userId: number; name: string; email: string }[];
    history: { state: CourseProvideState; at: string; byName: string; reason?: string | null }[];
}
export interface MyCourse {
    courseProvideId: number; courseId: number; title: string; introduction: string; instructor: string; institutionName: string;
    state: CourseProvideState; beginDate: string; endDate: string; contentCount: number; startedCount: number;
    nextContentId?: number | null; nextContentTitle?: string | null;
}
export interface MyCourseDetail extends MyCourse {
    curriculums: {
        id: number; title: string;
        contents: { id: number; title: string; type: ContentType; timeAmountSeconds?: number | null; positionSeconds: number; state: 'NOT_STARTED' | 'STARTED' }[];
    }[];
}

export type LiveStatus = 'CREATED' | 'ON' | 'CANCELED' | 'END';
export interface LiveLecture {
    id: number; createdAt: string; updatedAt: string; arn: string; streamKey?: string | null; ingestEndpoint?: string | null;
    playbackUrl: string; title: string; chatArn: string; messagingEndpoint: string; instructor: string; courseProvideId: number;
    course: string; startTime: string; endTime: string; status: LiveStatus;
}
export interface StreamHealth {
    broadcasting: boolean; width?: number | null; height?: number | null; framesPerSecond?: number | null; bitsPerSecond?: number | null;
    gopSeconds?: number | null; viewers: number; broadcastingSince?: string | null;
}
export interface Attendance {
    lengthSeconds: number; final: boolean;
    items: {
        userId: number; name: string; companyName: string; firstSeenAt?: string | null; lastSeenAt?: string | null; presentSeconds: number;
        ratePercent: number; attendance: 'PRESENT' | 'LATE' | 'LEFT_EARLY' | 'ABSENT'; quizAnswered: number; quizCorrect: number;
    }[];
}
export interface ChatToken { token: string; tokenExpirationTime: string; sessionExpirationTime: string; messagingEndpoint: string }
export interface ChatMessage { id: string; content: string; senderId: string; senderName: string; role: string; sentAt: string }
export type QuizState = 'DRAFT' | 'OPEN' | 'CLOSED' | 'REVEALED';
export interface QuizOption { idx: number; text: string }
export interface Quiz {
    id: number; channelId: number; question: string; options: QuizOption[]; timeLimitSeconds?: number | null; state: QuizState;
    openedAt?: string | null; closesAt?: string | null; answer?: number | null; solution?: string | null; myAnswer?: number | null;
}
export interface QuizResults {
    quiz: Quiz; total: number; options: (QuizOption & { count: number })[];
    answers: { userId: number; name: string; option: number; correct: boolean; answeredAt: string }[];
}

export interface Notice { id: number; kind: string; title: string; body: string; link?: string | null; readAt?: string | null; createdAt: string }
export interface Notices extends List<Notice> { unreadCount: number }
