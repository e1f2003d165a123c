/** A value that tells when it changes; React reads it through useSyncExternalStore. */
export class Store<T> {
    private readonly listeners = new Set<() => void>();

    constructor(private value: T) {}

    readonly get = (): T => this.value;

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    set(value: T): void {
        if (Object.is(value, this.value)) return;
        this.value = value;
        for (const listener of [...this.listeners]) listener();
    }

    update(change: Partial<T>): void {
        const keys = Object.keys(change) as (keyof T)[];
        if (keys.every((key) => Object.is(change[key], this.value[key]))) return;
        this.set({ ...this.value, ...change });
    }
}
