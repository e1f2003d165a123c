#include "app/installation.hpp"

#include "app/data_folder.hpp"
#include "app/given_settings.hpp"
#include "app/idempotency.hpp"
#include "app/ingest_certificate.hpp"
#include "app/operations.hpp"
#include "app/personal_data.hpp"
#include "app/setup_api.hpp"
#include "audit/entries.hpp"
#include "backups/daily.hpp"
#include "base/log.hpp"
#include "base/random.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <fstream>
#include <future>
#include <thread>
#include <unistd.h>

namespace ahimmoyak::questions {
std::vector<db::migration> migrations();
}
// Of modules that have nothing else yet.
namespace ahimmoyak::questions {
std::vector<db::migration> migrations();
}
namespace ahimmoyak::exams {
std::vector<db::migration> migrations();
}

namespace ahimmoyak::app {

namespace {

// What mails link to and tokens name as their issuer.
std::string address_of(const options& with)
{
    return with.public_address.empty() ? "http://localhost:" + std::to_string(with.port) : with.public_address;
}

// A connection is a thread here and a process there: beyond two for each core they only take turns. On two
// cores a page of rows costs a seventh less CPU with four connections than with eight.
db::options database_options()
{
    db::options with;
    with.postgres_connections = std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency()));
    return with;
}

std::string bare(std::string_view address)
{
    const auto scheme = address.find("://");
    return std::string{scheme == std::string_view::npos ? address : address.substr(scheme + 3)};
}

// A secret of the installation, made once and kept in its data folder.
std::string kept_secret(const std::filesystem::path& file)
{
    if (std::ifstream in{file}; in) {
        std::string secret{std::istreambuf_iterator<char>{in}, {}};
        if (secret.size() >= 32)
            return secret;
    }
    auto made = random_token(32);
    std::ofstream out{file, std::ios::trunc};
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    out << made << std::flush;
    if (!out)
        throw std::runtime_error{file.string() + " cannot be written"};
    return made;
}

videos::options video_options(const options& with)
{
    videos::options made;
    made.heights = with.media_heights;
    made.playback_key = kept_secret(with.data / "video.key");
    char host[256]{};
    ::gethostname(host, sizeof host - 1);
    std::error_code unknown;
    made.name = std::string{host} + ":" + std::filesystem::weakly_canonical(with.data, unknown).string();
    return made;
}

identity::options identity_options(const options& with)
{
    identity::options made;
    made.public_address = address_of(with);
    made.cookie_domain = with.cookie_domain;
    made.accounts_key = kept_secret(with.data / "accounts.key");
    made.administrators_need_second_factor = with.administrator_second_factor.empty()
                                                 ? !is_demonstration(with)
                                                 : with.administrator_second_factor == "required";
    for (const auto& [name, each] : with.providers)
        made.external.push_back(each);
    return made;
}

// Runs a coroutine on a context that other threads run, and waits for it here.
void wait_for(const executor& on, task<> work)
{
    asio::co_spawn(on, std::move(work), asio::use_future).wait_for(std::chrono::seconds{5});
}

} // namespace

bool is_demonstration(const options& with) { return std::filesystem::exists(with.data / "demo.json"); }

objects::outside_store::options outside_store_of(const options& with)
{
    return {.endpoint = with.objects_endpoint,
            .bucket = with.objects_bucket,
            .keys = {with.objects_access_key, with.objects_secret_key, with.objects_region},
            .path_style = with.objects_path_style};
}

std::vector<db::migration> all_migrations()
{
    std::vector<db::migration> all;
    const auto add = [&all](std::vector<db::migration> more) {
        for (auto& each : more)
            all.push_back(std::move(each));
    };
    add(events::migrations());
    add(mail::migrations());
    add(settings::migrations());
    add(backups::migrations());
    add(identity::migrations());
    add(organisations::migrations());
    add(audit::migrations());
    add(courses::migrations());
    add(contents::migrations());
    add(videos::migrations());
    add(offerings::migrations());
    add(boards::migrations());
    add(learning::migrations());
    add(questions::migrations());
    add(exams::migrations());
    add(marking::migrations());
    add(notifications::migrations());
    add(chat::migrations());
    add(quiz::migrations());
    add(live::migrations());
    add(control::migrations());
    add(certificates::migrations());
    add(reviews::migrations());
    add(analysis::migrations());
    add(app::migrations());
    return all;
}

// Half of the processors, so that encoding never takes all of the machine; as many broadcasts as have two each.
media::renditions::options installation::live_rooms::rendition_options(installation& in)
{
    const auto processors = std::max(1U, std::thread::hardware_concurrency());
    media::renditions::options made;
    for (std::string_view rest = in.with_.live_heights; !rest.empty();) {
        const auto each = rest.substr(0, rest.find(','));
        made.sizes.push_back(std::stoi(std::string{each}));
        rest.remove_prefix(std::min(rest.size(), each.size() + 1));
    }
    made.wanted = [&now = in.settings_.now] { return now.get()->live_renditions; };
    made.processors = static_cast<int>(std::max(1U, processors / 2));
    made.most_ladders = std::max(1U, processors / 4);
    made.find = [this](const std::string& channel) { return hub.find(channel); };
    made.on_happening = [this](std::string channel, media::renditions::happening what, std::string detail) {
        return live::note_renditions(live, std::move(channel), what, std::move(detail));
    };
    return made;
}

installation::live_rooms::live_rooms(installation& in)
    : certificate{ingest_certificate(in.with_)}, gate{in.database_, roster},
      chat{in.database_,
           in.clock_,
           gate,
           {.review = {in.with_.chat_review_hook, in.with_.chat_review_denies},
            .public_origin = in.with_.public_address}},
      quiz{in.database_, in.clock_, gate,
           [&pages = in.page_events_](std::string_view topic, std::string_view type, std::string_view json) {
               pages.publish(topic, type, json);
           }},
      recorder{{.folder = in.with_.data / "recordings"}}, renditions{rendition_options(in)},
      hub{{.takeover_silence = in.with_.takeover_after,
           .on_segment = [this](const auto& channel, const auto& done, const auto& init,
                                const auto& run) { recorder.take(channel, done, init, run); },
           .on_change = [this](const auto& channel,
                               media::hls::tapped what) { renditions.take(channel, std::move(what)); }},
          in.clock_},
      live{in.database_,
           in.clock_,
           roster,
           hub,
           recorder,
           in.objects_,
           chat,
           quiz.tell_pages,
           {.public_origin = in.with_.public_address,
            .rtmp_port = in.with_.rtmp_port,
            .rtmps_port = in.with_.rtmps_port,
            .takes_rtmps = [shown = certificate] { return shown && shown->current(); },
            .zone = in.with_.zone,
            .playback_key = kept_secret(in.with_.data / "playback.key")}},
      studio{live}, control{live, in.blocking_, in.with_.data / "objects" / "keys"}
{
    live.pictures = &in.videos_;
    live.renditions = [this] { return renditions.now(); };
    live.keeps_recordings = [&now = in.settings_.now] {
        const auto is = now.get();
        return live::recordings::retention{is->recording_days, is->recording_days_since};
    };
    live.note_expired = [](db::connection& c, const live::lecture& of, timestamp now) {
        audit::note what;
        what.institution = of.institution_id;
        what.action = "EXPIRE /v1/live/{channelId}/recording";
        what.subjects = {{"channelId", {of.id.value}}};
        audit::keep(c, what, now);
    };
}

installation::installation(options with, runtime& on)
    : with_{std::move(with)}, on_{on}, blocking_{4}, database_{with_.database_address(), database_options()},
      bus_{database_}, embedded_{with_.objects_endpoint.empty()
                                     ? std::make_unique<objects::embedded_store>(
                                           objects::embedded_store::options{.directory = with_.data / "objects",
                                                                            .host = bare(with_.public_address)},
                                           blocking_, clock_)
                                     : nullptr},
      outside_{embedded_ ? nullptr : std::make_unique<objects::outside_store>(outside_store_of(with_), clock_)},
      objects_{embedded_ ? static_cast<objects::store&>(*embedded_) : *outside_}, mail_{database_, clock_},
      settings_{database_, clock_, given_settings(with_), kept_secret(with_.data / "settings.key").substr(0, 32),
                with_.zone},
      identity_{database_, clock_, identity_options(with_)}, organisations_{database_, identity_, with_.zone},
      audit_{database_, clock_}, courses_{database_, clock_}, contents_{database_, clock_, objects_},
      videos_{database_, clock_, objects_, blocking_, video_options(with_)}, offerings_{database_, clock_, with_.zone},
      boards_{database_, clock_, with_.zone, contents_}, questions_{database_, clock_},
      administration_{identity_, address_of(with_)},
      backups_{place_of(with_), clock_, all_migrations(), database_, with_.zone},
      health_{database_, clock_, place_of(with_), all_migrations(), health_sources()},
      learning_{database_,
                clock_,
                objects_,
                {.zone = with_.zone,
                 .secret = kept_secret(with_.data / "learning.key"),
                 .pass = &videos_.pass,
                 .secure = with_.secure()}},
      exams_{database_, clock_, learning_.identity_methods, with_.zone}, marking_{database_, clock_},
      certificates_{
          database_, clock_, learning_.advances, {.public_address = with_.public_address, .zone = with_.zone}},
      evidence_{database_, clock_, with_.zone, kept_secret(with_.data / "evidence.key")}, reviews_{database_, clock_},
      analysis_{database_, clock_, learning_.advances, with_.zone},
      notifications_{database_,
                     clock_,
                     page_events_,
                     {address_of(with_), [this] { return settings_.now.get()->speaks; }, with_.zone}}
{
    learning_.identity_methods.push_back(learning::code_by_email());
    learning_.identity_methods.push_back(learning::code_of_second_factor(identity_.second_factors));
    const auto migrations = all_migrations();
    database_.migrate(migrations);
    plan_services();
}

installation::~installation() = default;

std::string_view installation::database_kind() const
{
    return database_.dialect() == db::dialect::sqlite ? "SQLite" : "PostgreSQL";
}

// Each service: what it needs, and what it adds to the site. Workers start later, when the site stands.
void installation::plan_services()
{
    const auto add = [this](std::string name, std::vector<std::string> needs, auto& module) {
        services_.add(std::move(name), std::move(needs), [this, &module] { add_routes(site_, book_, module); });
    };
    add("mail", {}, mail_);
    services_.add("identity", {"mail"}, [this] {
        identity::add_routes(site_, book_, identity_);
        add_setup_routes(site_, book_, *this);
    });
    add("organisations", {"identity"}, organisations_);
    add("audit", {"organisations"}, audit_);
    add("courses", {"organisations"}, courses_);
    services_.add("objects", {}, [this] {
        if (embedded_)
            objects::add_routes(site_, *embedded_);
    });
    add("contents", {"courses", "objects"}, contents_);
    add("videos", {"contents"}, videos_);
    add("offerings", {"contents"}, offerings_);
    services_.add("administration", {"offerings"}, [this] {
        administration::add_routes(site_, book_, administration_);
        backups::add_routes(site_, book_, backups_);
        health::add_routes(site_, book_, health_);
        settings::add_routes(site_, book_, settings_);
    });
    add("boards", {"offerings"}, boards_);
    add("questions", {"courses"}, questions_);
    add("learning", {"offerings", "videos"}, learning_);
    add("exams", {"learning", "questions"}, exams_);
    add("marking", {"exams"}, marking_);
    services_.add("certificates", {"exams"}, [this] {
        certificates::add_routes(site_, book_, certificates_);
        evidence::add_routes(site_, book_, evidence_);
        reviews::add_routes(site_, book_, reviews_);
        analysis::add_routes(site_, book_, analysis_);
    });
    add("notifications", {"offerings"}, notifications_);
    plan_live();
}

void installation::plan_live()
{
    services_.add("live", {"learning", "notifications"}, [this] {
        live_.emplace(*this);
        chat::add_routes(site_, book_, live_->chat);
        quiz::add_routes(site_, book_, live_->quiz);
        live::add_routes(site_, book_, live_->live);
        studio::add_routes(site_, book_, live_->studio);
        control::add_routes(site_, live_->control);
        page_events_.live_topics_by([&m = live_->live](caller who, std::int64_t channel) {
            return live::topics_for(m, who, channel_id{channel});
        });
    });
}

health::sources installation::health_sources() const
{
    health::sources from;
    from.backs_up_daily = [this] { return settings_.now.get()->backup.has_value(); };
    from.zone = with_.zone;
    if (with_.secure())
        from.https_host = bare(with_.public_address).substr(0, bare(with_.public_address).find(':'));
    from.sends_mail = [this] { return settings_.now.get()->mail.has_value(); };
    if (outside_)
        from.store_trouble = [this] { return outside_->trouble(); };
    from.live = [this]() -> std::optional<health::live_facts> {
        if (!live_)
            return std::nullopt;
        health::live_facts now;
        for (const auto& each : live_->hub.all())
            now.broadcast_count += each->stats().publishing ? 1 : 0;
        now.viewer_count = static_cast<std::int64_t>(live_->live.presences.watching());
        return now;
    };
    return from;
}

void installation::obey_settings()
{
    const auto& now = settings_.now;
    identity_.sign_up_open = [&now] { return now.get()->sign_up_open; };
    identity_.kept_of_people = all_personal_data([&now] { return static_cast<int>(now.get()->training_years); });
    backups_.plan = [&now]() -> std::optional<backups::schedule> {
        const auto is = now.get();
        if (!is->backup)
            return std::nullopt;
        return backups::schedule{is->backup->minute, static_cast<std::size_t>(is->backup->keep), is->backup->since};
    };
}

void installation::open_services()
{
    static const std::vector<std::string> everything{
        "mail",     "identity", "organisations", "audit",          "courses",       "objects",
        "contents", "videos",   "offerings",     "administration", "boards",        "questions",
        "learning", "exams",    "marking",       "certificates",   "notifications", "live"};
    services_.start(with_.services.empty() ? everything : with_.services);
    site_.authenticate_by(identity_.authenticator);
    site_.repeat_by(std::make_shared<kept_answers>(database_, clock_));
    site_.audit_by(std::make_shared<audit::log>(database_, clock_));
    site_.origins.allowed = with_.cors_origins;
    if (!with_.public_address.empty())
        site_.origins.allowed.push_back(with_.public_address);
    obey_settings();
    const auto is_over = [this](session_id which) { return identity_.sessions.is_revoked(which); };
    page_events_.sessions_over_by(is_over);
    if (live_) {
        live_->chat.is_over = is_over;
        live_->chat.tell_pages = live_->quiz.tell_pages;
        live_->studio.is_over = is_over;
    }
    identity_.when_revoked = [this](session_id which) {
        page_events_.end_session(which);
        if (!live_)
            return;
        chat::end_session(live_->chat, which);
        studio::end_session(live_->studio, which);
    };
    page_events_.add_to(site_);
    pages_.files_at(objects_.origin());
    pages_.add_to(site_);
    add_operations(site_, book_, database_, AHIMMOYAK_VERSION);
}

void installation::start_workers()
{
    const auto on = on_.first();
    wait_for(on, settings::start(settings_));
    wait_for(on, identity::start(identity_));
    identity::subscribe(bus_, identity_);
    if (services_.runs("contents"))
        contents::subscribe(bus_, contents_);
    if (services_.runs("videos"))
        videos::subscribe(bus_, videos_);
    if (services_.runs("learning"))
        learning::subscribe(bus_, learning_);
    if (services_.runs("marking"))
        marking::subscribe(bus_, marking_);
    if (services_.runs("certificates"))
        certificates::subscribe(bus_, certificates_);
    if (services_.runs("certificates"))
        analysis::subscribe(bus_, analysis_);
    if (services_.runs("notifications"))
        notifications::subscribe(bus_, notifications_);
    if (live_)
        live::subscribe(bus_, live_->live);
    spawn(on, "events", bus_.run());
    health_.pulse.watch(on_);
    spawn(on, "settings", settings::keep_current(settings_));
    if (services_.runs("administration"))
        spawn(on, "daily backup", backups::keep_daily(backups_));
    spawn(on, "identity", [](identity::module& m) -> task<> {
        for (;;) {
            co_await identity::tidy(m);
            co_await sleep_for(std::chrono::hours{1});
        }
    }(identity_));
    if (services_.runs("organisations"))
        spawn(on, "invitations", [](organisations::module& m) -> task<> {
            for (;;) {
                co_await organisations::tidy(m);
                co_await sleep_for(std::chrono::hours{24});
            }
        }(organisations_));
    transport_.emplace(settings_.now);
    sender_.emplace(database_, blocking_, *transport_, clock_);
    spawn(on, "mail", sender_->run());
    if (services_.runs("objects") && embedded_)
        spawn(on, "objects", embedded_->keep_swept());
    if (services_.runs("contents"))
        spawn(on, "uploads", contents::keep_tidy(contents_));
    if (services_.runs("videos"))
        spawn(on, "videos", videos::keep_preparing(videos_));
    if (services_.runs("offerings"))
        spawn(on, "dates", offerings::keep_turning(offerings_));
    if (services_.runs("exams"))
        spawn(on, "exams", exams::keep_exams(exams_));
    if (services_.runs("marking"))
        spawn(on, "likeness", marking::keep_comparing(marking_));
    if (services_.runs("certificates"))
        spawn(on, "certificates", certificates::keep_issuing(certificates_));
    if (services_.runs("certificates"))
        spawn(on, "analysis", analysis::keep_fresh(analysis_));
    if (!live_)
        return;
    spawn(on, "chat", chat::work(live_->chat));
    spawn(on, "quiz", quiz::work(live_->quiz));
    spawn(on, "media", live_->hub.tend());
    spawn(on, "recordings", live_->recorder.work());
    spawn(on, "renditions", live_->renditions.work());
    spawn(on, "live", live::work(live_->live));
    spawn(on, "studio", studio::work(live_->studio));
    control::connect(live_->studio.broadcast, live_->control);
    media::rtmp_server::options ingest;
    const auto at = asio::ip::make_address(with_.rtmp_listen.empty() ? with_.listen : with_.rtmp_listen);
    ingest.listen = {at, with_.rtmp_port};
    if (!with_.tls_cert.empty() && !live_->certificate->current())
        throw configuration_error{"tls-cert, tls-key: " + live_->certificate->trouble()};
    if (live_->certificate)
        ingest.tls = {{at, with_.rtmps_port}, live_->certificate};
    live::connect(ingest, live_->live);
    control::connect(ingest, live_->control);
    live_->rtmp.emplace(on, live_->hub, std::move(ingest));
    try {
        live_->rtmp->start();
    } catch (const boost::system::system_error& taken) {
        const auto tls = live_->certificate ? " or the RTMPS port " + std::to_string(with_.rtmps_port) : std::string{};
        throw configuration_error{"the RTMP port " + std::to_string(with_.rtmp_port) + tls + " cannot be used (" +
                                  taken.code().message() + "); choose another with --rtmp-port" +
                                  (tls.empty() ? "" : " or --rtmps-port")};
    }
}

void installation::leave()
{
    page_events_.end_all();
    if (live_) {
        wait_for(on_.first(), chat::drain(live_->chat));
        wait_for(on_.first(), studio::drain(live_->studio));
        wait_for(on_.first(), live_->rtmp->stop());
        live_->hub.close();
    }
}

void installation::finish_pools()
{
    if (live_) {
        live_->recorder.thread().finish();
        live_->live.spreadsheets.finish();
    }
    backups::stop(backups_);
    backups_.blocking.finish();
    health_.blocking.finish();
    settings_.blocking.finish();
    blocking_.finish();
    if (live_)
        live_->chat.review.finish();
    if (outside_)
        outside_->finish();
    identity_.passwords.finish();
    identity_.external.finish();
    organisations_.spreadsheets.finish();
    questions_.files.finish();
    certificates_.drawing.finish();
    evidence_.packing.finish();
    analysis_.spreadsheets.finish();
    database_.finish();
}

void installation::stop_workers()
{
    const auto on = on_.first();
    if (live_) {
        quiz::stop(live_->quiz);
        wait_for(on, live_->renditions.stop());
        wait_for(on, live::stop(live_->live));
        wait_for(on, live_->recorder.stop());
    }
    if (sender_)
        sender_->stop();
    wait_for(on, videos::stop(videos_));
    wait_for(on, bus_.stop());
}

} // namespace ahimmoyak::app
