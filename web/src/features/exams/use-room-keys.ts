import { useEffect, useRef } from 'react';
import type { ExamPaper } from '@/lib/api/types';
import type { Room } from './use-room';

interface Held { paper: ExamPaper; place: number; room: Room; go: (to: number) => void }

/** N and P go on and back, M marks, 1 to 9 choose; but where one writes, letters are letters. */
export function useRoomKeys(held: Held): void {
    const now = useRef(held);
    useEffect(() => { now.current = held; });
    useEffect(() => {
        const hear = (event: KeyboardEvent) => {
            if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
            const at = event.target as HTMLElement | null;
            if (at?.closest('textarea, input:not([type=radio]):not([type=checkbox]), [role=dialog]')) return;
            const { paper, place, room, go } = now.current;
            const question = paper.questions[place];
            if (!question) return;
            // By the place of the key: a Korean keyboard writes ㅜ there.
            if (event.code === 'KeyN') go(place + 1);
            else if (event.code === 'KeyP') go(place - 1);
            else if (event.code === 'KeyM') room.mark(question.position);
            else if (/^(Digit|Numpad)[1-9]$/.test(event.code)) {
                const choice = Number(event.code.at(-1)) - 1;
                if (choice >= question.choices.length) return;
                const before = room.answer(question.position).choices;
                const choices = question.kind === 'MULTIPLE_CHOICE' ? (before.includes(choice) ? before.filter((each) => each !== choice) : [...before, choice].sort((a, b) => a - b)) : [choice];
                room.put(question.position, { choices }, false);
            } else return;
            event.preventDefault();
        };
        window.addEventListener('keydown', hear);
        return () => { window.removeEventListener('keydown', hear); };
    }, []);
}
