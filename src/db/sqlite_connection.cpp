#include "db/sqlite_connection.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace ahimmoyak::db {

namespace {

constexpr query begin_read{"BEGIN"};
constexpr query begin_write{"BEGIN IMMEDIATE"};
constexpr query commit_all{"COMMIT"};
constexpr query savepoint{"SAVEPOINT one"};
constexpr query keep_one{"RELEASE one"};
constexpr query undo_one{"ROLLBACK TO one"};

// NORMAL would lose acknowledged commits when the power fails. LIKE minds case in PostgreSQL.
constexpr const char* settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                                 "PRAGMA mmap_size = 268435456; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;"
                                 "PRAGMA case_sensitive_like = ON;";

// Stands for "a single column of any name", whose list of names has no address.
constexpr char single_column = 0;

std::string after_colon(std::string_view message)
{
    const auto at = message.find(": ");
    return at == std::string_view::npos ? std::string{} : std::string{message.substr(at + 2)};
}

// SQLite takes an absent pointer for NULL, also when the length is zero.
const char* present(std::string_view bytes) { return bytes.data() ? bytes.data() : ""; }

} // namespace

class sqlite_connection::row_here final : public row {
public:
    explicit row_here(sqlite3_stmt* on) : on_{on} {}
    ~row_here() = default;

    bool is_null(int column) const override { return sqlite3_column_type(on_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override
    {
        expect(column, SQLITE_INTEGER);
        return sqlite3_column_int64(on_, column);
    }
    bool boolean(int column) const override { return integer(column) != 0; }
    double real(int column) const override
    {
        if (sqlite3_column_type(on_, column) != SQLITE_INTEGER)
            expect(column, SQLITE_FLOAT);
        return sqlite3_column_double(on_, column);
    }
    std::string_view text(int column) const override
    {
        expect(column, SQLITE_TEXT);
        return view(sqlite3_column_text(on_, column), column);
    }
    std::string_view bytes(int column) const override
    {
        expect(column, SQLITE_BLOB);
        return view(sqlite3_column_blob(on_, column), column);
    }

private:
    void expect(int column, int type) const
    {
        const int is = sqlite3_column_type(on_, column);
        if (is != type)
            refuse_value(column, is == SQLITE_NULL ? "is NULL, which needs a std::optional"
                                                   : "is not of the type it is read into");
    }
    std::string_view view(const void* from, int column) const
    {
        return {static_cast<const char*>(from), from ? static_cast<std::size_t>(sqlite3_column_bytes(on_, column)) : 0};
    }

    sqlite3_stmt* on_;
};

void sqlite_connection::database_closer::operator()(sqlite3* which) const noexcept { sqlite3_close_v2(which); }
void sqlite_connection::statement_closer::operator()(sqlite3_stmt* which) const noexcept { sqlite3_finalize(which); }

namespace {

// Counting all of SQLite's memory takes a lock of the whole process with each allocation, and nobody asks for the
// count.
void configure_once() { [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

} // namespace

sqlite_connection::sqlite_connection(const std::string& file, use as)
{
    configure_once();
    // NOMUTEX: a connection is used by one thread at a time, so SQLite's own lock is not needed.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
    db_.reset(opened);
    if (code != SQLITE_OK)
        throw error{"cannot open the database " + file + ": " + sqlite3_errstr(code)};
    sqlite3_busy_timeout(db_.get(), 5'000);
    script(settings);
    if (as == use::read)
        script("PRAGMA query_only = ON");
}

sqlite_connection::~sqlite_connection() = default;

void sqlite_connection::fail() const
{
    const std::string message = sqlite3_errmsg(db_.get());
    switch (const int code = sqlite3_extended_errcode(db_.get())) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        throw unique_violation{after_colon(message)};
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        throw foreign_key_violation{after_colon(message)};
    case SQLITE_IOERR_SHMSIZE:
        throw storage_full{};
    default:
        if ((code & 0xff) == SQLITE_FULL)
            throw storage_full{};
        if ((code & 0xff) == SQLITE_BUSY)
            throw unavailable{"another process keeps the database file locked"};
        throw error{message};
    }
}

void sqlite_connection::script(const std::string& sql)
{
    if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail();
}

void sqlite_connection::plain(const query& q) { step_through(prepare(q.text(db::dialect::sqlite)), nullptr); }

void sqlite_connection::begin(access how)
{
    failed_ = false;
    gave_up_ = nullptr;
    plain(how == access::write ? begin_write : begin_read);
}

void sqlite_connection::commit() { plain(commit_all); }

void sqlite_connection::rollback() noexcept
{
    if (in_transaction())
        sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

bool sqlite_connection::in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }

void sqlite_connection::run_alone(job& work)
{
    failed_ = false;
    work.run(*this);
    refuse_if_failed();
}

void sqlite_connection::run_in_savepoint(job& work)
{
    plain(savepoint);
    try {
        run_alone(work);
    } catch (...) {
        failed_ = false;
        if (!gave_up_) {
            plain(undo_one);
            plain(keep_one);
        }
        throw;
    }
    plain(keep_one);
}

sqlite_connection::statement& sqlite_connection::prepare(std::string_view sql)
{
    const auto known = statements_.find(sql.data());
    if (known != statements_.end())
        return known->second;

    sqlite3_stmt* made = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made,
                           &rest) != SQLITE_OK)
        fail();
    statement fresh;
    fresh.prepared.reset(made);
    if (!made)
        throw std::logic_error{"a query without a statement"};
    if (std::string_view{rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)}.find_first_not_of(" \n\t;") !=
        std::string_view::npos)
        throw std::logic_error{"a query holds one statement: " + std::string{sql}};
    fresh.parameters = static_cast<std::size_t>(sqlite3_bind_parameter_count(made));
    fresh.reads_only = sqlite3_stmt_readonly(made) != 0;
    // To SQLite $1 is a name, numbered by first appearance; to PostgreSQL it is the number.
    for (std::size_t i = 1; i <= fresh.parameters; ++i) {
        const char* name = sqlite3_bind_parameter_name(made, static_cast<int>(i));
        if (!name || name != "$" + std::to_string(i))
            throw std::logic_error{"parameters must first appear as $1, $2, … in this order: " + std::string{sql}};
    }
    return statements_.emplace(sql.data(), std::move(fresh)).first->second;
}

void sqlite_connection::compare(statement& which, const sink& rows)
{
    const void* mark = rows.columns.empty() ? static_cast<const void*>(&single_column) : rows.columns.data();
    if (which.compared == mark)
        return;
    auto* prepared = which.prepared.get();
    const auto count = static_cast<std::size_t>(sqlite3_column_count(prepared));
    if (count != (rows.columns.empty() ? 1 : rows.columns.size()))
        throw std::logic_error{std::string{"the number of columns is not that of the members: "} +
                               sqlite3_sql(prepared)};
    for (std::size_t i = 0; i < rows.columns.size(); ++i)
        if (rows.columns[i] != sqlite3_column_name(prepared, static_cast<int>(i)))
            throw std::logic_error{"column " + std::to_string(i + 1) + " is not named " + std::string{rows.columns[i]} +
                                   ": " + sqlite3_sql(prepared)};
    which.compared = mark;
}

void sqlite_connection::bind(sqlite3_stmt* to, std::span<const parameter> given)
{
    int at = 0;
    for (const auto& each : given) {
        ++at;
        int code = SQLITE_OK;
        switch (each.is) {
        case parameter::kind::null:
            code = sqlite3_bind_null(to, at);
            break;
        case parameter::kind::integer:
        case parameter::kind::boolean:
            code = sqlite3_bind_int64(to, at, each.integer);
            break;
        case parameter::kind::real:
            code = sqlite3_bind_double(to, at, each.real);
            break;
        case parameter::kind::text:
            code = sqlite3_bind_text64(to, at, present(each.bytes), each.bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
            break;
        case parameter::kind::bytes:
            code = sqlite3_bind_blob64(to, at, present(each.bytes), each.bytes.size(), SQLITE_STATIC);
            break;
        case parameter::kind::day:
            code = sqlite3_bind_text64(to, at, each.day.data(), each.day.size(), SQLITE_STATIC, SQLITE_UTF8);
            break;
        }
        if (code != SQLITE_OK)
            fail();
    }
}

std::int64_t sqlite_connection::execute(const query& q, std::span<const parameter> given, const sink* rows)
{
    refuse_if_failed();
    try {
        auto& which = prepare(q.text(db::dialect::sqlite));
        if (which.parameters != given.size())
            throw std::logic_error{"the number of arguments is not that of the parameters: " +
                                   std::string{q.text(db::dialect::sqlite)}};
        if (rows)
            compare(which, *rows);
        bind(which.prepared.get(), given);
        return step_through(which, rows);
    } catch (...) {
        failed_ = true;
        if (!in_transaction() && !gave_up_)
            gave_up_ = std::current_exception();
        throw;
    }
}

std::int64_t sqlite_connection::step_through(statement& which, const sink* rows)
{
    auto* prepared = which.prepared.get();
    struct resetter {
        sqlite3_stmt* which;
        ~resetter() { sqlite3_reset(which); }
    } const reset{prepared};

    const row_here at{prepared};
    bool wanted = rows != nullptr;
    for (;;) {
        const int code = sqlite3_step(prepared);
        if (code == SQLITE_DONE)
            return which.reads_only ? 0 : sqlite3_changes64(db_.get());
        if (code != SQLITE_ROW)
            fail();
        if (wanted)
            wanted = rows->take(rows->into, at);
        // A statement that writes is run to its end, where its constraints are checked.
        if (!wanted && which.reads_only)
            return 0;
    }
}

} // namespace ahimmoyak::db
