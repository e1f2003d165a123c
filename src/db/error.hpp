#pragma once

#include "base/problem.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace ahimmoyak::db {

/// A statement the database refuses. Messages name tables, columns and constraints, never values.
/// One that escapes a handler is a fault of ours and becomes a 500; those that a client can cause
/// are caught where the rule is known: `catch (const db::unique_violation&) { throw conflict(…); }`.
class error : public std::runtime_error {
public:
    using runtime_error::runtime_error;
};

/// A rule of the schema that a row would break.
class violation : public error {
public:
    violation(const std::string& message, std::string on) : error{message}, on_{std::move(on)} {}

    /// What is known of the rule: "account.email" or "account.company, account.number" (the same on
    /// both databases), or an index's or constraint's name; empty when the database does not say.
    const std::string& on() const noexcept { return on_; }
    /// Whether the rule is about this column (or bears this name).
    bool concerns(std::string_view column) const { return on_.find(column) != std::string::npos; }

private:
    std::string on_;
};

class unique_violation final : public violation {
public:
    explicit unique_violation(std::string on);
};

/// A row refers to none, or is still referred to.
class foreign_key_violation final : public violation {
public:
    explicit foreign_key_violation(std::string on);
};

/// The database cannot be reached or is overloaded: a 503 to the client. Not a db::error, because it
/// says nothing about the statement. After a write the outcome is unknown only when the connection
/// broke during COMMIT; everything earlier was rolled back.
class unavailable final : public problem {
public:
    explicit unavailable(const std::string& cause);
    const std::string& cause() const noexcept { return cause_; }

private:
    std::string cause_;
};

/// The disk is full: nothing of the write was kept. A 507 to the client; reads go on.
class storage_full final : public problem {
public:
    storage_full();
};

} // namespace ahimmoyak::db
