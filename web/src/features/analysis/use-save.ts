import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '@/lib/save-file';
import { toast } from '@/components/toast';

/** Saves a workbook that the server writes. */
export function useSave() {
    const { t } = useTranslation('analysis');
    const [saving, setSaving] = useState(false);
    const save = (address: string, name: string) => {
        setSaving(true);
        saveFile(address, name).catch(() => { toast(t('saveFailed')); }).finally(() => { setSaving(false); });
    };
    return { save, saving };
}
