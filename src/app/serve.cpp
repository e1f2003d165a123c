#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/ingest_certificate.hpp"
#include "app/installation.hpp"
#include "base/log.hpp"
#include "http/server.hpp"

#include <atomic>
#include <csignal>
#include <iostream>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace ahimmoyak::app {

namespace {

// Blocked in every thread, so that only wait_for_end() takes them.
sigset_t end_signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void wait_for_end(const sigset_t& set)
{
    int which = 0;
    sigwait(&set, &which);
    log::info("draining", {{"signal", which == SIGINT ? "SIGINT" : "SIGTERM"}});
    // A second signal ends at once, for whoever cannot wait.
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

// A coroutine that waits for a pool keeps in its frame what the pool works on: the pools end before the frames.
struct stops_first {
    runtime& threads;
    installation& all;
    ~stops_first()
    {
        threads.end();
        all.finish_pools();
        threads.stop();
    }
};

int threads_of(const options& with)
{
    return with.threads > 0 ? with.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

} // namespace

int serve(const options& with)
{
    const auto signals = end_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const data_folder folder{with.data};
    settle(with);
    runtime threads{threads_of(with)};
    installation all{with, threads};
    std::atomic<bool> anew{false};
    all.restart_by([&anew] {
        anew = true;
        ::kill(::getpid(), SIGTERM);
    });
    all.open_services();

    http::server_options listening;
    listening.address = with.listen;
    listening.port = with.port;
    std::optional<http::server> server;
    try {
        server.emplace(listening, threads, all.site());
    } catch (const boost::system::system_error& taken) {
        throw configuration_error{"port " + std::to_string(with.port) + " cannot be used (" + taken.code().message() +
                                  "); choose another with --port"};
    }
    // Whatever ends this function, the threads end before what they work on.
    const stops_first stopper{threads, all};
    threads.start();
    all.start_workers();
    server->start();

    const auto address =
        with.public_address.empty() ? "http://localhost:" + std::to_string(server->port()) : with.public_address;
    log::info("serving", {{"address", address}, {"port", server->port()}, {"database", all.database_kind()}});
    std::cout << "Ahimmoyak: " << address << '\n';
    if (all.runs("live"))
        std::cout << "RTMP:      rtmp://localhost:" << with.rtmp_port << "/app\n";
    if (all.runs("live") && ingest_certificate(with))
        std::cout << "RTMPS:     port " << with.rtmps_port << '\n';
    std::cout << std::flush;

    wait_for_end(signals);
    all.leave();
    server->drain(std::chrono::seconds{10});
    all.stop_workers();
    log::info(anew ? "starting anew" : "stopped");
    return anew ? start_anew : 0;
}

} // namespace ahimmoyak::app
