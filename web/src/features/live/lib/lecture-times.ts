/** Day and times of day as typed, in the reader's zone, to what the server takes. An end before its start lies on the next day. */
export function lectureTimes(date: string, start: string, end: string): { startTime: string; endTime: string } {
    const from = new Date(`${date}T${start}`);
    const to = new Date(`${date}T${end}`);
    if (to <= from) to.setDate(to.getDate() + 1);
    return { startTime: from.toISOString(), endTime: to.toISOString() };
}

/** An hour from the next half hour on, late in the evening tomorrow morning: what one most likely wants to type. */
export function likelyTimes(now: Date): { tomorrow: boolean; start: string; end: string } {
    const minutes = (Math.floor((now.getHours() * 60 + now.getMinutes()) / 30) + 1) * 30;
    const tomorrow = minutes > 22 * 60 + 30;
    const from = tomorrow ? 9 * 60 : minutes;
    return { tomorrow, start: clock(from), end: clock(from + 60) };
}

function clock(minutes: number): string {
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
