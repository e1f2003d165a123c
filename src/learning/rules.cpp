#include "learning/rules.hpp"

#include "db/lists.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::learning {

namespace {

struct kept_rules {
    std::int64_t version = 0;
    std::string document;
};
BOOST_DESCRIBE_STRUCT(kept_rules, (), (version, document))

constexpr db::query newest_rules{
    "SELECT version, document FROM learning_rules WHERE institution_id = $1 ORDER BY version DESC LIMIT 1"};
constexpr db::query insert_rules{R"(
    INSERT INTO learning_rules (institution_id, version, document, user_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5))"};
constexpr db::query fixed_rules{"SELECT version, document FROM offering_rules WHERE course_provide_id = $1"};
constexpr auto fixed_rules_of_offerings =
    db::one_of_listed<"SELECT version, document, course_provide_id FROM offering_rules WHERE course_provide_id">();
struct placed_rules : kept_rules {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_rules, (kept_rules), (course_provide_id))
constexpr db::query copy_to_offering{R"(
    INSERT INTO offering_rules (course_provide_id, version, document, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $4) ON CONFLICT (course_provide_id) DO NOTHING)"};

versioned_rules read(const std::optional<kept_rules>& kept)
{
    if (!kept)
        return {};
    return {rules_from(kept->document), kept->version};
}

} // namespace

namespace {

// What was not asked for when the rules were fixed is not asked for now.
rule_set decoded(std::string_view document)
{
    auto rules = json::decode<rule_set>(document);
    if (document.find("\"liveAttendancePercent\"") == std::string_view::npos)
        rules.live_attendance_percent.value = 0;
    if (document.find("\"identityCheckEvery\"") == std::string_view::npos)
        rules.identity_check_every.value = 0;
    if (document.find("\"totalScoreNeeded\"") == std::string_view::npos)
        rules.total_score_needed.value = 0;
    return rules;
}

} // namespace

rule_set rules_from(std::string_view document)
{
    // Nearly all offerings are measured by the same: a heartbeat need not read them again.
    struct known {
        std::string document;
        rule_set rules;
    };
    thread_local known last;
    if (last.document.empty() || last.document != document)
        last = {std::string{document}, decoded(document)};
    return last.rules;
}

versioned_rules current_rules(db::connection& in, institution_id of)
{
    return read(in.first<kept_rules>(newest_rules, of));
}

versioned_rules add_rules(db::connection& in, institution_id of, std::int64_t after, const rule_set& rules, user_id by,
                          timestamp now)
{
    in.run(insert_rules, of, after + 1, json::encode(rules), by, now);
    return {rules, after + 1};
}

void fix_rules(db::connection& in, offerings::course_provide_id offering, institution_id of, timestamp now)
{
    if (in.first<kept_rules>(fixed_rules, offering))
        return;
    const auto current = current_rules(in, of);
    in.run(copy_to_offering, offering, current.version, json::encode(current.rules), now);
}

versioned_rules rules_of(db::connection& in, offerings::course_provide_id offering, institution_id of)
{
    if (const auto fixed = in.first<kept_rules>(fixed_rules, offering))
        return read(fixed);
    return current_rules(in, of);
}

std::map<offerings::course_provide_id, versioned_rules>
rules_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all)
{
    std::vector<offerings::course_provide_id> ids;
    for (const auto& each : all)
        ids.push_back(each.id);
    std::map<offerings::course_provide_id, versioned_rules> made;
    for (const auto& each : in.all<placed_rules>(fixed_rules_of_offerings, db::id_list{ids}))
        made.emplace(each.course_provide_id, versioned_rules{rules_from(each.document), each.version});
    std::map<institution_id, versioned_rules> current;
    for (const auto& each : all) {
        if (made.contains(each.id))
            continue;
        auto known = current.find(each.institution_id);
        if (known == current.end())
            known = current.emplace(each.institution_id, current_rules(in, each.institution_id)).first;
        made.emplace(each.id, known->second);
    }
    return made;
}

} // namespace ahimmoyak::learning
