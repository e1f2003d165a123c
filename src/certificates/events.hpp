#pragma once

#include "certificates/certificate.hpp"

#include <string>
#include <string_view>

// What others may hear of certificates. Each is written in the transaction of its change, with the aggregate
// "certificates:<id>".

namespace ahimmoyak::certificates {

struct certificate_told {
    certificates::certificate_id certificate_id;
    offerings::course_provide_id course_provide_id;
    ahimmoyak::user_id user_id;
    std::string number;
    std::string course_title;
    std::string institution_name;
};
BOOST_DESCRIBE_STRUCT(certificate_told, (),
                      (certificate_id, course_provide_id, user_id, number, course_title, institution_name))

/// A trainee has met the rules.
struct issued : certificate_told {
    static constexpr std::string_view event_name = "certificates.issued";
};
BOOST_DESCRIBE_STRUCT(issued, (certificate_told), ())

/// The institution has taken it back.
struct revoked : certificate_told {
    static constexpr std::string_view event_name = "certificates.revoked";
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(revoked, (certificate_told), (reason))

} // namespace ahimmoyak::certificates
