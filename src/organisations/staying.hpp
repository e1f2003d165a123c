#pragma once

#include "db/connection.hpp"
#include "organisations/organisation.hpp"

#include <optional>

/// How belonging to a company ends or changes. As in membership.hpp: in the caller's transaction, and
/// after its commit identity's standings must forget the person concerned.
namespace ahimmoyak::organisations {

/// Ends that a person belongs to a company, whoever wishes it (`removed_by`: the company's; nobody: the
/// person); the other side is told by an event. The role is NORMAL from then on. What
/// the person was enrolled in stays as a record. 404 for who is none of the company's, 409 for its
/// last supervisor.
void end_affiliation(db::connection& in, company_id of, user_id who, std::optional<user_id> removed_by, timestamp now);

/// Makes an employee a supervisor or a supervisor an employee; nothing happens to who is it already.
/// 404 for who is none of the company's, 409 for the last supervisor.
void set_supervisor(db::connection& in, company_id of, user_id who, bool supervises, timestamp now);

/// Takes back what the person asked and the company has not answered. 404 when nothing waits.
void withdraw(db::connection& in, company_id from, user_id who);

} // namespace ahimmoyak::organisations
