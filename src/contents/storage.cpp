#include "contents/storage.hpp"

#include "base/problem.hpp"

#include <algorithm>

namespace ahimmoyak::contents {

namespace {

static constexpr db::query one_use{
    R"(SELECT (SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM upload
               WHERE institution_id = $1 AND state IN ('BEGUN', 'COMPLETED', 'USED')) AS used_bytes,
              (SELECT limit_bytes FROM institution_storage WHERE institution_id = $1) AS limit_bytes)"};

static constexpr db::query set_limit{
    R"(INSERT INTO institution_storage (institution_id, limit_bytes, updated_at) VALUES ($1, $2, $3)
       ON CONFLICT (institution_id) DO UPDATE SET limit_bytes = excluded.limit_bytes, updated_at = excluded.updated_at)"};

static constexpr db::query no_limit{"DELETE FROM institution_storage WHERE institution_id = $1"};

static constexpr db::query one_institution{"SELECT id FROM institution WHERE id = $1"};

std::string in_words(std::int64_t bytes)
{
    constexpr double gibibyte = 1024.0 * 1024 * 1024;
    const auto size = static_cast<double>(bytes);
    return size >= gibibyte ? fmt::format("{:.1f}GB", size / gibibyte) : fmt::format("{:.1f}MB", size / 1024 / 1024);
}

} // namespace

storage_use storage_of(db::connection& in, institution_id of)
{
    return in.first<storage_use>(one_use, of).value_or(storage_use{});
}

void limit_storage(db::connection& in, institution_id of, std::optional<std::int64_t> bytes, timestamp now)
{
    if (bytes)
        in.run(set_limit, of, *bytes, now);
    else
        in.run(no_limit, of);
}

bool is_institution(db::connection& in, institution_id which)
{
    return in.first<institution_id>(one_institution, which).has_value();
}

void check_room(db::connection& in, institution_id of, std::int64_t bytes)
{
    const auto now = storage_of(in, of);
    if (!now.limit_bytes || now.used_bytes + bytes <= *now.limit_bytes)
        return;
    const auto left = in_words(std::max<std::int64_t>(0, *now.limit_bytes - now.used_bytes));
    const auto limit = in_words(*now.limit_bytes);
    throw conflict("storage_limit", "FULL",
                   say("교육기관의 저장 용량 {} 가운데 {} 남아 이 파일({})을 올릴 수 없습니다. 쓰지 않는 콘텐츠를 지우거나 "
                       "운영자에게 용량을 늘려 달라고 하세요.",
                       "Of your institution's {} for files, {} are left: too little for this one ({}). Delete contents that "
                       "are not used, or ask the administrator for more.",
                       limit, left, in_words(bytes)));
}

} // namespace ahimmoyak::contents
