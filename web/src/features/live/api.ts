import { queryOptions } from '@tanstack/react-query';
import { api, callTagged } from '@/lib/api/client';
import type { Attendance, BlockedWords, ChatMessage, ChatRoomState, ChatToken, Course, CourseProvideSummary, LectureMinute, List, LiveLecture, Quiz, QuizResults, SessionEvent, StreamHealth, StudioToken } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import type { Watching } from './lib/presence-beat';
import type { Presence } from './lib/types';

const lecture = (channelId: number) => `/v1/live/${String(channelId)}`;

export const upcoming = () =>
    queryOptions({ queryKey: keys.livesUpcoming(), queryFn: ({ signal }) => api.get<List<LiveLecture>>('/v1/live/upcoming', { signal }), refetchInterval: 30_000 });

export const livesOf = (courseProvideId: number) =>
    queryOptions({ queryKey: keys.livesOf(courseProvideId), queryFn: ({ signal }) => api.get<List<LiveLecture>>(`/v1/live/list/${String(courseProvideId)}`, { signal }) });

/** Sets the playback cookie, so it is read even when an older answer is at hand. */
export const live = (channelId: number) =>
    queryOptions({ queryKey: keys.live(channelId), queryFn: ({ signal }) => api.get<LiveLecture>(lecture(channelId), { signal }), staleTime: 0 });

/** With stream key and ingest address. */
export const liveChannel = (channelId: number) =>
    queryOptions({ queryKey: keys.liveChannel(channelId), queryFn: ({ signal }) => api.get<LiveLecture>(`${lecture(channelId)}/channel`, { signal }) });

export const health = (channelId: number) =>
    queryOptions({ queryKey: keys.liveHealth(channelId), queryFn: ({ signal }) => api.get<StreamHealth>(`${lecture(channelId)}/health`, { signal }), refetchInterval: 3_000 });

export const attendance = (channelId: number) =>
    queryOptions({ queryKey: keys.attendance(channelId), queryFn: ({ signal }) => api.get<Attendance>(`${lecture(channelId)}/attendance`, { signal }) });

/** What is set in the chat room, what is pinned and marked, and who raised a hand. */
export const chatRoom = (channelId: number) =>
    queryOptions({ queryKey: keys.chatRoom(channelId), queryFn: ({ signal }) => api.get<ChatRoomState>(`${lecture(channelId)}/chat/room`, { signal }) });

/** The words the institution does not want, with their version. */
export const blockedWords = () =>
    queryOptions({ queryKey: keys.blockedWords(), queryFn: ({ signal }) => callTagged<BlockedWords>('GET', '/v1/live/blocked-words', { signal }), refetchOnWindowFocus: false });

export const attendanceMinutes = (channelId: number) =>
    queryOptions({ queryKey: keys.attendanceMinutes(channelId), queryFn: ({ signal }) => api.get<List<LectureMinute>>(`${lecture(channelId)}/attendance/minutes`, { signal }) });

export const sessionEvents = (channelId: number) =>
    queryOptions({ queryKey: keys.sessionEvents(channelId), queryFn: ({ signal }) => api.get<List<SessionEvent>>(`${lecture(channelId)}/session-events`, { signal }) });

export const quizzes = (channelId: number) =>
    queryOptions({ queryKey: keys.quizzes(channelId), queryFn: ({ signal }) => api.get<List<Quiz>>(`${lecture(channelId)}/quizzes`, { signal }) });

export const quizResults = (quizId: number) =>
    queryOptions({ queryKey: keys.quizResults(quizId), queryFn: ({ signal }) => api.get<QuizResults>(`/v1/quizzes/${String(quizId)}/results`, { signal }) });

/** The offerings of the institution, to give a lecture to. */
export const offerings = () =>
    queryOptions({
        queryKey: [...keys.requestList('live'), 100] as const,
        queryFn: ({ signal }) => api.get<List<CourseProvideSummary>>('/v1/institutions', { query: { limit: 100 }, signal }),
    });

/** The lessons of a course that a lecture can be held for. */
export const liveLessons = (courseId: number) =>
    queryOptions({
        queryKey: keys.liveLessons(courseId),
        queryFn: async ({ signal }) => (await api.get<Course>(`/v1/courses/${String(courseId)}`, { signal })).curriculums.flatMap(({ contents }) => contents).filter(({ type }) => type === 'LIVE'),
    });

export interface NewLecture { courseProvideId: number; contentId?: number; title: string; instructor?: string; startTime: string; endTime: string; record: boolean }
export interface NewQuiz { question: string; options: string[]; answer: number; solution?: string; timeLimitSeconds?: number }

export const liveCalls = {
    create: (input: NewLecture) => api.post<LiveLecture>('/v1/live', input),
    read: (channelId: number) => api.get<LiveLecture>(lecture(channelId)),
    remove: (channelId: number) => api.delete(lecture(channelId)),
    cancel: (channelId: number) => api.post<LiveLecture>(`${lecture(channelId)}/cancel`),
    end: (channelId: number) => api.post<LiveLecture>(`${lecture(channelId)}/end`),
    presence: (channelId: number, watching: Watching) => api.post<Presence>(`${lecture(channelId)}/presence`, watching),
    chatToken: (channelId: number) => api.post<ChatToken>(`${lecture(channelId)}/chat-token`),
    studioToken: (channelId: number) => api.post<StudioToken>(`${lecture(channelId)}/studio-token`),
    chatMessages: async (channelId: number) => (await api.get<List<ChatMessage>>(`${lecture(channelId)}/chat/messages`)).items,
    setSlowMode: (channelId: number, slowModeSeconds: number) => api.put<ChatRoomState>(`${lecture(channelId)}/chat/room`, { slowModeSeconds }),
    pin: (channelId: number, messageId: string) => api.put<ChatRoomState>(`${lecture(channelId)}/chat/pin`, { messageId }),
    unpin: (channelId: number) => api.delete(`${lecture(channelId)}/chat/pin`),
    markQuestion: (channelId: number, messageId: string) => api.put(`${lecture(channelId)}/chat/messages/${encodeURIComponent(messageId)}/question`, {}),
    unmarkQuestion: (channelId: number, messageId: string) => api.delete(`${lecture(channelId)}/chat/messages/${encodeURIComponent(messageId)}/question`),
    raiseHand: (channelId: number) => api.put(`${lecture(channelId)}/hand`, {}),
    lowerHand: (channelId: number) => api.delete(`${lecture(channelId)}/hand`),
    lowerHandOf: (channelId: number, userId: number) => api.delete(`${lecture(channelId)}/hands/${String(userId)}`),
    setBlockedWords: (words: string[], etag?: string) => api.put<BlockedWords>('/v1/live/blocked-words', { words }, etag === undefined ? {} : { ifMatch: etag }),
    quizzes: async (channelId: number) => (await api.get<List<Quiz>>(`${lecture(channelId)}/quizzes`)).items,
    quiz: (quizId: number) => api.get<Quiz>(`/v1/quizzes/${String(quizId)}`),
    answer: (quizId: number, option: number) => api.post(`/v1/quizzes/${String(quizId)}/answers`, { option }),
    createQuiz: (channelId: number, input: NewQuiz) => api.post<Quiz>(`${lecture(channelId)}/quizzes`, input),
    step: (quizId: number, step: 'launch' | 'close' | 'reveal') => api.post<Quiz>(`/v1/quizzes/${String(quizId)}/${step}`),
};
