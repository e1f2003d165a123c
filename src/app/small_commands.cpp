#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/installation.hpp"
#include "backups/make.hpp"
#include "backups/restore.hpp"
#include "backups/shelf.hpp"
#include "base/problem.hpp"
#include "base/run.hpp"
#include "identity/accounts.hpp"

#include <filesystem>
#include <iostream>

namespace ahimmoyak::app {

int print_version()
{
    std::cout << "ahimmoyak " << AHIMMOYAK_VERSION << '\n';
    return 0;
}

int migrate(const options& with)
{
    const data_folder folder{with.data};
    settle(with);
    db::pool database{with.database_address()};
    const auto all = all_migrations();
    database.migrate(all);
    std::cout << "The database is up to date (" << all.size() << " migrations).\n";
    return 0;
}

namespace {

task<user_id> make_administrator(installation& all, const std::vector<std::string>& words, std::string password)
{
    auto hash = co_await all.identity().passwords.hash(std::move(password));
    const identity::accounts::new_account what{words[1], words[3], words[2], hash};
    const auto now = all.time().now();
    auto make = [&](db::connection& in) {
        const auto made = identity::accounts::create_confirmed(in, what, now);
        identity::accounts::set_standing(in, made, {role::ADMIN, {}, {}}, now);
        return made;
    };
    co_return co_await all.database().write(make);
}

// For the last administrator; others are helped by one in the pages.
int reset_second_factor(const options& with, const std::string& login)
{
    const data_folder folder{with.data};
    db::pool database{with.database_address()};
    const auto had = run(database.write([&](db::connection& in) -> std::optional<bool> {
        const auto found = identity::accounts::find_by_login(in, login);
        return found ? std::optional{identity::second_factors::remove(in, found->id)} : std::nullopt;
    }));
    if (!had) {
        std::cerr << "ahimmoyak: there is no account " << login << '\n';
        return 1;
    }
    std::cout << (*had ? "The second factor is taken away; the password is as it was.\n"
                       : "This account has no second factor.\n");
    return 0;
}

} // namespace

int admin(const options& with, const std::vector<std::string>& words)
{
    if (words.size() == 2 && words[0] == "reset-second-factor")
        return reset_second_factor(with, words[1]);
    if (!words.empty() && words[0] == "access-key")
        return access_key(with, {words.begin() + 1, words.end()});
    if (words.size() != 4 || words[0] != "create") {
        std::cerr
            << "usage: ahimmoyak admin create USERNAME EMAIL NAME   (the password on standard input)\n"
               "       ahimmoyak admin reset-second-factor USERNAME\n"
               "       ahimmoyak admin access-key create NAME [read-only] [live INSTITUTION] | list | remove KEY\n";
        return 2;
    }
    std::string password;
    std::getline(std::cin, password);
    if (password.size() < 8) {
        std::cerr << "ahimmoyak: the password needs at least 8 characters\n";
        return 1;
    }
    const data_folder folder{with.data};
    settle(with);
    runtime threads{1};
    installation all{with, threads};
    try {
        run(make_administrator(all, words, password));
    } catch (const problem& refused) {
        std::cerr << "ahimmoyak: " << refused.detail().en;
        for (const auto& each : refused.issues())
            std::cerr << ' ' << each.message.en;
        std::cerr << '\n';
        return 1;
    }
    std::cout << "The administrator " << words[1] << " can sign in.\n";
    return 0;
}

int doctor(const options& with)
{
    bool well = true;
    const auto say = [&](bool good, std::string_view what, const std::string& detail) {
        std::cout << (good ? "ok    " : "WRONG ") << what << ": " << detail << '\n';
        well = well && good;
    };
    std::error_code failed;
    const auto space =
        std::filesystem::space(std::filesystem::exists(with.data) ? with.data : std::filesystem::path{"."}, failed);
    say(!failed && space.available > (1ULL << 30U), "free disk", std::to_string(space.available >> 20U) + " MiB");
    try {
        db::pool database{with.database_address()};
        const auto one = run(database.read([](db::connection& c) {
            static constexpr db::query ask{"SELECT CAST(1 AS BIGINT) AS one"};
            return c.first<std::int64_t>(ask);
        }));
        say(one == 1, "database", database.dialect() == db::dialect::sqlite ? "SQLite" : "PostgreSQL");
    } catch (const std::exception& broken) {
        say(false, "database", broken.what());
    }
    if (!with.objects_endpoint.empty()) {
        try {
            const system_clock time;
            objects::outside_store store{outside_store_of(with), time};
            const auto trouble = store.trouble();
            store.finish();
            say(!trouble, "file store",
                trouble ? with.objects_endpoint + " cannot be used: " + *trouble
                        : with.objects_endpoint + " takes uploads into " + with.objects_bucket +
                              "; pages need its CORS to allow PUT and to expose ETag");
        } catch (const std::exception& broken) {
            say(false, "file store", broken.what());
        }
    }
    say(true, "mail",
        with.smtp_host.empty() ? "kept in the built-in mailbox, unless a server is set in the page"
                               : "by " + with.smtp_host);
    say(true, "address", with.public_address.empty() ? "that of each request (no TLS)" : with.public_address);
    for (const auto& [name, each] : with.providers)
        say(!with.public_address.empty(), "sign-in by " + each.label.en,
            with.public_address.empty()
                ? "public-address is missing: people could not come back from there"
                : "give it this address: " + with.public_address + "/auth/" + name + "/callback");
    return well ? 0 : 1;
}

int analysis(const options& with, const std::string&)
{
    const data_folder folder{with.data};
    settle(with);
    runtime threads{1};
    installation all{with, threads};
    const auto count = run(analysis::rebuild(all.analysis()));
    std::cout << "The figures of " << count << " offerings are made anew.\n";
    return 0;
}

int backup(const options& with, const std::string& to)
{
    // Without the lock of the folder: the installation may be running.
    const auto where = place_of(with);
    if (backups::is_empty(where))
        throw configuration_error{"there is nothing to back up in " + with.data.string()};
    const auto now = system_clock{}.now();
    auto file = to.empty() ? where.shelf() : std::filesystem::path{to};
    if (to.empty() || std::filesystem::is_directory(file)) {
        std::filesystem::create_directories(file);
        file /= backups::shelf::name_of(now, backups::backup_kind::MANUAL);
    }
    backups::progress on;
    try {
        backups::make(where, file, now, on);
    } catch (const problem& refused) {
        std::cerr << "ahimmoyak: " << refused.detail().en << '\n';
        return 1;
    }
    std::cout << "Backed up to " << file.string() << " (" << (std::filesystem::file_size(file) >> 10U) << " KiB).\n";
    return 0;
}

int restore(const options& with, const std::string& from, bool replaces)
{
    if (!std::filesystem::is_regular_file(from))
        throw configuration_error{"there is no file " + from};
    const data_folder folder{with.data};
    settle(with);
    const auto where = place_of(with);
    if (!replaces && !backups::is_empty(where)) {
        std::cerr << "ahimmoyak: there is an installation in " << with.data.string()
                  << " already; with --replace it is put aside\n";
        return 1;
    }
    backups::progress on;
    try {
        backups::stage(where, from, all_migrations(), system_clock{}.now(), on);
    } catch (const problem& refused) {
        std::cerr << "ahimmoyak: " << refused.detail().en << '\n';
        return 1;
    }
    const auto done = backups::complete(where).value();
    std::cout << "Restored what was backed up at " << to_rfc3339(done.made_at) << ". Everybody has to sign in anew.\n"
              << "What was there before lies in " << (with.data / done.replaced_folder).string() << ".\n";
    return 0;
}

} // namespace ahimmoyak::app
