#include "db/error.hpp"

namespace ahimmoyak::db {

unique_violation::unique_violation(std::string on)
    : violation{"unique constraint failed: " + (on.empty() ? std::string{"(unnamed)"} : on), std::move(on)}
{
}

foreign_key_violation::foreign_key_violation(std::string on)
    : violation{"foreign key constraint failed: " + (on.empty() ? std::string{"(unnamed)"} : on), std::move(on)}
{
}

unavailable::unavailable(const std::string& cause)
    : problem{503,
              "database_unavailable",
              {"데이터베이스에 연결할 수 없습니다. 잠시 후 다시 시도하세요.",
               "The database cannot be reached. Try again in a moment."}},
      cause_{cause}
{
    retry_after_seconds = 1;
}

storage_full::storage_full()
    : problem{507,
              "storage_full",
              {"저장 공간이 부족하여 저장하지 못했습니다. 관리자에게 문의하세요.",
               "The storage is full and nothing was saved. Tell the administrator."}}
{
}

} // namespace ahimmoyak::db
