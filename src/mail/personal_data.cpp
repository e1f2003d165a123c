#include "mail/personal_data.hpp"

namespace ahimmoyak::mail {

namespace {

constexpr db::query letters_of{
    "SELECT subject, created_at FROM mail WHERE recipient = $1 ORDER BY id DESC LIMIT 10000"};
constexpr db::query erase_letters{"DELETE FROM mail WHERE recipient = $1"};

} // namespace

std::vector<letter> letters_to(db::connection& in, std::string_view recipient)
{
    return in.all<letter>(letters_of, recipient);
}

void erase_letters_to(db::connection& in, std::string_view recipient) { in.run(erase_letters, recipient); }

} // namespace ahimmoyak::mail
