#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/options.hpp"
#include "base/log.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sys/resource.h>
#include <unistd.h>

extern char** environ;

namespace ahimmoyak::app {

namespace {

std::map<std::string, std::string> environment()
{
    std::map<std::string, std::string> all;
    for (char** each = environ; *each; ++each) {
        const std::string_view entry{*each};
        const auto equals = entry.find('=');
        if (equals != std::string_view::npos)
            all.emplace(entry.substr(0, equals), entry.substr(equals + 1));
    }
    return all;
}

std::string flag_of(std::string_view name)
{
    std::string flag = "--" + std::string{name};
    for (auto& c : flag)
        c = c == '.' ? '-' : c;
    return flag;
}

// Connections and parts are descriptors; the soft limit of a shell is 1,024.
void raise_descriptor_limit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void prepare(const options& with)
{
    log::threshold(with.log_level == "debug"     ? log::level::debug
                   : with.log_level == "warning" ? log::level::warning
                   : with.log_level == "error"   ? log::level::error
                                                 : log::level::info);
    ::setenv("TZ", with.zone.c_str(), 1);
    raise_descriptor_limit();
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace

int run(int argc, char** argv)
{
    CLI::App program{"Ahimmoyak: a job-training platform with live lectures"};
    program.require_subcommand(1);
    std::map<std::string, std::string> flags;
    const auto configured = [&flags](CLI::App* command) {
        command->add_option_function<std::string>(
            "--config", [&flags](const std::string& value) { flags["config"] = value; },
            "TOML file (config.toml in the data folder)");
        for (const auto& each : settings())
            if (!each.secret)
                command->add_option_function<std::string>(
                    flag_of(each.name),
                    [&flags, name = std::string{each.name}](const std::string& value) { flags[name] = value; },
                    std::string{each.help});
        return command;
    };
    auto* serve_command = configured(program.add_subcommand("serve", "Serves until it is told to stop"));
    auto* migrate_command = configured(program.add_subcommand("migrate", "Brings the database up to date"));
    auto* demo_command = configured(program.add_subcommand("demo", "Fills an installation with a demonstration"));
    auto* doctor_command =
        configured(program.add_subcommand("doctor", "Looks at the installation and says what is wrong"));
    auto* admin_command = configured(program.add_subcommand(
        "admin", "Makes an administrator (admin create USERNAME EMAIL NAME), takes a lost second factor away (admin "
                 "reset-second-factor USERNAME), or makes keys for programs that speak S3 or IVS (admin access-key)"));
    auto* backup_command =
        configured(program.add_subcommand("backup", "Makes a backup of everything: backup [FILE|FOLDER]"));
    auto* restore_command = configured(program.add_subcommand("restore", "Brings a backup back: restore FILE"));
    auto* objects_command = configured(program.add_subcommand(
        "objects", "Looks after the stored files: objects scrub reads all of them and says what is broken"));
    auto* evidence_command =
        configured(program.add_subcommand("evidence", "Checks a pack of evidence, offline: evidence verify FILE"));
    auto* analysis_command = configured(program.add_subcommand(
        "analysis", "Makes the figures of institutions and companies anew from the records: analysis rebuild"));
    auto* version_command = program.add_subcommand("version", "Says the version");

    bool as_json = false;
    demo_command->add_flag("--json", as_json, "Print the accounts as JSON");
    std::vector<std::string> admin_words;
    admin_command->add_option(
        "words", admin_words,
        "create USERNAME EMAIL NAME, the password on standard input; reset-second-factor USERNAME; "
        "access-key create NAME [read-only] [live INSTITUTION], access-key list, access-key remove KEY");

    std::vector<std::string> evidence_words;
    evidence_command->add_option("words", evidence_words, "verify FILE");
    std::string evidence_key;
    evidence_command->add_option("--key", evidence_key,
                                 "the public key that it should be signed by; else that of this installation");

    std::string backup_to;
    backup_command->add_option("file", backup_to, "where to; backups/ in the data folder when it is not said");
    std::string restore_from;
    bool replaces = false;
    restore_command->add_option("file", restore_from, "the backup")->required();
    restore_command->add_flag("--replace", replaces, "also when there is something already; it is kept aside");

    std::string objects_word;
    objects_command->add_option("word", objects_word, "scrub")->required()->check(CLI::IsMember({"scrub"}));

    std::string analysis_word;
    analysis_command->add_option("word", analysis_word, "rebuild")->required()->check(CLI::IsMember({"rebuild"}));

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return program.exit(wrong);
    }
    if (version_command->parsed())
        return print_version();
    const auto with = read_options(flags, environment());
    prepare(with);
    if (serve_command->parsed())
        return serve(with);
    if (migrate_command->parsed())
        return migrate(with);
    if (demo_command->parsed())
        return demo(with, as_json);
    if (doctor_command->parsed())
        return doctor(with);
    if (evidence_command->parsed())
        return evidence(with, evidence_words, evidence_key);
    if (backup_command->parsed())
        return backup(with, backup_to);
    if (restore_command->parsed())
        return restore(with, restore_from, replaces);
    if (objects_command->parsed())
        return scrub(with);
    if (analysis_command->parsed())
        return analysis(with, analysis_word);
    return admin(with, admin_words);
}

} // namespace ahimmoyak::app

int main(int argc, char** argv)
{
    try {
        const int status = ahimmoyak::app::run(argc, argv);
        if (status != ahimmoyak::app::start_anew)
            return status;
        // The same process with the same words: whoever watches over it notices nothing. No descriptor stays open.
        ::close_range(3, ~0U, 0);
        ::execv("/proc/self/exe", argv);
        throw std::runtime_error{"cannot start anew"};
    } catch (const std::exception& failure) {
        std::cerr << "ahimmoyak: " << failure.what() << '\n';
        return 1;
    }
}
