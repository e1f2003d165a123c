#include "identity/letters.hpp"

#include <fmt/format.h>

namespace ahimmoyak::identity::letters {

mail::message code(std::string_view recipient, std::string_view name, std::string_view code)
{
    return {std::string{recipient}, fmt::format("[아힘모약] 이메일 확인 코드 {0} / Your confirmation code {0}", code),
            fmt::format("{0}님, 안녕하세요.\n\n"
                        "아힘모약 가입을 마치려면 아래 코드를 10분 안에 입력하세요.\n\n"
                        "    {1}\n\n"
                        "가입하지 않으셨다면 이 메일은 무시하세요. 코드를 다른 사람에게 알려 주지 마세요.\n\n"
                        "----\n\n"
                        "Hello {0},\n\n"
                        "to finish signing up to Ahimmoyak, enter this code within 10 minutes:\n\n"
                        "    {1}\n\n"
                        "If you did not sign up, ignore this mail. Never tell the code to anybody.\n",
                        name, code)};
}

} // namespace ahimmoyak::identity::letters
