/** The day of the calendar in Seoul, so many days from today, as YYYY-MM-DD. */
export function day(fromToday = 0) {
    return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(Date.now() + fromToday * 86_400_000);
}

/** A moment so many minutes from now, as the API writes it. */
export function moment(minutes = 0) {
    return new Date(Date.now() + minutes * 60_000).toISOString();
}
