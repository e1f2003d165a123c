#include "exams/known_questions.hpp"

#include "json/codec.hpp"

#include <stdexcept>

namespace ahimmoyak::exams {

namespace {

constexpr db::query document_of_version{"SELECT document FROM question_version WHERE id = $1"};

} // namespace

std::shared_ptr<const questions::question_document> known_questions::of(db::connection& in,
                                                                        questions::question_version_id which)
{
    {
        const std::lock_guard lock{mutex_};
        if (const auto found = known_.find(which.value); found != known_.end())
            return found->second;
    }
    const auto text = in.first<std::string>(document_of_version, which);
    if (!text)
        throw std::logic_error{"a paper has a question that is not there"};
    auto made = std::make_shared<const questions::question_document>(json::decode<questions::question_document>(*text));
    const std::lock_guard lock{mutex_};
    if (known_.size() >= most) // of exams that are over, mostly
        known_.clear();
    known_.emplace(which.value, made);
    return made;
}

} // namespace ahimmoyak::exams
