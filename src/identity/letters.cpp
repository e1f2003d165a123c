#include "identity/letters.hpp"

namespace ahimmoyak::identity::letters {

mail::message code(std::string_view recipient, std::string_view name, std::string_view code,
                   std::optional<language> speaks)
{
    return mail::written(recipient, speaks, say("이메일 확인 코드 {0}", "Your confirmation code {0}", code),
                         say("{0}님, 안녕하세요.\n\n"
                             "아힘모약 가입을 마치려면 아래 코드를 10분 안에 입력하세요.\n\n"
                             "    {1}\n\n"
                             "가입하지 않으셨다면 이 메일은 무시하세요. 코드를 다른 사람에게 알려 주지 마세요.\n",
                             "Hello {0},\n\n"
                             "to finish signing up to Ahimmoyak, enter this code within 10 minutes:\n\n"
                             "    {1}\n\n"
                             "If you did not sign up, ignore this mail. Never tell the code to anybody.\n",
                             name, code));
}

// No code in the subject: a locked telephone shows it to whoever holds it.
mail::message reset_code(std::string_view recipient, std::string_view name, std::string_view username,
                         std::string_view code, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"새 비밀번호를 정하는 코드", "Your code for a new password"},
        say("{0}님, 안녕하세요.\n\n"
            "새 비밀번호를 정하려면 아래 코드를 30분 안에 입력하세요. 코드는 한 번만 쓸 수 있습니다.\n\n"
            "    {2}\n\n"
            "아이디: {1}\n\n"
            "요청하지 않으셨다면 이 메일은 무시하세요. 비밀번호는 그대로입니다. "
            "코드를 다른 사람에게 알려 주지 마세요.\n",
            "Hello {0},\n\n"
            "to set a new password, enter this code within 30 minutes; it works once:\n\n"
            "    {2}\n\n"
            "Your user name: {1}\n\n"
            "If you did not ask for it, ignore this mail: your password stays as it is. "
            "Never tell the code to anybody.\n",
            name, username, code));
}

mail::message password_changed(std::string_view recipient, std::string_view name, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"비밀번호가 바뀌었습니다", "Your password was changed"},
        say("{0}님, 안녕하세요.\n\n"
            "비밀번호가 바뀌어 다른 기기에서는 모두 로그아웃되었습니다.\n\n"
            "직접 바꾸지 않으셨다면 바로 로그인 화면의 '비밀번호를 잊으셨나요?'에서 새 비밀번호를 정하고 "
            "관리자에게 알려 주세요.\n",
            "Hello {0},\n\n"
            "your password was changed, and all other devices were signed out.\n\n"
            "If it was not you, set a new one at once by 'Forgot your password?' on the sign-in page, "
            "and tell your administrator.\n",
            name));
}

mail::message new_email_code(std::string_view recipient, std::string_view name, std::string_view code,
                             std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, say("새 이메일 확인 코드 {0}", "Code for your new address {0}", code),
        say("{0}님, 안녕하세요.\n\n"
            "이 주소를 아힘모약 계정의 새 이메일로 쓰려면 아래 코드를 10분 안에 입력하세요.\n\n"
            "    {1}\n\n"
            "요청하지 않으셨다면 이 메일은 무시하세요. 코드를 다른 사람에게 알려 주지 마세요.\n",
            "Hello {0},\n\n"
            "to make this the address of your Ahimmoyak account, enter this code within 10 minutes:\n\n"
            "    {1}\n\n"
            "If you did not ask for it, ignore this mail. Never tell the code to anybody.\n",
            name, code));
}

mail::message email_change_asked(std::string_view recipient, std::string_view name, std::string_view new_email,
                                 std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"이메일을 바꾸려고 합니다", "Your address is about to change"},
        say("{0}님, 안녕하세요.\n\n"
            "계정의 이메일을 {1}(으)로 바꾸려는 요청이 있었습니다. 그 주소로 보낸 코드를 입력하면 바뀝니다.\n\n"
            "직접 하지 않으셨다면 누군가 비밀번호를 알고 있습니다. 바로 비밀번호를 바꾸세요. "
            "그러면 이 요청은 없던 것이 됩니다.\n",
            "Hello {0},\n\n"
            "somebody asked to change the address of your account to {1}. It changes with the code that "
            "was sent there.\n\n"
            "If it was not you, somebody knows your password: change it at once, which ends this, too.\n",
            name, new_email));
}

mail::message email_changed(std::string_view recipient, std::string_view name, std::string_view new_email,
                            std::optional<language> speaks)
{
    return mail::written(recipient, speaks, {"이메일이 바뀌었습니다", "Your address was changed"},
                         say("{0}님, 안녕하세요.\n\n"
                             "계정의 이메일이 {1}(으)로 바뀌었습니다. 앞으로 메일은 새 주소로 갑니다.\n\n"
                             "직접 바꾸지 않으셨다면 바로 운영 담당자에게 알리세요.\n",
                             "Hello {0},\n\n"
                             "the address of your account is {1} now; further mail goes there.\n\n"
                             "If it was not you, tell your administrator at once.\n",
                             name, new_email));
}

mail::message account_deleted(std::string_view recipient, std::string_view name, bool records_kept,
                              std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"탈퇴했습니다", "Your account is deleted"},
        say("{0}님, 안녕하세요.\n\n"
            "탈퇴가 끝났습니다. 계정의 개인정보는 지웠습니다.{1}\n\n"
            "직접 하지 않으셨다면 바로 운영 담당자에게 알리세요.\n",
            "Hello {0},\n\n"
            "your account and its personal data are deleted.{2}\n\n"
            "If it was not you, tell your administrator at once.\n",
            name, records_kept ? " 훈련 기록은 법이 정한 기간 동안 이름과 함께 보관한 뒤 지웁니다." : "",
            records_kept ? " Training records stay, with the name, as long as the law asks for." : ""));
}

mail::message second_factor_on(std::string_view recipient, std::string_view name, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"2단계 인증을 켰습니다", "Two-step sign-in is on"},
        say("{0}님, 안녕하세요.\n\n"
            "이제 로그인할 때 비밀번호 다음에 인증 앱의 코드를 입력합니다. 복구 코드는 안전한 곳에 보관하세요.\n\n"
            "직접 하지 않으셨다면 바로 관리자에게 알려 주세요.\n",
            "Hello {0},\n\n"
            "from now on signing in takes a code of your authenticator after the password. Keep the recovery codes "
            "in a safe place.\n\n"
            "If it was not you, tell your administrator at once.\n",
            name));
}

mail::message second_factor_off(std::string_view recipient, std::string_view name, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"2단계 인증을 껐습니다", "Two-step sign-in is off"},
        say("{0}님, 안녕하세요.\n\n"
            "이제 비밀번호만으로 로그인합니다.\n\n"
            "직접 하지 않으셨다면 바로 로그인 화면의 '비밀번호를 잊으셨나요?'에서 새 비밀번호를 정하고 "
            "관리자에게 알려 주세요.\n",
            "Hello {0},\n\n"
            "from now on your password alone is enough to sign in.\n\n"
            "If it was not you, set a new password at once by 'Forgot your password?' on the sign-in page, "
            "and tell your administrator.\n",
            name));
}

mail::message second_factor_reset(std::string_view recipient, std::string_view name, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"관리자가 2단계 인증을 해제했습니다", "An administrator took your second factor away"},
        say("{0}님, 안녕하세요.\n\n"
            "이제 비밀번호만으로 로그인합니다. 로그인한 뒤 내 정보에서 인증 앱을 다시 연결하세요.\n\n"
            "부탁하지 않으셨다면 바로 관리자에게 물어보세요.\n",
            "Hello {0},\n\n"
            "from now on your password alone is enough to sign in. Sign in and connect your authenticator "
            "again in your account.\n\n"
            "If you did not ask for it, ask your administrator at once.\n",
            name));
}

mail::message second_factor_tried(std::string_view recipient, std::string_view name, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"누군가 로그인하려고 했습니다", "Somebody tried to sign in"},
        say("{0}님, 안녕하세요.\n\n"
            "비밀번호는 맞았지만 2단계 인증 코드가 여러 번 틀려 로그인하지 못했습니다.\n\n"
            "직접 하지 않으셨다면 누군가 비밀번호를 알고 있습니다. 바로 비밀번호를 바꾸세요.\n",
            "Hello {0},\n\n"
            "the password was right, but the code of the second factor was wrong several times, so nobody got in.\n\n"
            "If it was not you, somebody knows your password: change it at once.\n",
            name));
}

mail::message recovery_codes_made(std::string_view recipient, std::string_view name, std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"복구 코드를 새로 만들었습니다", "You have new recovery codes"},
        say("{0}님, 안녕하세요.\n\n"
            "전에 받은 복구 코드는 이제 쓸 수 없습니다. 새 코드를 안전한 곳에 보관하세요.\n\n"
            "직접 하지 않으셨다면 바로 비밀번호를 바꾸고 관리자에게 알려 주세요.\n",
            "Hello {0},\n\n"
            "the recovery codes that you had before are worth nothing now. Keep the new ones in a safe place.\n\n"
            "If it was not you, change your password at once and tell your administrator.\n",
            name));
}

mail::message recovery_code_used(std::string_view recipient, std::string_view name, std::int64_t left,
                                 std::optional<language> speaks)
{
    return mail::written(
        recipient, speaks, {"복구 코드로 로그인했습니다", "A recovery code was used"},
        say("{0}님, 안녕하세요.\n\n"
            "인증 앱 대신 복구 코드로 로그인했습니다. 남은 복구 코드는 {1}개입니다. 내 정보에서 새로 만들 수 "
            "있습니다.\n\n"
            "직접 하지 않으셨다면 바로 비밀번호를 바꾸고 관리자에게 알려 주세요.\n",
            "Hello {0},\n\n"
            "somebody signed in with a recovery code instead of the authenticator. {1} of them are left; "
            "you can make new ones in your account.\n\n"
            "If it was not you, change your password at once and tell your administrator.\n",
            name, left));
}

mail::message identity_linked(std::string_view recipient, std::string_view name, const words& provider)
{
    return {std::string{recipient}, "[아힘모약] 외부 계정을 연결했습니다 / Another account was connected",
            fmt::format("{0}님, 안녕하세요.\n\n"
                        "이제 {1} 계정으로도 아힘모약에 로그인할 수 있습니다.\n\n"
                        "직접 연결하지 않으셨다면 내 계정 화면에서 연결을 끊고 바로 비밀번호를 바꾸세요.\n\n"
                        "----\n\n"
                        "Hello {0},\n\n"
                        "your {2} account opens your Ahimmoyak account from now on.\n\n"
                        "If it was not you, disconnect it on your account page and change your password at once.\n",
                        name, provider.ko, provider.en)};
}

mail::message identity_unlinked(std::string_view recipient, std::string_view name, const words& provider)
{
    return {std::string{recipient}, "[아힘모약] 외부 계정 연결을 끊었습니다 / Another account was disconnected",
            fmt::format("{0}님, 안녕하세요.\n\n"
                        "이제 {1} 계정으로는 아힘모약에 로그인할 수 없습니다.\n\n"
                        "직접 끊지 않으셨다면 바로 비밀번호를 바꾸세요.\n\n"
                        "----\n\n"
                        "Hello {0},\n\n"
                        "your {2} account no longer opens your Ahimmoyak account.\n\n"
                        "If it was not you, change your password at once.\n",
                        name, provider.ko, provider.en)};
}

} // namespace ahimmoyak::identity::letters
