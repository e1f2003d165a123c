#pragma once

#include "control/api.hpp"
#include "json/codec.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::control {

/// Who has signed a call. Everything is asked of, and made for, this institution.
struct signer {
    institution_id institution;
    bool only_reads = false;
    const http::request& in;
};

/// The refusals of these services have their own names: the code is the SDKs' exception.
problem no_such(words what);
problem wrong(words detail);
problem conflicting(words detail);

/// Whose call it is. Throws what AWS says of a call that may not be.
task<signer> admit(module& m, const http::exchange& x, std::string_view service, bool changes);

/// A refusal as the SDKs read it: x-amzn-ErrorType, and the words under both names they look for.
http::response refused(const problem& why, const http::request& in);

template <class In, class Out>
using operation = task<Out> (*)(module&, signer, In);

/// An answer without a body.
struct nothing {};

/// POST /service/Name with a JSON object, answered by one.
template <class In, class Out>
task<http::response> call(module& m, const http::exchange& x, std::string_view service, bool changes,
                          operation<In, Out> what)
{
    std::optional<http::response> answer;
    try {
        auto who = co_await admit(m, x, service, changes);
        In asked{};
        if (!x.in.body.empty())
            asked = json::decode<In>(x.in.body);
        if constexpr (std::is_same_v<Out, nothing>) {
            co_await what(m, who, std::move(asked));
            answer = http::response{204, {}, {}, {}};
        } else {
            const Out made = co_await what(m, who, std::move(asked));
            answer = http::response{200, "application/json", json::encode(made), {}};
        }
    } catch (const problem& why) {
        answer = refused(why, x.in);
    }
    co_return std::move(*answer);
}

enum class kind : std::uint8_t { reads, changes };

/// Adds the operations of one service.
class operations {
public:
    operations(http::router& to, module& m, std::string service) : to_{to}, module_{m}, service_{std::move(service)} {}

    template <class In, class Out>
    void add(const std::string& name, kind is, operation<In, Out> what)
    {
        const bool changes = is == kind::changes;
        // Not in the audit log, which is of people: what programs change stands in the server's log.
        to_.add(http::route{http::verb::post,
                            "/" + service_ + "/" + name,
                            http::allow::anyone.kept_elsewhere(),
                            name,
                            {},
                            [&m = module_, service = service_, changes, what](const http::exchange& x) {
                                return call(m, x, service, changes, what);
                            }});
    }

private:
    http::router& to_;
    module& module_;
    std::string service_;
};

} // namespace ahimmoyak::control
