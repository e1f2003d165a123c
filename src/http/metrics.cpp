#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>

namespace ahimmoyak::http::metrics {

namespace {

prometheus::Registry& registry()
{
    static prometheus::Registry all;
    return all;
}

std::map<std::string, std::string> labels_of(std::string_view label, std::string_view value)
{
    if (label.empty())
        return {};
    return {{std::string{label}, std::string{value}}};
}

} // namespace

counter make_counter(std::string_view name, std::string_view help, std::string_view label, std::string_view value)
{
    counter made;
    made.of_ = &prometheus::BuildCounter()
                    .Name(std::string{name})
                    .Help(std::string{help})
                    .Register(registry())
                    .Add(labels_of(label, value));
    return made;
}

gauge make_gauge(std::string_view name, std::string_view help)
{
    gauge made;
    made.of_ = &prometheus::BuildGauge().Name(std::string{name}).Help(std::string{help}).Register(registry()).Add({});
    return made;
}

histogram make_histogram(std::string_view name, std::string_view help, std::string_view label, std::string_view value)
{
    static const prometheus::Histogram::BucketBoundaries bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                                0.25,  0.5,    1,     2.5,  5,     10};
    histogram made;
    made.of_ = &prometheus::BuildHistogram()
                    .Name(std::string{name})
                    .Help(std::string{help})
                    .Register(registry())
                    .Add(labels_of(label, value), bounds);
    return made;
}

void counter::add(double by) const { static_cast<prometheus::Counter*>(of_)->Increment(by); }
void gauge::add(double by) const { static_cast<prometheus::Gauge*>(of_)->Increment(by); }
void gauge::set(double to) const { static_cast<prometheus::Gauge*>(of_)->Set(to); }
void histogram::observe(double seconds) const { static_cast<prometheus::Histogram*>(of_)->Observe(seconds); }

reading histogram::read() const
{
    const auto seen = static_cast<const prometheus::Histogram*>(of_)->Collect().histogram;
    reading is;
    is.count = seen.sample_count;
    for (std::size_t i = 0; i + 1 < seen.bucket.size(); ++i) {
        is.upto.push_back(seen.bucket[i].upper_bound);
        is.cumulated.push_back(seen.bucket[i].cumulative_count);
    }
    return is;
}

histogram request_seconds(bool of_media)
{
    return make_histogram("ahimmoyak_http_request_seconds", "Time to answer a request", "of",
                          of_media ? "media" : "pages");
}

std::string text() { return prometheus::TextSerializer{}.Serialize(registry().Collect()); }

} // namespace ahimmoyak::http::metrics
