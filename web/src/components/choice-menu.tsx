import { Menu, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';

interface Choice { value: string; label: string }

/** One of some, from a menu over a picture. In full screen only what is inside the player is seen: then the menu stays inside. */
export function ChoiceMenu({ label, face, className, choices, value, onChoose, inside }: { label: string; face: ReactNode; className: string | undefined; choices: Choice[]; value: string; onChoose: (value: string) => void; inside: boolean }) {
    return (
        <Menu position="top-end" withinPortal={!inside}>
            <Menu.Target>
                <UnstyledButton className={className} aria-label={label} title={label}>{face}</UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown mah={300} style={{ overflowY: 'auto' }}>
                <Menu.RadioGroup value={value} onChange={(next) => { onChoose(next); }}>
                    {choices.map((each) => <Menu.RadioItem key={each.value} value={each.value} closeMenuOnClick>{each.label}</Menu.RadioItem>)}
                </Menu.RadioGroup>
            </Menu.Dropdown>
        </Menu>
    );
}
