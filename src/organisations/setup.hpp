#pragma once

#include "identity/account.hpp"
#include "organisations/api.hpp"
#include "organisations/business_number.hpp"

#include <optional>

namespace ahimmoyak::organisations {

/// An account that set-up makes; it may sign in at once.
struct setup_account {
    identity::username username;
    text<1, 20> name;
    ahimmoyak::email email;
    secret<8, 128> password;
};
BOOST_DESCRIBE_STRUCT(setup_account, (), (username, name, email, password))

struct setup_institution {
    text<1, 100> name;
    text<1, 50> owner_name;
    organisations::business_number business_number;
    std::optional<text<1, 50>> certified_number;
    ahimmoyak::email email;
    identity::phone_number phone;
    setup_account manager;
};
BOOST_DESCRIBE_STRUCT(setup_institution, (),
                      (name, owner_name, business_number, certified_number, email, phone, manager))

/// What a new installation begins with: its operator, and the institution it is for.
struct setup {
    setup_account administrator;
    std::optional<setup_institution> institution;
};
BOOST_DESCRIBE_STRUCT(setup, (), (administrator, institution))

struct setup_done {
    user_id administrator_id;
    std::optional<ahimmoyak::institution_id> institution_id;
};
BOOST_DESCRIBE_STRUCT(setup_done, (), (administrator_id, institution_id))

/// All of it in one transaction. 409 setup_done once there is an administrator; 422 with pointers into
/// the body for names, addresses and numbers that are taken.
task<setup_done> set_up(module& m, setup what, std::optional<language> speaks = {});

/// Whether set_up would still be accepted as far as administrators go.
task<bool> setup_needed(module& m);

} // namespace ahimmoyak::organisations
