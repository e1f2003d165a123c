import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router';
import { useEventsConnection } from '@/lib/events';
import { homeOf, useInstallation, useLacksSecondFactor, useLookAgain, useSession } from '@/lib/session';
import { AccountButton } from './account-button';
import { ConsentNotice } from './consent-notice';
import { LanguageSwitch, SchemeSwitch } from './header-tools';
import classes from './layout.module.css';
import { navigation } from './navigation';
import { NotificationsBell } from './notifications-bell';
import { Mark } from './mark';
import { WaitingCount } from './waiting-count';

export function Layout() {
    const { t } = useTranslation();
    const { data: account } = useSession();
    const { data: installation } = useInstallation();
    useEventsConnection(Boolean(account), useLookAgain());
    const lacksSecondFactor = useLacksSecondFactor();
    const entries = account && !lacksSecondFactor ? navigation[account.role].filter((entry) => !entry.live || installation?.live) : [];

    return (
        <>
            <a className="ah-skip" href="#content">{t('skip')}</a>
            <header className={classes['header']}>
                <Link to={account ? homeOf(account.role) : '/'} className={classes['mark']}><Mark />{t('brand')}</Link>
                <nav className={classes['links']} aria-label={t('nav.main')}>
                    {entries.map((entry) => <NavLink key={entry.to} to={entry.to} end={entry.exact ?? false} className={classes['link'] ?? ''}>{t(entry.label)}{entry.counted && <WaitingCount />}</NavLink>)}
                </nav>
                <div className={classes['tools']}>
                    <LanguageSwitch />
                    <SchemeSwitch />
                    {account && <NotificationsBell />}
                    {account && <AccountButton />}
                </div>
            </header>
            {account && account.role !== 'ADMIN' && <ConsentNotice />}
            <main id="content" tabIndex={-1} style={{ outline: 'none' }}><Outlet /></main>
            {entries.length > 1 && (
                <nav className={classes['bottom']} aria-label={t('nav.main')}>
                    {entries.filter((entry) => !entry.desk).map((entry) => (
                        <NavLink key={entry.to} to={entry.to} end={entry.exact ?? false} className={classes['tab'] ?? ''}>
                            <entry.icon size={22} stroke={1.7} aria-hidden />{t(entry.label)}
                        </NavLink>
                    ))}
                </nav>
            )}
            <ScrollRestoration />
        </>
    );
}
