#pragma once

#include "organisations/organisation.hpp"

namespace ahimmoyak::organisations {

struct invitation_tag;
using invitation_id = id<invitation_tag>;

using department_name = text<1, 50>;

/// Somebody whom a company wants as its employee.
struct new_employee {
    text<1, 20> name;
    ahimmoyak::email email;
    std::optional<identity::phone_number> phone;
    std::optional<department_name> department;
};
BOOST_DESCRIBE_STRUCT(new_employee, (), (name, email, phone, department))

/// An invitation that is accepted or taken back exists no more.
enum class invitation_state : std::uint8_t { WAITING, EXPIRED };
BOOST_DESCRIBE_ENUM(invitation_state, WAITING, EXPIRED)

struct invitation {
    invitation_id id;
    std::string name;
    std::string email;
    std::optional<std::string> phone;
    std::optional<std::string> department;
    invitation_state state{};
    timestamp sent_at{};
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(invitation, (), (id, name, email, phone, department, state, sent_at, expires_at))

} // namespace ahimmoyak::organisations
