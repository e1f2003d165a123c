// Runs one SQL statement again and again on the database's own C interface and prints what a run
// costs: what the product is compared with.
//   bench_statement sqlite:FILE|postgresql://… transaction|commit COUNT VALUE… < STATEMENT
// transaction: all runs in one, as a read is best off. commit: each is on the disk before the next.
#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using runner = std::function<std::size_t()>; // the bytes read

double seconds_by(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

[[noreturn]] void fail(const char* why)
{
    std::fprintf(stderr, "bench_statement: %s\n", why);
    std::exit(1);
}

bool is_number(const std::string& text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void bind(sqlite3_stmt* to, const std::vector<std::string>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int at = static_cast<int>(i) + 1;
        if (values[i] == "null")
            sqlite3_bind_null(to, at);
        else if (is_number(values[i]))
            sqlite3_bind_int64(to, at, std::strtoll(values[i].c_str(), nullptr, 10));
        else
            sqlite3_bind_text(to, at, values[i].c_str(), -1, SQLITE_STATIC);
    }
}

runner on_sqlite(const std::string& file, const std::string& sql, const std::vector<std::string>& values,
                 bool one_transaction)
{
    sqlite3* db = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
    // As the product sets them.
    sqlite3_exec(
        db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 268435456;"
        "PRAGMA cache_size = -8000",
        nullptr, nullptr, nullptr);
    if (one_transaction)
        sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
    return [=, &values] {
        bind(statement, values);
        std::size_t bytes = 0;
        int code = SQLITE_DONE;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                if (sqlite3_column_text(statement, column))
                    bytes += static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        if (code != SQLITE_DONE)
            fail(sqlite3_errmsg(db));
        sqlite3_reset(statement);
        return bytes;
    };
}

runner on_postgres(const std::string& where, const std::string& sql, const std::vector<std::string>& values)
{
    PGconn* db = PQconnectdb(where.c_str());
    if (PQstatus(db) != CONNECTION_OK)
        fail(PQerrorMessage(db));
    PQclear(PQprepare(db, "s", sql.c_str(), 0, nullptr));
    return [=, &values] {
        std::vector<const char*> texts;
        for (const auto& each : values)
            texts.push_back(each == "null" ? nullptr : each.c_str());
        PGresult* result = PQexecPrepared(db, "s", static_cast<int>(texts.size()), texts.data(), nullptr, nullptr, 0);
        if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
            fail(PQerrorMessage(db));
        std::size_t bytes = 0;
        for (int row = 0; row < PQntuples(result); ++row)
            for (int column = 0; column < PQnfields(result); ++column)
                bytes += static_cast<std::size_t>(PQgetlength(result, row, column));
        PQclear(result);
        return bytes;
    };
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4)
        fail("usage: bench_statement DATABASE transaction|commit COUNT VALUE… < STATEMENT");
    const std::string where = argv[1];
    const bool one_transaction = argv[2] == std::string{"transaction"};
    const int count = std::atoi(argv[3]);
    const std::vector<std::string> values(argv + 4, argv + argc);
    const std::string sql{std::istreambuf_iterator<char>{std::cin}, {}};
    const auto run = where.starts_with("sqlite:") ? on_sqlite(where.substr(7), sql, values, one_transaction)
                                                  : on_postgres(where, sql, values);

    std::vector<double> times(static_cast<std::size_t>(count));
    std::size_t bytes = 0;
    const auto cpu = seconds_by(CLOCK_PROCESS_CPUTIME_ID);
    const auto begun = seconds_by(CLOCK_MONOTONIC);
    for (auto& each : times) {
        const auto before = seconds_by(CLOCK_MONOTONIC);
        bytes += run();
        each = (seconds_by(CLOCK_MONOTONIC) - before) * 1e3;
    }
    const auto took = seconds_by(CLOCK_MONOTONIC) - begun;
    const auto used = seconds_by(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    std::sort(times.begin(), times.end());
    const auto at = [&](std::size_t percent) { return times[times.size() * percent / 100]; };
    std::printf("{\"cpuMicroseconds\":%.3f,\"perSecond\":%.1f,\"bytes\":%zu,\"p50\":%.4f,\"p95\":%.4f,\"p99\":%.4f}\n",
                used * 1e6 / count, count / took, bytes / times.size(), at(50), at(95), at(99));
}
