#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/demo/fill.hpp"
#include "app/demo/people.hpp"
#include "base/random.hpp"
#include "base/run.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iostream>

namespace ahimmoyak::app {

namespace {

constexpr db::query count_users{"SELECT CAST(COUNT(*) AS BIGINT) AS users FROM users"};

// Where the password of the demonstration is remembered, so that a second start prints it again.
std::filesystem::path note_of(const options& with) { return with.data / "demo.json"; }

void print_accounts(const std::string& password, bool as_json)
{
    if (as_json) {
        boost::json::array accounts;
        for (const auto& each : demo_people())
            accounts.push_back(
                {{"login", each.login}, {"name", each.name}, {"role", each.role}, {"organisation", each.organisation}});
        std::cout << boost::json::serialize(boost::json::object{{"password", password}, {"accounts", accounts}})
                  << '\n';
        return;
    }
    std::cout << "Demonstration accounts, all with the password " << password << "\n";
    for (const auto& each : demo_people()) {
        // The many trainees are told as a range.
        if (each.role == "EMPLOYEE" && each.login != "trainee1")
            continue;
        std::cout << "  " << each.login << std::string(14 - each.login.size(), ' ') << each.role
                  << std::string(12 - each.role.size(), ' ') << each.name << ' ' << each.organisation << '\n';
    }
    std::cout << "  … to trainee30\n" << std::flush;
}

} // namespace

int demo(const options& with, bool as_json)
{
    const data_folder folder{with.data};
    settle(with);
    if (std::ifstream note{note_of(with)}; note) {
        const std::string text{std::istreambuf_iterator<char>{note}, {}};
        print_accounts(std::string{boost::json::parse(text).at("password").as_string()}, as_json);
        return 0;
    }
    runtime threads{1};
    installation all{with, threads};
    all.open_services();
    const auto users = run(all.database().read([](db::connection& in) { return in.first<std::int64_t>(count_users); }));
    if (users.value_or(0) > 0) {
        std::cerr << "ahimmoyak: this installation is in use; a demonstration fills an empty one only (name another "
                     "folder with --data)\n";
        return 1;
    }
    const auto password = random_alphanumeric(12);
    run(fill_demonstration(all, password));
    std::ofstream note{note_of(with)};
    note << boost::json::serialize(boost::json::object{{"password", password}}) << '\n';
    note.close();
    std::filesystem::permissions(note_of(with),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    print_accounts(password, as_json);
    return 0;
}

} // namespace ahimmoyak::app
