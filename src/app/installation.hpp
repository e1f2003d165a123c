#pragma once

#include "administration/api.hpp"
#include "analysis/api.hpp"
#include "app/modules.hpp"
#include "app/options.hpp"
#include "app/pages.hpp"
#include "audit/api.hpp"
#include "audit/log.hpp"
#include "backups/api.hpp"
#include "base/clock.hpp"
#include "base/runtime.hpp"
#include "base/work_pool.hpp"
#include "boards/api.hpp"
#include "certificates/api.hpp"
#include "chat/api.hpp"
#include "contents/api.hpp"
#include "control/api.hpp"
#include "courses/api.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "evidence/api.hpp"
#include "exams/api.hpp"
#include "health/api.hpp"
#include "http/page_events.hpp"
#include "http/router.hpp"
#include "identity/api.hpp"
#include "json/schema.hpp"
#include "learning/api.hpp"
#include "live/api.hpp"
#include "live/gate.hpp"
#include "live/offerings_roster.hpp"
#include "mail/api.hpp"
#include "mail/sender.hpp"
#include "mail/smtp.hpp"
#include "marking/api.hpp"
#include "media/hls/hub.hpp"
#include "media/renditions/renditions.hpp"
#include "media/rtmp/server.hpp"
#include "notifications/api.hpp"
#include "objects/api.hpp"
#include "objects/outside_store.hpp"
#include "offerings/api.hpp"
#include "organisations/api.hpp"
#include "questions/api.hpp"
#include "quiz/api.hpp"
#include "reviews/api.hpp"
#include "settings/api.hpp"
#include "studio/api.hpp"
#include "videos/api.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::app {

/// All rooms of the house, made in order of need and joined. Only the services that were asked for
/// have routes and workers; the others are libraries. Made and ended on the main thread.
class installation {
public:
    /// Opens the database and brings it up to date.
    installation(options with, runtime& on);
    ~installation();
    installation(installation&&) = delete;

    /// How the program starts anew when a backup is restored; before open_services().
    void restart_by(std::function<void()> how) { backups_.restart = std::move(how); }

    /// Adds the routes of the wanted services. The site does not change any more afterwards.
    void open_services();
    /// Starts what runs by itself: events, mail, dates, lectures, RTMP. The runtime must be running.
    void start_workers();
    /// Sends away who would stay connected: open pages and chat rooms.
    void leave();
    /// Ends what start_workers() began; blocks until what was acknowledged is written.
    void stop_workers();
    /// Ends the threads that work for waiting coroutines. Nothing can be served afterwards.
    void finish_pools();

    http::router& site() { return site_; }
    db::pool& database() { return database_; }
    identity::module& identity() { return identity_; }
    certificates::module& certificates() { return certificates_; }
    analysis::module& analysis() { return analysis_; }
    organisations::module& organisations() { return organisations_; }
    const options& with() const { return with_; }
    const clock& time() const { return clock_; }
    settings::module& settings() { return settings_; }
    /// Nothing when files stay in the data folder.
    objects::outside_store* outside_store() { return outside_.get(); }
    bool runs(const std::string& service) const { return services_.runs(service); }
    std::string_view database_kind() const;

private:
    // All that live lectures are made of; absent when the service does not run.
    struct live_rooms {
        live_rooms(installation& in);
        media::renditions::options rendition_options(installation& in);
        std::shared_ptr<media::rtmp::certificate> certificate;
        live::offerings_roster roster;
        live::gate gate;
        chat::module chat;
        quiz::module quiz;
        media::recorder recorder;
        media::renditions renditions;
        media::hub hub;
        live::module live;
        studio::module studio;
        control::module control;
        std::optional<media::rtmp_server> rtmp;
    };

    void plan_services();
    void plan_live();
    /// Has other rooms ask for what is set, each time anew.
    void obey_settings();
    health::sources health_sources() const;

    options with_;
    runtime& on_;
    system_clock clock_;
    work_pool blocking_;
    db::pool database_;
    json::schema_book book_;
    http::router site_;
    http::page_events page_events_;
    events::bus bus_;
    app::pages pages_;
    /// One of the two, and what all others know of it.
    std::unique_ptr<objects::embedded_store> embedded_;
    std::unique_ptr<objects::outside_store> outside_;
    objects::store& objects_;
    modules services_;

    mail::module mail_;
    settings::module settings_;
    std::optional<settings::chosen_transport> transport_;
    std::optional<mail::sender> sender_;
    identity::module identity_;
    organisations::module organisations_;
    audit::module audit_;
    courses::module courses_;
    contents::module contents_;
    videos::module videos_;
    offerings::module offerings_;
    boards::module boards_;
    questions::module questions_;
    administration::module administration_;
    backups::module backups_;
    health::module health_;
    learning::module learning_;
    exams::module exams_;
    marking::module marking_;
    certificates::module certificates_;
    evidence::module evidence_;
    reviews::module reviews_;
    analysis::module analysis_;
    notifications::module notifications_;
    std::optional<live_rooms> live_;
};

/// Every migration of the product, in order of dependency.
std::vector<db::migration> all_migrations();

objects::outside_store::options outside_store_of(const options& with);

/// Filled by `ahimmoyak demo`: nothing in it is anybody's.
bool is_demonstration(const options& with);

} // namespace ahimmoyak::app
