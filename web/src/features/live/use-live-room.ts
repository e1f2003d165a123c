import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveLecture, LiveStatus } from '@/lib/api/types';
import { useEvent, useEventsState, useLiveEvents } from '@/lib/events';
import { keys } from '@/lib/query-keys';
import { liveCalls } from './api';
import { LiveRoom } from './lib/live-room';

/** The room of a lecture, entered while the component is mounted. */
export function useLiveRoom(lecture: LiveLecture): LiveRoom {
    const client = useQueryClient();
    const { id } = lecture;
    const [room] = useState(
        () =>
            new LiveRoom(lecture.playbackUrl, lecture.status, {
                presence: (watching) => liveCalls.presence(id, watching),
                renewRight: () => liveCalls.read(id),
                quiz: liveCalls.quiz,
                quizzes: () => liveCalls.quizzes(id),
                answer: liveCalls.answer,
            }),
    );
    useLiveEvents(id);
    useEvent<{ channelId: number; status: LiveStatus }>('live', ({ data }) => {
        if (data.channelId === id) room.setStatus(data.status);
    });
    useEvent('recording', () => void client.invalidateQueries({ queryKey: keys.live(id) }));
    useEvent('metadata', ({ data }) => room.fromSocket(data));
    useEventsState((open) => { if (open) room.catchUp(); });
    useEffect(() => room.enter(), [room]);
    // Whoever read the lecture anew knows its state too.
    useEffect(() => room.setStatus(lecture.status), [room, lecture.status]);
    useEffect(() => room.status.subscribe(() => void client.invalidateQueries({ queryKey: keys.lives() })), [room, client]);
    return room;
}
