import { useEffect } from 'react';
import { noteFocus } from './api';

/** Notes when the page of an exam was left for another. It is shown to the institution, and changes nothing by itself. */
export function useFocusNotes(examId: number, submissionId: number): void {
    useEffect(() => {
        let leftAt: number | undefined;
        const leave = () => { leftAt ??= performance.now(); };
        const comeBack = () => {
            if (leftAt === undefined || document.visibilityState === 'hidden') return;
            const away = (performance.now() - leftAt) / 1000;
            leftAt = undefined;
            if (away >= 1) noteFocus(examId, submissionId, Math.min(86_400, Math.round(away))).catch(() => undefined);
        };
        const turn = () => { if (document.visibilityState === 'hidden') leave(); else comeBack(); };
        document.addEventListener('visibilitychange', turn);
        window.addEventListener('blur', leave);
        window.addEventListener('focus', comeBack);
        return () => {
            document.removeEventListener('visibilitychange', turn);
            window.removeEventListener('blur', leave);
            window.removeEventListener('focus', comeBack);
        };
    }, [examId, submissionId]);
}
