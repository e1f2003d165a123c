#include "db/postgres_connection.hpp"

#include "db/postgres_row.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace ahimmoyak::db {

namespace {

constexpr const char* begin_write = "BEGIN ISOLATION LEVEL SERIALIZABLE";

// Stands for "a single column of any name", whose list of names has no address.
constexpr char single_column = 0;

/// "account.email, account.name" from the table and a detail of the form "Key (email, name)=(…) …",
/// whose words are in the server's language. Its values are left out: they may be personal.
std::string rule_of(const PGresult* from)
{
    const auto field = [&](int which) {
        const char* value = PQresultErrorField(from, which);
        return std::string_view{value ? value : ""};
    };
    const auto detail = field(PG_DIAG_MESSAGE_DETAIL);
    const std::string table{field(PG_DIAG_TABLE_NAME)};
    const auto open = detail.find('(');
    const auto close = detail.find(")=(");
    if (table.empty() || open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::string{field(PG_DIAG_CONSTRAINT_NAME)};
    std::string named = table + ".";
    for (const char c : detail.substr(open + 1, close - open - 1)) {
        named += c;
        if (c == ' ')
            named += table + ".";
    }
    return named;
}

template <class Unsigned>
std::string_view big_endian(std::array<char, 8>& into, Unsigned value)
{
    for (std::size_t i = 0; i < sizeof value; ++i)
        into[i] = static_cast<char>(value >> (8 * (sizeof value - 1 - i)));
    return {into.data(), sizeof value};
}

bool only_reads(std::string_view sql)
{
    const auto at = sql.find_first_not_of(" \n\t(");
    if (at == std::string_view::npos)
        return false;
    std::string word{sql.substr(at, 6)};
    std::ranges::transform(word, word.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return word == "select" || word == "values" || word.starts_with("with");
}

} // namespace

void postgres_connection::connection_closer::operator()(PGconn* which) const noexcept { PQfinish(which); }
void postgres_connection::result_closer::operator()(PGresult* which) const noexcept { PQclear(which); }

postgres_connection::postgres_connection(const std::string& url)
{
    // What the URL says comes last and so goes first. A transaction that stands idle would keep
    // rows locked and events undelivered; a server that is gone is noticed within seconds. A SERIALIZABLE
    // transaction that reads a small table from end to end meets everybody who writes to it: by index it meets
    // those who write the same rows. So random reads are said to cost what they cost on an SSD.
    const std::array names{"connect_timeout", "keepalives_idle", "tcp_user_timeout", "application_name",
                           "client_encoding", "options",         "dbname",           static_cast<const char*>(nullptr)};
    const std::array values{"5",
                            "10",
                            "10000",
                            "ahimmoyak",
                            "UTF8",
                            "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000"
                            " -c random_page_cost=1.1",
                            url.c_str(),
                            static_cast<const char*>(nullptr)};
    server_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (!server_ || PQstatus(server_.get()) != CONNECTION_OK)
        throw unavailable{server_ ? PQerrorMessage(server_.get()) : "out of memory"};
    PQsetNoticeProcessor(server_.get(), [](void*, const char*) {}, nullptr);
}

postgres_connection::~postgres_connection() = default;

void postgres_connection::check(const result& outcome)
{
    const auto status = PQresultStatus(outcome.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return;
    const char* given = PQresultErrorField(outcome.get(), PG_DIAG_SQLSTATE);
    const std::string_view code = given ? given : "";
    if (PQstatus(server_.get()) != CONNECTION_OK || code.empty() || code.starts_with("08") || code.starts_with("57P")) {
        state_ = state::lost;
        throw unavailable{PQerrorMessage(server_.get())};
    }
    if (code == "40001" || code == "40P01") {
        state_ = state::again;
        throw unavailable{"the transaction met others again and again"};
    }
    if (code == "23505")
        throw unique_violation{rule_of(outcome.get())};
    if (code == "23503")
        throw foreign_key_violation{rule_of(outcome.get())};
    if (code == "53100")
        throw storage_full{};
    if (code.starts_with("53"))
        throw unavailable{"the database server is out of resources"};
    // Messages about data (class 22) quote it.
    const char* message = PQresultErrorField(outcome.get(), PG_DIAG_MESSAGE_PRIMARY);
    throw error{"PostgreSQL " + std::string{code} + ": " +
                (code.starts_with("22") || !message ? "a value does not fit" : message)};
}

void postgres_connection::script(const std::string& sql) { check(result{PQexec(server_.get(), sql.c_str())}); }

void postgres_connection::read(job& work)
{
    failed_ = committing_ = false;
    state_ = state::sound;
    stage_ = stage::none;
    only_reads_ = true;
    work.run(*this);
    refuse_if_failed();
}

void postgres_connection::write(job& work)
{
    failed_ = committing_ = false;
    state_ = state::sound;
    stage_ = stage::to_begin;
    only_reads_ = false;
    announced_ = false;
    try {
        work.run(*this);
        refuse_if_failed();
        if (stage_ == stage::open) {
            committing_ = true;
            check(result{PQexec(server_.get(), "COMMIT")});
        }
    } catch (...) {
        roll_back();
        throw;
    }
    stage_ = stage::none;
}

void postgres_connection::roll_back() noexcept
{
    if (stage_ == stage::open && PQtransactionStatus(server_.get()) != PQTRANS_IDLE)
        PQclear(PQexec(server_.get(), "ROLLBACK"));
    stage_ = stage::none;
    if (PQstatus(server_.get()) != CONNECTION_OK || PQtransactionStatus(server_.get()) != PQTRANS_IDLE)
        state_ = state::lost;
}

postgres_connection::statement& postgres_connection::prepare(std::string_view sql)
{
    const auto known = statements_.find(sql.data());
    if (known != statements_.end())
        return known->second;

    statement fresh;
    fresh.name = "s" + std::to_string(statements_.size());
    check(result{PQprepare(server_.get(), fresh.name.c_str(), std::string{sql}.c_str(), 0, nullptr)});
    const result described{PQdescribePrepared(server_.get(), fresh.name.c_str())};
    check(described);
    for (int i = 0; i < PQnparams(described.get()); ++i)
        fresh.parameters.push_back(PQparamtype(described.get(), i));
    for (int i = 0; i < PQnfields(described.get()); ++i) {
        fresh.columns.push_back(PQftype(described.get(), i));
        fresh.column_names.emplace_back(PQfname(described.get(), i));
    }
    fresh.binary = std::ranges::all_of(fresh.columns, postgres_type::known);
    fresh.reads_only = only_reads(sql);
    return statements_.emplace(sql.data(), std::move(fresh)).first->second;
}

void postgres_connection::compare(statement& which, const sink& rows, std::string_view sql)
{
    const void* mark = rows.columns.empty() ? static_cast<const void*>(&single_column) : rows.columns.data();
    if (which.compared == mark)
        return;
    if (which.columns.size() != (rows.columns.empty() ? 1 : rows.columns.size()))
        throw std::logic_error{"the number of columns is not that of the members: " + std::string{sql}};
    for (std::size_t i = 0; i < rows.columns.size(); ++i)
        if (rows.columns[i] != which.column_names[i])
            throw std::logic_error{"column " + std::to_string(i + 1) + " is not named " + std::string{rows.columns[i]} +
                                   ": " + std::string{sql}};
    which.compared = mark;
}

void postgres_connection::set_parameters(const statement& which, std::span<const parameter> given)
{
    namespace type = postgres_type;
    const auto count = given.size();
    numbers_.resize(count);
    texts_.resize(count);
    values_.assign(count, nullptr);
    lengths_.assign(count, 0);
    formats_.assign(count, 1);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& each = given[i];
        const auto wanted = which.parameters[i];
        const auto binary = [&](std::string_view bytes) {
            values_[i] = bytes.data() ? bytes.data() : "";
            lengths_[i] = static_cast<int>(bytes.size());
        };
        // What has no simple binary form goes as text, which PostgreSQL converts itself.
        const auto words = [&](std::string text) {
            texts_[i] = std::move(text);
            values_[i] = texts_[i].c_str();
            formats_[i] = 0;
        };
        switch (each.is) {
        case parameter::kind::null:
            break;
        case parameter::kind::integer:
            if (wanted == type::int8)
                binary(big_endian(numbers_[i], static_cast<std::uint64_t>(each.integer)));
            else
                words(std::to_string(each.integer));
            break;
        case parameter::kind::boolean:
            words(each.integer ? "t" : "f");
            break;
        case parameter::kind::real:
            if (wanted == type::float8)
                binary(big_endian(numbers_[i], std::bit_cast<std::uint64_t>(each.real)));
            else
                words(fmt::format("{}", each.real));
            break;
        case parameter::kind::text:
            if (type::is_text(wanted))
                binary(each.bytes);
            else
                words(std::string{each.bytes});
            break;
        case parameter::kind::bytes:
            binary(each.bytes);
            break;
        case parameter::kind::day:
            words(std::string{each.day.data(), each.day.size()});
            break;
        }
    }
}

std::int64_t postgres_connection::execute(const query& q, std::span<const parameter> given, const sink* rows)
{
    refuse_if_failed();
    try {
        const auto sql = q.text(db::dialect::postgres);
        auto& which = prepare(sql);
        if (only_reads_ && !which.reads_only)
            throw error{"a read must not write: " + std::string{sql}};
        if (which.parameters.size() != given.size())
            throw std::logic_error{"the number of arguments is not that of the parameters: " + std::string{sql}};
        if (rows)
            compare(which, *rows, sql);
        return send(which, given, rows);
    } catch (...) {
        failed_ = true;
        throw;
    }
}

std::int64_t postgres_connection::send(statement& which, std::span<const parameter> given, const sink* rows)
{
    set_parameters(which, given);
    const result got = stage_ == stage::to_begin ? begin_and_run_prepared(which) : run_prepared(which);
    check(got);
    if (rows) {
        const int count = PQntuples(got.get());
        postgres_row at{got.get(), which.columns, which.binary};
        for (int i = 0; i < count; ++i) {
            at.stand_on(i);
            if (!rows->take(rows->into, at))
                break;
        }
    }
    const std::string_view affected = PQcmdTuples(got.get());
    return affected.empty() || which.reads_only ? 0 : std::stoll(std::string{affected});
}

postgres_connection::result postgres_connection::run_prepared(const statement& which)
{
    return result{PQexecPrepared(server_.get(), which.name.c_str(), static_cast<int>(values_.size()), values_.data(),
                                 lengths_.data(), formats_.data(), which.binary ? 1 : 0)};
}

postgres_connection::result postgres_connection::begin_and_run_prepared(const statement& which)
{
    auto* server = server_.get();
    const auto next = [&] {
        result one{PQgetResult(server)};
        if (one) // each statement's results end with a null one
            while (PQresultStatus(one.get()) != PGRES_PIPELINE_SYNC) {
                result more{PQgetResult(server)};
                if (!more)
                    break;
            }
        return one;
    };
    stage_ = stage::open;
    if (!PQenterPipelineMode(server) ||
        !PQsendQueryParams(server, begin_write, 0, nullptr, nullptr, nullptr, nullptr, 0) ||
        !PQsendQueryPrepared(server, which.name.c_str(), static_cast<int>(values_.size()), values_.data(),
                             lengths_.data(), formats_.data(), which.binary ? 1 : 0) ||
        !PQpipelineSync(server)) {
        state_ = state::lost;
        throw unavailable{PQerrorMessage(server)};
    }
    const result begun = next();
    result got = next();
    const result synced = next();
    if (!PQexitPipelineMode(server))
        state_ = state::lost;
    check(begun);
    return got;
}

} // namespace ahimmoyak::db
