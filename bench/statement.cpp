// Runs one SQL statement many times over the bare C interface and prints the CPU microseconds of
// each run: what the product's answer is compared with.
//   bench_statement sqlite:FILE|postgresql://… COUNT VALUE… < STATEMENT
#include <libpq-fe.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

double cpu_seconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

[[noreturn]] void fail(const char* why)
{
    std::fprintf(stderr, "bench_statement: %s\n", why);
    std::exit(1);
}

std::size_t on_sqlite(const std::string& file, const std::string& sql, const std::vector<std::string>& values, int count)
{
    sqlite3* db = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
    sqlite3_exec(db, "PRAGMA mmap_size = 268435456; BEGIN", nullptr, nullptr, nullptr);
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
    std::size_t bytes = 0;
    for (int run = 0; run < count; ++run) {
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i] == "null")
                sqlite3_bind_null(statement, static_cast<int>(i) + 1);
            else
                sqlite3_bind_int64(statement, static_cast<int>(i) + 1, std::strtoll(values[i].c_str(), nullptr, 10));
        while (sqlite3_step(statement) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                if (sqlite3_column_text(statement, column))
                    bytes += static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return bytes;
}

std::size_t on_postgres(const std::string& where, const std::string& sql, const std::vector<std::string>& values, int count)
{
    PGconn* db = PQconnectdb(where.c_str());
    if (PQstatus(db) != CONNECTION_OK)
        fail(PQerrorMessage(db));
    PQclear(PQprepare(db, "s", sql.c_str(), 0, nullptr));
    std::vector<const char*> texts;
    for (const auto& each : values)
        texts.push_back(each == "null" ? nullptr : each.c_str());
    std::size_t bytes = 0;
    for (int run = 0; run < count; ++run) {
        PGresult* result = PQexecPrepared(db, "s", static_cast<int>(texts.size()), texts.data(), nullptr, nullptr, 0);
        if (PQresultStatus(result) != PGRES_TUPLES_OK)
            fail(PQerrorMessage(db));
        for (int row = 0; row < PQntuples(result); ++row)
            for (int column = 0; column < PQnfields(result); ++column)
                bytes += static_cast<std::size_t>(PQgetlength(result, row, column));
        PQclear(result);
    }
    PQfinish(db);
    return bytes;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        fail("usage: bench_statement DATABASE COUNT VALUE… < STATEMENT");
    const std::string where = argv[1];
    const int count = std::atoi(argv[2]);
    const std::vector<std::string> values(argv + 3, argv + argc);
    const std::string sql{std::istreambuf_iterator<char>{std::cin}, {}};
    const auto before = cpu_seconds();
    const auto bytes = where.starts_with("sqlite:") ? on_sqlite(where.substr(7), sql, values, count) : on_postgres(where, sql, values, count);
    std::printf("{\"cpuMicroseconds\":%.3f,\"bytes\":%zu}\n", (cpu_seconds() - before) * 1e6 / count, bytes / static_cast<std::size_t>(count));
}
