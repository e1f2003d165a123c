import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { callTagged } from '@/lib/api/client';
import type { RuleSet, VersionedRules } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export interface HeldRules { rules: RuleSet; version: number; etag: string }
const path = '/v1/institutions/learning-rules';

async function held(method: 'GET' | 'PUT', options?: { body: RuleSet; ifMatch: string }): Promise<HeldRules> {
    const { data, etag } = await callTagged<VersionedRules>(method, path, options);
    return { rules: data.rules, version: data.version, etag: etag ?? `"${String(data.version)}"` };
}

export const learningRules = () => queryOptions({ queryKey: keys.learningRules(), queryFn: () => held('GET') });

export function useChangeRules() {
    const client = useQueryClient();
    return async (body: RuleSet, ifMatch: string) => {
        client.setQueryData(keys.learningRules(), await held('PUT', { body, ifMatch }));
    };
}
