#include "questions/gift.hpp"

#include "questions/import.hpp"

using namespace ahimmoyak;
using namespace ahimmoyak::questions;

// A GIFT file. Whatever is taken of it can be written, and is then read as the same.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    question_sheet read;
    try {
        read = questions_in({data, size}, question_file::GIFT);
    } catch (const problem&) {
        return 0;
    }
    std::vector<written_question> taken;
    for (auto& each : read.lines) {
        if (each.row < 1 || (each.outcome == question_import_outcome::ERROR && each.issues.empty()))
            __builtin_trap();
        if (each.outcome == question_import_outcome::ADD)
            taken.push_back(std::move(each.question));
    }
    if (taken.empty())
        return 0;
    const auto again = questions_in(write_gift(taken), question_file::GIFT);
    if (again.lines.size() != taken.size())
        __builtin_trap();
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (json::encode(again.lines[i].question) != json::encode(taken[i]))
            __builtin_trap();
    return 0;
}
