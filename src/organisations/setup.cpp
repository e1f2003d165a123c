#include "organisations/setup.hpp"

#include "db/error.hpp"
#include "identity/accounts.hpp"
#include "organisations/membership.hpp"

namespace ahimmoyak::organisations {

namespace {

[[noreturn]] void refuse_second()
{
    throw conflict(
        "setup_done", "DONE",
        {"설정이 이미 끝났습니다. 관리자로 로그인하세요.", "Set-up is done already; sign in as the administrator."});
}

identity::accounts::new_account account_of(const setup_account& from, std::optional<language> speaks)
{
    identity::accounts::new_account made{from.username.value, from.name.value, from.email.value, {}};
    made.language = speaks;
    return made;
}

} // namespace

task<bool> setup_needed(module& m)
{
    auto ask = [&](db::connection& in) { return !identity::accounts::exists_administrator(in); };
    co_return co_await m.db.read(ask);
}

task<setup_done> set_up(module& m, setup what, std::optional<language> speaks)
{
    // Before the hashes, so that a finished installation does no work for strangers.
    if (!co_await setup_needed(m))
        refuse_second();
    auto administrator = account_of(what.administrator, speaks);
    administrator.password_hash = co_await m.identity.passwords.hash(std::move(what.administrator.password.value));
    std::optional<identity::accounts::new_account> manager;
    std::optional<new_institution> founded;
    if (what.institution) {
        auto& given = *what.institution;
        manager = account_of(given.manager, speaks);
        manager->password_hash = co_await m.identity.passwords.hash(std::move(given.manager.password.value));
        founded = new_institution{given.name,  given.owner_name, given.business_number, given.certified_number,
                                  given.email, given.phone};
    }
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) {
        if (identity::accounts::exists_administrator(in))
            refuse_second();
        setup_done done;
        done.administrator_id = identity::accounts::create_confirmed(in, administrator, now, "/administrator");
        identity::accounts::set_standing(in, done.administrator_id, {role::ADMIN, {}, {}}, now);
        if (founded) {
            const auto manager_id = identity::accounts::create_confirmed(in, *manager, now, "/institution/manager");
            done.institution_id = found_institution(in, manager_id, *founded, now).id;
        }
        return done;
    };
    try {
        co_return co_await m.db.write(work);
    } catch (const db::unique_violation& broken) {
        if (broken.concerns("business_number"))
            throw business_number_taken("/institution");
        throw;
    }
}

} // namespace ahimmoyak::organisations
