#pragma once

#include "http/endpoint.hpp"

namespace ahimmoyak::http {

/// A file as the whole body, handed over as it arrives: for routes whose body_limit says that it is streamed.
struct file_stream {
    body_source* source;
};

template <>
struct detail::extract<file_stream> {
    static file_stream from(const exchange& x) { return {x.streamed}; }
    static void describe(bj::object& operation, json::schema_book& book)
    {
        extract<file_body>::describe(operation, book);
    }
};

} // namespace ahimmoyak::http
