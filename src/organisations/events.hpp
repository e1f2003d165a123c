#pragma once

#include "organisations/organisation.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::organisations {

/// Somebody asks a company to be its employee.
struct affiliation_requested {
    static constexpr std::string_view event_name = "organisations.affiliation_requested";
    affiliation_id affiliation;
    company_id company;
    std::string company_name;
    user_id user;
    std::string user_name;
};
BOOST_DESCRIBE_STRUCT(affiliation_requested, (), (affiliation, company, company_name, user, user_name))

/// The company answered; when accepted the person is an employee from then on.
struct affiliation_answered {
    static constexpr std::string_view event_name = "organisations.affiliation_answered";
    affiliation_id affiliation;
    company_id company;
    std::string company_name;
    user_id user;
    bool accepted = false;
};
BOOST_DESCRIBE_STRUCT(affiliation_answered, (), (affiliation, company, company_name, user, accepted))

/// Somebody belongs to a company or an institution no more.
struct membership_ended {
    static constexpr std::string_view event_name = "organisations.membership_ended";
    std::optional<company_id> company;         ///< this
    std::optional<institution_id> institution; ///< or this
    std::string organisation_name;
    user_id user;
    std::string user_name;
    bool removed = false; ///< by the organisation; otherwise the person left
};
BOOST_DESCRIBE_STRUCT(membership_ended, (), (company, institution, organisation_name, user, user_name, removed))

/// A company has made somebody a supervisor, or no longer one.
struct supervision_changed {
    static constexpr std::string_view event_name = "organisations.supervision_changed";
    company_id company;
    std::string company_name;
    user_id user;
    bool supervises = false;
};
BOOST_DESCRIBE_STRUCT(supervision_changed, (), (company, company_name, user, supervises))

/// A company invites somebody who has an account. The way in stands in the letter alone.
struct employee_invited {
    static constexpr std::string_view event_name = "organisations.employee_invited";
    company_id company;
    std::string company_name;
    user_id user;
};
BOOST_DESCRIBE_STRUCT(employee_invited, (), (company, company_name, user))

/// Who was invited is an employee from now on.
struct invitation_accepted {
    static constexpr std::string_view event_name = "organisations.invitation_accepted";
    company_id company;
    std::string company_name;
    user_id user;
    std::string user_name;
};
BOOST_DESCRIBE_STRUCT(invitation_accepted, (), (company, company_name, user, user_name))

} // namespace ahimmoyak::organisations
