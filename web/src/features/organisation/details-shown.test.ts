import { describe, expect, it } from 'vitest';
import type { Institution } from '@/lib/api/types';
import { changesBetween, detailsShown } from './details-shown';

const before: Institution = {
    id: 1, name: '한빛교육원', ownerName: '김대표', businessNumber: '1234567891', email: 'a@b.kr', phone: '02-1', certifiedNumber: '7', createdAt: '2026-11-25T00:00:00.000Z', version: 1,
};

describe('what an organisation says of itself', () => {
    it('is shown as people write it', () => {
        expect(detailsShown(before)).toContainEqual(['businessNumber', '123-45-67891']);
        expect(detailsShown({ ...before, certifiedNumber: null }).map(([field]) => field)).not.toContain('certifiedNumber');
    });
    it('names what another has changed', () => {
        expect(changesBetween(before, { ...before, phone: '02-2', version: 2 })).toEqual([['organisationPhone', '02-2']]);
        expect(changesBetween(before, { ...before, certifiedNumber: null })).toEqual([['certifiedNumber', '–']]);
        expect(changesBetween(before, before)).toEqual([]);
    });
});
