#pragma once

#include "base/task.hpp"
#include "http/access.hpp"
#include "http/idempotency.hpp"
#include "http/message.hpp"
#include "http/websocket.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::http {

/// The bytes of a request's body as they arrive, for routes that stream it.
class body_source {
public:
    virtual ~body_source() = default;
    /// Content-Length, when the client told it.
    virtual std::optional<std::uint64_t> length() const = 0;
    /// Fills `into` with at least one byte; 0 at the end. Throws a problem when the client stalls,
    /// breaks off or sends more than the route's limit.
    virtual task<std::size_t> read(boost::asio::mutable_buffer into) = 0;
};

/// What a route's handler works on.
struct exchange {
    const request& in;
    const std::optional<caller>& who;
    body_source* streamed; ///< null unless the route streams its body
};

using endpoint = std::function<task<response>(const exchange&)>;

/// How much of a body a route takes.
struct body_limit {
    std::uint64_t bytes = 64 * 1024;
    bool streamed = false; ///< handed over as it arrives instead of being gathered in memory
};

/// A route and what the OpenAPI document says of it.
struct route {
    verb method;
    std::string path; ///< /v1/courses/{courseId}; a last segment {rest*} takes all that follows
    access who;
    std::string summary;
    boost::json::object operation; ///< empty: not part of the documented interface
    endpoint handle;
    body_limit body{};
};

/// Knows who is behind a request.
class authenticator {
public:
    virtual ~authenticator() = default;
    /// Nothing when the request carries no valid credentials.
    virtual task<std::optional<caller>> authenticate(const request& in) = 0;
};

class auditor;

/// Which pages may call, beside those of the same host.
struct origin_policy {
    std::vector<std::string> allowed; ///< such as "https://www.example.kr"

    bool allows(std::string_view origin, std::string_view host) const;
};

/// Finds the route of a request. A literal segment wins over a {name}; identifiers are checked by
/// the handler's types.
class router {
public:
    router();
    ~router();
    router(router&&) noexcept;

    /// Throws std::logic_error when two routes could both match: the same method and path, whatever
    /// their {names} are.
    void add(route added);
    /// A WebSocket at an exact path.
    void add(socket_route added);

    struct match {
        const route* found = nullptr;
        bool path_exists = false;
        std::string allow; ///< the Allow header of a 405
    };
    match find(verb method, std::string_view path, boost::container::small_vector<pair_view, 4>& captures) const;
    const socket_route* find_socket(std::string_view path) const;

    /// The rights and rules every request passes before its handler. Throws a problem to refuse.
    task<std::optional<caller>> admit(const route& to, const request& in) const;
    task<std::optional<caller>> admit(const socket_route& to, const request& in) const;

    /// Answers GET requests for addresses that no route has: the pages.
    void otherwise(endpoint pages) { otherwise_ = std::move(pages); }
    const endpoint& otherwise() const { return otherwise_; }

    /// Lets POST requests carry an Idempotency-Key.
    void repeat_by(std::shared_ptr<idempotency> store) { idempotency_ = std::move(store); }
    idempotency* repeats() const { return idempotency_.get(); }

    /// Has accepted requests noted (auditor.hpp).
    void audit_by(std::shared_ptr<auditor> log) { auditor_ = std::move(log); }
    auditor* audits() const { return auditor_.get(); }

    void authenticate_by(std::shared_ptr<authenticator> by) { authenticator_ = std::move(by); }
    origin_policy origins;

    const std::vector<std::unique_ptr<route>>& routes() const { return routes_; }
    const std::vector<std::unique_ptr<socket_route>>& sockets() const { return sockets_; }

private:
    struct node;
    task<std::optional<caller>> admit(access who, bool changes_state, const request& in) const;

    std::unique_ptr<node> root_;
    std::vector<std::unique_ptr<route>> routes_;
    std::vector<std::unique_ptr<socket_route>> sockets_;
    std::shared_ptr<authenticator> authenticator_;
    endpoint otherwise_;
    std::shared_ptr<idempotency> idempotency_;
    std::shared_ptr<auditor> auditor_;
};

} // namespace ahimmoyak::http
