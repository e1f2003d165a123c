import { Button, Group, Paper, Text, useComputedColorScheme } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { CellStyleModule, ClientSideRowModelModule, colorSchemeDark, colorSchemeLight, ColumnAutoSizeModule, LocaleModule, ModuleRegistry, NumberFilterModule, PaginationModule, RowStyleModule, TextFilterModule, themeQuartz, type ColDef } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import classes from './analysis.module.css';
import { useSave } from './use-save';

ModuleRegistry.registerModules([CellStyleModule, ClientSideRowModelModule, ColumnAutoSizeModule, LocaleModule, NumberFilterModule, PaginationModule, RowStyleModule, TextFilterModule]);

const look = {
    fontFamily: 'inherit', fontSize: 14, backgroundColor: 'var(--ah-surface)', foregroundColor: 'var(--mantine-color-text)', borderColor: 'var(--ah-line)', headerBackgroundColor: 'var(--ah-surface)',
    accentColor: 'var(--ah-accent)', wrapperBorder: false, rowHeight: 40, headerHeight: 42,
} as const;
const themes = { light: themeQuartz.withPart(colorSchemeLight).withParams(look), dark: themeQuartz.withPart(colorSchemeDark).withParams(look) };

interface Props<T> {
    name: string;
    rows: T[];
    /** All there are; the grid holds up to twenty thousand of them, as its workbook does. */
    total: number;
    columns: ColDef<T>[];
    rowId: (row: T) => string;
    onRow?: (row: T) => void;
    /** Those that everything is narrowed to. */
    isChosen?: (row: T) => boolean;
    file: { address: string; name: string };
    hint?: string;
}

/** AG Grid with our looks, in our languages; what it shows, the server writes into a workbook. */
export function Grid<T extends object>({ name, rows, total, columns, rowId, onRow, isChosen, file, hint }: Props<T>) {
    const { t, i18n } = useTranslation('analysis');
    const scheme = useComputedColorScheme('light');
    const printing = usePrinting();
    const { save, saving } = useSave();
    return (
        <Paper p={0} style={{ overflow: 'hidden' }}>
            <Group justify="space-between" p="sm" gap="xs">
                <Text size="sm" c="dimmed">{t('rows', { count: total })}{rows.length < total ? ` · ${t('ofAll', { number: rows.length.toLocaleString() })}` : ''}{hint ? ` · ${hint}` : ''}</Text>
                <Button size="xs" variant="default" className={classes['noPrint'] ?? ''} leftSection={<IconFileSpreadsheet size={16} aria-hidden />} loading={saving} onClick={() => { save(file.address, file.name); }}>{t('save')}</Button>
            </Group>
            <div className={classes['grid']}>
                <AgGridReact<T>
                    key={`${i18n.language}-${String(printing)}`}
                    theme={themes[scheme]} getLocaleText={({ key, defaultValue }) => (i18n.exists(`analysis:grid.${key}`) ? t(`grid.${key}`) : defaultValue)} rowData={rows} columnDefs={columns}
                    defaultColDef={{ sortable: true, resizable: true, filter: true, minWidth: 96, flex: 1 }}
                    getRowId={({ data }) => rowId(data)} domLayout={printing ? 'print' : 'normal'}
                    pagination={!printing && rows.length > 100} paginationPageSize={50} paginationPageSizeSelector={[50, 100, 500]}
                    suppressCellFocus={false} enableCellTextSelection ensureDomOrder suppressColumnVirtualisation
                    onRowClicked={({ data }) => { if (data) onRow?.(data); }}
                    onCellKeyDown={({ data, event }) => { if (data && (event as KeyboardEvent | null)?.key === 'Enter') onRow?.(data); }}
                    getRowStyle={({ data }) => ({ ...(onRow && { cursor: 'pointer' }), ...(data && isChosen?.(data) && { background: 'color-mix(in oklab, var(--ah-accent) 14%, var(--ah-surface))', fontWeight: 600 }) })}
                    containerStyle={{ inlineSize: '100%', blockSize: '100%' }}
                    aria-label={name}
                />
            </div>
        </Paper>
    );
}

/** Paper has no scroll bars: while it is printed, the grid stands there as a whole. */
function usePrinting(): boolean {
    const [printing, setPrinting] = useState(false);
    useEffect(() => {
        const begin = () => { flushSync(() => { setPrinting(true); }); };
        const end = () => { setPrinting(false); };
        window.addEventListener('beforeprint', begin);
        window.addEventListener('afterprint', end);
        return () => { window.removeEventListener('beforeprint', begin); window.removeEventListener('afterprint', end); };
    }, []);
    return printing;
}
