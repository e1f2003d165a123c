#include "evidence/pack.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ahimmoyak::evidence {

namespace {

constexpr std::uint64_t most_unpacked = std::uint64_t{2} << 30U;
const std::string list_name = "manifest.json";
const std::string signature_name = "manifest.sig";

struct listed_file {
    std::string name;
    std::int64_t size = 0;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(listed_file, (), (name, size, sha256))

/// What is signed.
struct file_list {
    std::string what;
    timestamp made_at{};
    std::int64_t course_provide_id = 0;
    std::string algorithm = "Ed25519";
    std::string key;
    std::vector<listed_file> files;
};
BOOST_DESCRIBE_STRUCT(file_list, (), (what, made_at, course_provide_id, algorithm, key, files))

checked refused(std::string why)
{
    checked answer;
    answer.complaint = std::move(why);
    return answer;
}

} // namespace

std::optional<tables::zip_file> pack(const offering_evidence& all, language in, const std::string& zone,
                                     const signing_key& by)
{
    std::vector<std::pair<std::string, std::string>> files;
    files.emplace_back("evidence.json", json::encode(all));
    files.emplace_back("evidence.xlsx", workbook_of(all, in, zone));
    files.emplace_back("summary.pdf", summary_of(all, in, zone, by.published()));
    file_list list;
    list.what = all.institution_name + ": " + all.offering.course_title + ", " + all.offering.company_name;
    list.made_at = all.made_at;
    list.course_provide_id = all.offering.id.value;
    list.key = by.published();
    for (const auto& [name, bytes] : files)
        list.files.push_back({name, std::ssize(bytes), hex(sha256(bytes))});
    auto text = json::encode(list);
    auto signature = by.sign(text);
    files.emplace_back(list_name, std::move(text));
    files.emplace_back(signature_name, std::move(signature));
    std::vector<tables::zip_entry> entries;
    for (const auto& each : files)
        entries.push_back({each.first, [&each] { return each.second; }});
    return tables::write_zip(entries, all.made_at);
}

checked check(const std::string& path)
{
    const auto read = tables::read_zip(path, most_unpacked);
    if (!read)
        return refused("it is no archive, or it is damaged");
    std::map<std::string, std::string> files;
    for (const auto& [name, bytes] : *read)
        if (!files.emplace(name, bytes).second)
            return refused("it holds " + name + " twice");
    if (!files.contains(list_name) || !files.contains(signature_name))
        return refused("it has no signed list of its files");
    file_list list;
    try {
        list = json::decode<file_list>(files.at(list_name));
    } catch (const std::exception&) {
        return refused("its list of files cannot be read");
    }
    if (!is_signed_by(list.key, files.at(list_name), files.at(signature_name)))
        return refused("its list of files was changed after it was signed");
    for (const auto& each : list.files) {
        const auto found = files.find(each.name);
        if (found == files.end())
            return refused(each.name + " is missing");
        if (std::ssize(found->second) != each.size || hex(sha256(found->second)) != each.sha256)
            return refused(each.name + " was changed after it was signed");
    }
    if (files.size() != list.files.size() + 2)
        return refused("it holds files that were not signed");
    checked answer;
    answer.intact = true;
    answer.signed_by = list.key;
    answer.about = list.what + " (" + to_rfc3339(list.made_at) + ")";
    return answer;
}

} // namespace ahimmoyak::evidence
