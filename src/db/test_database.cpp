#include "db/test_database.hpp"

#include "base/random.hpp"

#include <boost/url.hpp>
#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace ahimmoyak::db {

namespace {

std::string server()
{
    const char* url = std::getenv("AHIMMOYAK_TEST_POSTGRES");
    return url ? url : "";
}

void administer(const std::string& sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> on{PQconnectdb(server().c_str()), &PQfinish};
    PQsetNoticeProcessor(on.get(), [](void*, const char*) {}, nullptr);
    const std::unique_ptr<PGresult, decltype(&PQclear)> done{PQexec(on.get(), sql.c_str()), &PQclear};
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK)
        throw error{PQerrorMessage(on.get())};
}

} // namespace

test_database::test_database(std::span<const migration> all, db::dialect which, const options& with) : with_{with}
{
    if (which == dialect::sqlite) {
        std::string folder = (std::filesystem::temp_directory_path() / "ahimmoyak-XXXXXX").string();
        if (!::mkdtemp(folder.data()))
            throw error{"cannot make a directory for a test database"};
        directory_ = folder;
        where_ = "sqlite:" + directory_ + "/test.db";
    } else {
        name_ = "test_" + hex(random_digits(6));
        administer("CREATE DATABASE " + name_ + " TEMPLATE template0");
        boost::urls::url url{server()};
        url.set_path("/" + name_);
        where_ = std::string{url.buffer()};
    }
    reopen();
    pool_->migrate(all);
}

test_database::~test_database()
{
    pool_.reset();
    std::error_code ignored;
    if (!directory_.empty())
        std::filesystem::remove_all(directory_, ignored);
    if (name_.empty())
        return;
    try {
        administer("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const error&) { // the server that the tests ran on goes away anyway
    }
}

void test_database::reopen()
{
    pool_.reset();
    pool_ = std::make_unique<db::pool>(where_, with_);
}

std::vector<dialect> test_dialects()
{
    if (server().empty())
        return {dialect::sqlite};
    return {dialect::sqlite, dialect::postgres};
}

} // namespace ahimmoyak::db
