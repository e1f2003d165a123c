#include "organisations/invitation_letter.hpp"

namespace ahimmoyak::organisations {

mail::message invitation_letter(std::string_view recipient, std::string_view name, std::string_view company,
                                std::string_view link, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, say("{0}에서 초대했습니다", "An invitation from {0}", company),
        say("{0}님, 안녕하세요.\n\n"
            "{1}에서 교육을 들을 수 있도록 초대했습니다. 아래 주소에서 비밀번호를 정하면 바로 시작할 수 있습니다. "
            "14일 안에 한 번만 쓸 수 있는 주소이니 다른 사람에게 보내지 마세요.\n\n"
            "    {2}\n\n"
            "모르는 회사라면 이 메일은 무시하세요. 아무 일도 일어나지 않습니다.\n",
            "Hello {0},\n\n"
            "{1} invites you to its courses. Set a password at the address below and you can begin. It "
            "works once, within 14 days; do not pass it on.\n\n"
            "    {2}\n\n"
            "If you do not know this company, ignore this mail: nothing happens.\n",
            name, company, link));
}

mail::message staff_letter(std::string_view recipient, std::string_view name, std::string_view institution,
                           std::string_view link, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, say("{0}의 담당자로 초대합니다", "An invitation from {0}", institution),
        say("{0}님, 안녕하세요.\n\n"
            "{1}에서 강의를 만들고 가르치는 담당자로 초대했습니다. 아래 주소에서 비밀번호를 정하면 바로 시작할 수 "
            "있습니다. 14일 안에 한 번만 쓸 수 있는 주소이니 다른 사람에게 보내지 마세요.\n\n"
            "    {2}\n\n"
            "모르는 기관이라면 이 메일은 무시하세요. 아무 일도 일어나지 않습니다.\n",
            "Hello {0},\n\n"
            "{1} invites you to its staff, to make courses and teach them. Set a password at the address below "
            "and you can begin. It works once, within 14 days; do not pass it on.\n\n"
            "    {2}\n\n"
            "If you do not know this institution, ignore this mail: nothing happens.\n",
            name, institution, link));
}

} // namespace ahimmoyak::organisations
