#pragma once

#include "analysis/facts.hpp"

#include <span>
#include <string>
#include <vector>

/// The roll-ups, in the caller's transaction. An event tells only which offering to look at again; what is written is
/// what the records say at that moment, and what an offering adds to the sums of its months is taken back exactly
/// before it adds anew. So it does not matter in which order events come, or how often.
namespace ahimmoyak::analysis {

/// Looks at an offering again; false when its figures stand as they are.
bool refresh(db::connection& in, offerings::course_provide_id which, timestamp now, const std::string& zone);
/// The same for many, in as many statements as for one.
bool refresh(db::connection& in, std::span<const offerings::course_provide_id> which, timestamp now,
             const std::string& zone);

/// Forgets all figures; who calls this refreshes every offering afterwards.
void forget_all(db::connection& in);

/// Up to `most` offerings after this one that have no figures yet.
std::vector<offerings::course_provide_id> without_figures(db::connection& in, offerings::course_provide_id after,
                                                          std::int64_t most);
/// Those whose trainees study now, after this one.
std::vector<offerings::course_provide_id> running_after(db::connection& in, offerings::course_provide_id after,
                                                        std::int64_t most);

} // namespace ahimmoyak::analysis
