#pragma once

#include "db/connection.hpp"
#include "questions/question.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace ahimmoyak::exams {

/// What versions of questions say, kept in memory as they never change: every draft of an answer asks. Thread-safe.
class known_questions {
public:
    /// In the caller's transaction, the first time.
    std::shared_ptr<const questions::question_document> of(db::connection& in, questions::question_version_id which);

private:
    static constexpr std::size_t most = 5'000;
    std::mutex mutex_;
    std::unordered_map<std::int64_t, std::shared_ptr<const questions::question_document>> known_;
};

} // namespace ahimmoyak::exams
