#include "notifications/letters.hpp"

#include "notifications/settings.hpp"

namespace ahimmoyak::notifications {

namespace {

const words brand{"아힘모약", "Ahimmoyak"};

std::string subject_of(const rendered& shown, const parameters& with, language in)
{
    auto subject = "[" + brand.in(in) + "] " + shown.title.in(in);
    // So that two requests of one day are two conversations in the mail program.
    if (with.course)
        subject += ": " + *with.course;
    else if (with.company)
        subject += ": " + *with.company;
    return subject;
}

} // namespace

mail::message letter_to(const identity::accounts::recipient& whom, notification_kind kind, const parameters& with,
                        std::string_view link, const stationery& on)
{
    const auto in = whom.language.value_or(on.otherwise);
    const auto shown = render(kind, with);
    const auto about = topic_of(kind);
    const std::string address{on.address};
    const auto token = token_of(on.key, {whom.id, about});
    const auto topic_name = name_of(about).in(in);
    mail::letter_content made;
    made.speaks = in;
    made.greeting = say("{}님, 안녕하세요.", "Hello {},", whom.name).in(in);
    made.paragraphs = {shown.body.in(in)};
    made.button = {{words{"페이지에서 보기", "Open the page"}.in(in), address + std::string{link}}};
    made.why = say("‘{}’ 알림을 메일로 받도록 설정되어 있어 보낸 메일입니다.",
                   "You get this mail because you are told of {} by e-mail.", topic_name)
                   .in(in);
    made.below = {{words{"알림 설정", "Settings"}.in(in), address + "/notifications/settings"},
                  {say("‘{}’ 메일 그만 받기", "No more mails about {}", topic_name).in(in),
                   address + "/unsubscribe?token=" + token}};
    made.unsubscribe = address + "/v1/notifications/unsubscribe?token=" + token;
    return mail::message_of(whom.email, subject_of(shown, with, in), std::move(made));
}

} // namespace ahimmoyak::notifications
