#pragma once

#include "base/task.hpp"
#include "http/router.hpp"

namespace ahimmoyak::http {

/// Takes note of what people did, before they hear that it is done.
class auditor {
public:
    virtual ~auditor() = default;

    /// `answer` is what the accepted request is about to be told. Never throws: the change is made
    /// already, so a note that cannot be written is an error in the log.
    virtual task<> note(const route& of, const exchange& x, const response& answer) = 0;
};

/// Whether calls of this route are noted.
bool is_audited(verb method, access who);

} // namespace ahimmoyak::http
