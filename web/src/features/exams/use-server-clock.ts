import { useEffect, useState } from 'react';

/** Milliseconds that are left until the deadline by the server's clock, told anew every second. */
export function useTimeLeft(deadlineAt: string, serverNow: string, arrivedAt: number): number {
    // The browser's clock may be set by anybody; how much time has passed since the answer came, it knows.
    const [now, setNow] = useState(arrivedAt);
    useEffect(() => {
        const timer = setInterval(() => { setNow(performance.now()); }, 250);
        return () => { clearInterval(timer); };
    }, []);
    return Math.max(0, Date.parse(deadlineAt) - (Date.parse(serverNow) + now - arrivedAt));
}
