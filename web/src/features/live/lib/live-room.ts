import type { PlayerState } from './live-player';
import { LivePlayer } from './live-player';
import { MetadataTimeline } from './metadata-timeline';
import { PresenceBeat } from './presence-beat';
import { QuizBoard } from './quiz-board';
import { quizEventsOf, readQuizEvent } from './quiz-event';
import { Store } from './store';
import type { LiveStatus, Presence, Quiz, QuizEvent } from './types';
import type { Watching } from './presence-beat';

export interface RoomServer {
    presence: (watching: Watching) => Promise<Presence>;
    /** Reads the lecture, which renews the playback cookie too. */
    renewRight: () => Promise<unknown>;
    quiz: (quizId: number) => Promise<Quiz>;
    quizzes: () => Promise<Quiz[]>;
    answer: (quizId: number, option: number) => Promise<unknown>;
}

/** Added to the picture's own delay before the socket's copy of an event is used, in ms. */
const grace_ms = 4_000;

/** One live room: the picture, the quizzes at their moment of it, and the heartbeat of being there. */
export class LiveRoom {
    readonly player: LivePlayer;
    readonly quizzes: QuizBoard;
    readonly status: Store<LiveStatus>;
    readonly presentSeconds = new Store(0);
    /** How the last quiz event came, and where in the picture: shown to nobody, measured by tests. */
    readonly lastEvent = new Store<{ id: string; by: 'picture' | 'socket'; at: number } | null>(null);
    private readonly timeline: MetadataTimeline<QuizEvent>;
    private readonly beat: PresenceBeat;

    constructor(
        playbackUrl: string,
        status: LiveStatus,
        server: RoomServer,
    ) {
        this.status = new Store(status);
        this.quizzes = new QuizBoard({ fetchQuiz: server.quiz, fetchAll: server.quizzes, answer: server.answer });
        this.timeline = new MetadataTimeline<QuizEvent>({
            fire: (event, by) => {
                this.lastEvent.set({ id: event.id, by, at: Date.now() });
                this.quizzes.apply(event).catch(() => this.catchUp());
            },
            graceMs: () => grace_ms + (this.player.state.get().latency ?? 0) * 1000,
        });
        this.player = new LivePlayer({
            url: playbackUrl,
            onMetadata: (tag, time) => {
                for (const event of quizEventsOf(tag)) this.timeline.fromPicture(event, time);
            },
            onFrame: (time) => this.timeline.show(time),
            onTimelineReset: () => this.timeline.clearQueue(),
            renewRight: server.renewRight,
        });
        this.beat = new PresenceBeat({
            send: server.presence,
            look: () => this.look(),
            told: (presence) => {
                this.presentSeconds.set(presence.presentSeconds);
                this.setStatus(presence.status);
            },
        });
    }

    /** Enters the room; the answer leaves it. */
    enter(): () => void {
        this.beat.start();
        this.catchUp();
        const changed = () => this.beat.changed();
        const unsubscribe = this.player.state.subscribe(changed);
        document.addEventListener('visibilitychange', changed);
        return () => {
            unsubscribe();
            document.removeEventListener('visibilitychange', changed);
            this.beat.stop();
            this.timeline.dispose();
            this.player.stop();
        };
    }

    /** A `metadata` frame of the events socket. */
    fromSocket(data: unknown): void {
        const event = readQuizEvent(data);
        if (event) this.timeline.fromSocket(event);
    }

    /** A lecture never leaves its end again, whatever arrives late. */
    setStatus(status: LiveStatus): void {
        const now = this.status.get();
        if (now === 'END' || now === 'CANCELED' || (now === 'ON' && status === 'CREATED')) return;
        this.status.set(status);
    }

    /** Reads the quizzes again: on entry, and when the events socket is back. */
    catchUp(): void {
        void this.quizzes.load().catch(() => undefined);
    }

    private look(): Watching {
        const { phase, latency }: PlayerState = this.player.state.get();
        return { playing: phase === 'playing', visible: !document.hidden, ...(latency !== null && { latencySeconds: latency }) };
    }
}
