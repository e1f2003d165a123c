import { useSearchParams } from 'react-router';

/** What a list is narrowed by, kept in the address: coming back from an entry finds the list as it was. */
export function useAddressQuery(): [query: URLSearchParams, put: (name: string, value: string) => void, clear: () => void] {
    const [query, setQuery] = useSearchParams();
    const put = (name: string, value: string) => {
        setQuery((now) => {
            const next = new URLSearchParams(now);
            if (value) next.set(name, value); else next.delete(name);
            return next;
        }, { replace: true });
    };
    return [query, put, () => { setQuery({}, { replace: true }); }];
}
