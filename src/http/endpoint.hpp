#pragma once

#include "base/fixed_string.hpp"
#include "base/problem.hpp"
#include "base/task.hpp"
#include "http/router.hpp"
#include "json/codec.hpp"

#include <tuple>
#include <variant>

// What a handler's signature may say. From it come the decoding, the validation and the OpenAPI
// entry of the route:
//
//     task<created<post>> publish(module& m, caller who, path<"boardId", board_id> board, body<new_post> in);

namespace ahimmoyak::http {

/// One {segment} of the path. What is not of the type is a 404.
template <fixed_string Name, class T>
struct path {
    T value;
};

/// The whole query string, one described struct. Unknown parameters are ignored.
template <class T>
struct query {
    T value;
    const T* operator->() const { return &value; }
};

/// The JSON body.
template <class T>
struct body {
    T value;
    const T* operator->() const { return &value; }
};

/// A file as the whole body. What it is its reader finds out: browsers seldom know the type of a CSV.
struct file_body {
    std::string_view bytes;
};

/// The request itself, for what has no type of its own: cookies, the address, the language.
struct incoming {
    const request* value;
    const request* operator->() const { return value; }
};

/// The version that a change is based on: the number in If-Match: "3". Absent: not guarded.
struct if_match {
    std::optional<std::int64_t> version;
};

/// A 201 with the thing made.
template <class T>
struct created {
    T value;
    std::string location{};
};

/// A 200 (or 201, when made) that also sets header fields, such as cookies.
template <class T>
struct with_headers {
    T value;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// A 202: it is not done yet, and this says how it goes on.
template <class T>
struct accepted {
    T value;
};

/// One of two answers, each with a status of its own.
template <class A, class B>
struct either {
    std::variant<A, B> value;
};

/// A 200 with the version of what is shown as its ETag.
template <class T>
struct tagged {
    T value;
    std::int64_t version;
};

struct no_content {};

/// A 302: the browser goes on there. The value is told too, to who does not follow.
template <class T>
struct redirect {
    T value;
    std::string location;
    std::vector<std::pair<std::string, std::string>> headers{};
};

namespace detail {

namespace bj = boost::json;

bj::object parameter_object(std::string_view name, std::string_view where, bool required, bj::value schema);
bj::object json_content(bj::value schema);
/// The operation of a route but for its parameters, body and answer.
bj::object operation_object(verb method, std::string_view path, access who, std::string_view summary);
/// Adds to the answers that the operation may give.
void describe_answer(bj::object& operation, int status, bj::value content);
void check_content_type(const request& in);
std::optional<std::int64_t> version_in(std::string_view if_match);
response json_answer(int status, std::string body);

template <class Arg>
struct extract;

template <fixed_string Name, class T>
struct extract<path<Name, T>> {
    static path<Name, T> from(const exchange& x)
    {
        path<Name, T> result{};
        if (!json::codec<T>::from_text(x.in.capture(Name.view()), result.value))
            throw not_found();
        return result;
    }
    static void describe(bj::object& operation, json::schema_book& book)
    {
        operation["parameters"].as_array().push_back(
            parameter_object(Name.view(), "path", true, json::codec<T>::schema(book)));
    }
};

template <class T>
struct extract<query<T>> {
    static query<T> from(const exchange& x)
    {
        query<T> result{};
        json::reader at;
        each_query_parameter(x.in.query, [&](std::string_view name, std::string_view text) {
            boost::mp11::mp_for_each<json::members<T>>([&](auto m) {
                using field = std::remove_cvref_t<decltype(result.value.*m.pointer)>;
                if (name == json::wire_name<decltype(m)> &&
                    !json::codec<field>::from_text(text, result.value.*m.pointer))
                    at.within(name,
                              [&] { at.fail("parameter", {"쓸 수 없는 값입니다.", "This value is not acceptable."}); });
            });
        });
        boost::mp11::mp_for_each<json::members<T>>([&](auto m) {
            using field = std::remove_cvref_t<decltype(result.value.*m.pointer)>;
            if constexpr (!json::omissible<field>) {
                bool there = false;
                each_query_parameter(x.in.query, [&](std::string_view name, std::string_view) {
                    there = there || name == json::wire_name<decltype(m)>;
                });
                if (!there)
                    at.within(json::wire_name<decltype(m)>, [&] { json::mistake::required(at); });
            }
        });
        if (!at.ok())
            throw invalid(at.take());
        return result;
    }
    static void describe(bj::object& operation, json::schema_book& book)
    {
        boost::mp11::mp_for_each<json::members<T>>([&](auto m) {
            using field = std::remove_cvref_t<decltype(std::declval<T&>().*m.pointer)>;
            operation["parameters"].as_array().push_back(parameter_object(
                json::wire_name<decltype(m)>, "query", !json::omissible<field>, json::codec<field>::schema(book)));
        });
    }
};

template <class T>
struct extract<body<T>> {
    static body<T> from(const exchange& x)
    {
        check_content_type(x.in);
        return {json::decode<T>(x.in.body)};
    }
    static void describe(bj::object& operation, json::schema_book& book)
    {
        operation["requestBody"] =
            bj::object{{"required", true}, {"content", json_content(json::codec<T>::schema(book))}};
    }
};

template <>
struct extract<file_body> {
    static file_body from(const exchange& x) { return {x.in.body}; }
    static void describe(bj::object& operation, json::schema_book&)
    {
        operation["requestBody"] =
            bj::object{{"required", true}, {"content", bj::object{{"application/octet-stream", bj::object{}}}}};
    }
};

template <>
struct extract<caller> {
    static caller from(const exchange& x)
    {
        if (!x.who)
            throw unauthenticated();
        return *x.who;
    }
    static void describe(bj::object&, json::schema_book&) {}
};

template <>
struct extract<std::optional<caller>> {
    static std::optional<caller> from(const exchange& x) { return x.who; }
    static void describe(bj::object&, json::schema_book&) {}
};

template <>
struct extract<incoming> {
    static incoming from(const exchange& x) { return {&x.in}; }
    static void describe(bj::object&, json::schema_book&) {}
};

template <>
struct extract<if_match> {
    static if_match from(const exchange& x) { return {version_in(x.in.header("if-match"))}; }
    static void describe(bj::object& operation, json::schema_book&)
    {
        operation["parameters"].as_array().push_back(
            parameter_object("If-Match", "header", false, bj::object{{"type", "string"}}));
    }
};

template <class R>
struct reply {
    static constexpr int status = 200;
    static response make(R&& value) { return json_answer(200, json::encode(value)); }
    static bj::value content(json::schema_book& book) { return json_content(json::codec<R>::schema(book)); }
};

template <class T>
struct reply<created<T>> {
    static constexpr int status = 201;
    static response make(created<T>&& made)
    {
        auto answer = json_answer(201, json::encode(made.value));
        if (!made.location.empty())
            answer.with("Location", std::move(made.location));
        return answer;
    }
    static bj::value content(json::schema_book& book) { return json_content(json::codec<T>::schema(book)); }
};

template <class T>
struct reply<with_headers<T>> {
    static response make(with_headers<T>&& made)
    {
        auto answer = reply<T>::make(std::move(made.value));
        for (auto& [name, value] : made.headers)
            answer.with(std::move(name), std::move(value));
        return answer;
    }
};

template <class T>
struct reply<tagged<T>> {
    static constexpr int status = 200;
    static response make(tagged<T>&& made)
    {
        auto answer = json_answer(200, json::encode(made.value));
        answer.with("ETag", "\"" + std::to_string(made.version) + "\"");
        return answer;
    }
    static bj::value content(json::schema_book& book) { return json_content(json::codec<T>::schema(book)); }
};

template <class T>
struct reply<accepted<T>> {
    static constexpr int status = 202;
    static response make(accepted<T>&& made) { return json_answer(202, json::encode(made.value)); }
    static bj::value content(json::schema_book& book) { return json_content(json::codec<T>::schema(book)); }
};

template <class A, class B>
struct reply<either<A, B>> {
    static response make(either<A, B>&& made)
    {
        return std::visit([](auto&& each) { return reply<std::remove_cvref_t<decltype(each)>>::make(std::move(each)); },
                          std::move(made.value));
    }
};

template <>
struct reply<no_content> {
    static constexpr int status = 204;
    static response make(no_content) { return {204, {}, {}, {}}; }
    static bj::value content(json::schema_book&) { return nullptr; }
};

template <class T>
struct reply<redirect<T>> {
    static constexpr int status = 302;
    static response make(redirect<T>&& made)
    {
        auto answer = reply<T>::make(std::move(made.value));
        answer.status = 302;
        answer.with("Location", std::move(made.location)).with("Cache-Control", "no-store");
        for (auto& [name, value] : made.headers)
            answer.with(std::move(name), std::move(value));
        return answer;
    }
    static bj::value content(json::schema_book& book) { return reply<T>::content(book); }
};

/// A handler that makes its whole answer itself (files, media); documented as a binary body.
template <>
struct reply<response> {
    static constexpr int status = 200;
    static response make(response&& made) { return std::move(made); }
    static bj::value content(json::schema_book&) { return bj::object{{"*/*", bj::object{}}}; }
};

template <class R>
struct answers {
    static void describe(bj::object& operation, json::schema_book& book)
    {
        describe_answer(operation, reply<R>::status, reply<R>::content(book));
    }
};

template <class A, class B>
struct answers<either<A, B>> {
    static void describe(bj::object& operation, json::schema_book& book)
    {
        answers<A>::describe(operation, book);
        answers<B>::describe(operation, book);
    }
};

template <class T>
struct answers<with_headers<T>> : answers<T> {};

// The arguments are made before the co_await expression, so that no temporary lives inside it.
template <class Module, class R, class... Args>
task<response> run(Module& module, task<R> (*function)(Module&, Args...), const exchange& x)
{
    std::tuple<Args...> args{extract<Args>::from(x)...};
    auto running = std::apply([&](auto&... each) { return function(module, std::move(each)...); }, args);
    R result = co_await std::move(running);
    co_return reply<R>::make(std::move(result));
}

} // namespace detail

/// Adds the routes of one module to the router. The module is every handler's first argument.
template <class Module>
class routes {
public:
    routes(router& to, json::schema_book& book, Module& module) : to_{to}, book_{book}, module_{module} {}

    template <class F>
    void get(std::string_view at, access who, std::string_view summary, F* call, body_limit limit = {})
    {
        add(verb::get, at, who, summary, call, limit);
    }
    template <class F>
    void post(std::string_view at, access who, std::string_view summary, F* call, body_limit limit = {})
    {
        add(verb::post, at, who, summary, call, limit);
    }
    template <class F>
    void put(std::string_view at, access who, std::string_view summary, F* call, body_limit limit = {})
    {
        add(verb::put, at, who, summary, call, limit);
    }
    template <class F>
    void remove(std::string_view at, access who, std::string_view summary, F* call, body_limit limit = {})
    {
        add(verb::remove, at, who, summary, call, limit);
    }

private:
    template <class R, class... Args>
    void add(verb method, std::string_view at, access who, std::string_view summary, task<R> (*call)(Module&, Args...),
             body_limit limit)
    {
        auto operation = detail::operation_object(method, at, who, summary);
        (detail::extract<Args>::describe(operation, book_), ...);
        detail::answers<R>::describe(operation, book_);
        to_.add({method, std::string{at}, who, std::string{summary}, std::move(operation),
                 [&m = module_, call](const exchange& x) { return detail::run(m, call, x); }, limit});
    }

    router& to_;
    json::schema_book& book_;
    Module& module_;
};

} // namespace ahimmoyak::http
