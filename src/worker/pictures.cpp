#include "worker/pictures.hpp"

#include "videos/protocol.hpp"
#include "worker/filter.hpp"
#include "worker/ladder.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ahimmoyak::worker {

namespace {

constexpr int most = 100, columns = 10, small_height = 90;

// The picture shown at the moment, or near it: the key frame before.
bool picture_at(source& from, AVCodecContext& with, double seconds, AVFrame& into)
{
    auto& file = from.file();
    const auto start = file.start_time == AV_NOPTS_VALUE ? 0 : file.start_time;
    const auto at = start + static_cast<std::int64_t>(seconds * AV_TIME_BASE);
    if (av_seek_frame(&file, -1, at, AVSEEK_FLAG_BACKWARD) < 0 && seconds > 0)
        return false;
    avcodec_flush_buffers(&with);
    const auto taken = new_packet();
    const auto seen = new_frame();
    bool found = false;
    int wrong = 0;
    const auto keep = [&](AVFrame& each) {
        if (!found && each.width > 0) {
            av_frame_unref(&into);
            av_frame_move_ref(&into, &each);
            found = true;
        }
    };
    for (int tried = 0; !found && tried < 300;) {
        const int read = av_read_frame(&file, taken.get());
        if (read < 0) {
            decode(with, nullptr, *seen, wrong, keep);
            break;
        }
        if (taken->stream_index == from.video().index) {
            ++tried;
            decode(with, taken.get(), *seen, wrong, keep);
        }
        av_packet_unref(taken.get());
    }
    return found;
}

void send_jpeg(std::uint8_t number, AVFrame& shown, int quality)
{
    const auto* found = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    codec with{there(avcodec_alloc_context3(found))};
    with->width = shown.width;
    with->height = shown.height;
    with->pix_fmt = AV_PIX_FMT_YUVJ420P;
    with->color_range = AVCOL_RANGE_JPEG;
    with->time_base = {1, 1};
    with->flags |= AV_CODEC_FLAG_QSCALE;
    with->global_quality = FF_QP2LAMBDA * quality;
    must(avcodec_open2(with.get(), found, nullptr), "broken");
    shown.quality = with->global_quality;
    shown.pts = 0;
    shown.pict_type = AV_PICTURE_TYPE_NONE;
    const auto out = new_packet();
    must(avcodec_send_frame(with.get(), &shown), "broken");
    must(avcodec_receive_packet(with.get(), out.get()), "broken");
    tell_file(number, {out->data, static_cast<std::size_t>(out->size)});
}

frame resized(AVFrame& from, int quarters, int width, int height)
{
    char size[96];
    std::snprintf(size, sizeof size, "scale=%d:%d:flags=bicubic,setsar=1,format=yuvj420p", width, height);
    filter shrink{AVMEDIA_TYPE_VIDEO, turned(quarters) + size, {1, 1000}};
    auto made = new_frame();
    const auto keep = [&](AVFrame& each) {
        if (made->width == 0)
            av_frame_move_ref(made.get(), &each);
    };
    shrink.put(&from, keep);
    shrink.put(nullptr, keep);
    if (made->width == 0)
        throw failure{"broken"};
    return made;
}

frame blank(int width, int height)
{
    auto made = new_frame();
    made->width = width;
    made->height = height;
    made->format = AV_PIX_FMT_YUVJ420P;
    must(av_frame_get_buffer(made.get(), 0), "broken");
    std::memset(made->data[0], 0, static_cast<std::size_t>(made->linesize[0] * height));
    for (const int plane : {1, 2})
        std::memset(made->data[plane], 128, static_cast<std::size_t>(made->linesize[plane] * height / 2));
    return made;
}

void paste(const AVFrame& what, AVFrame& onto, int x, int y)
{
    for (const int plane : {0, 1, 2}) {
        const int half = plane == 0 ? 1 : 2;
        for (int row = 0; row < what.height / half; ++row)
            std::memcpy(onto.data[plane] + (y / half + row) * onto.linesize[plane] + x / half,
                        what.data[plane] + row * what.linesize[plane], static_cast<std::size_t>(what.width / half));
    }
}

// Of the key frame alone; what belongs to it and comes later is not waited for.
bool picture_of(AVCodecContext& with, const AVPacket& key, AVFrame& into)
{
    const auto seen = new_frame();
    bool found = false;
    int wrong = 0;
    const auto keep = [&](AVFrame& each) {
        if (!found && each.width > 0) {
            av_frame_unref(&into);
            av_frame_move_ref(&into, &each);
            found = true;
        }
    };
    decode(with, &key, *seen, wrong, keep);
    decode(with, nullptr, *seen, wrong, keep);
    avcodec_flush_buffers(&with);
    return found;
}

double ratio_of(source& of) { return std::clamp(static_cast<double>(of.width()) / of.height(), 0.2, 5.0); }

void send_poster(source& from, AVFrame& shown)
{
    const int height = std::min(even(from.height()), 720);
    send_jpeg(videos::protocol::poster, *resized(shown, from.turns(), even(height * ratio_of(from)), height), 4);
}

} // namespace

sheet send_stills(source& from, const std::vector<std::uint64_t>& places)
{
    const auto with = from.decoder_of(from.video());
    if (!with)
        throw failure{"unsupported"};
    const auto wanted = std::min(static_cast<int>(places.size()), most);
    const auto seen = new_frame();
    const auto taken = new_packet();
    sheet made;
    made.height = small_height;
    made.width = even(small_height * ratio_of(from));
    made.columns = std::min(wanted, columns);
    const auto all = blank(made.width * std::max(made.columns, 1), small_height * ((wanted + columns - 1) / columns));
    while (made.count < wanted && av_read_frame(&from.file(), taken.get()) >= 0) {
        const bool key = taken->stream_index == from.video().index && (taken->flags & AV_PKT_FLAG_KEY) != 0;
        const auto place = places[static_cast<std::size_t>(made.count)];
        if (key && taken->pos >= 0 && static_cast<std::uint64_t>(taken->pos) >= place &&
            picture_of(*with, *taken, *seen)) {
            if (made.count == wanted / 10)
                send_poster(from, *seen);
            paste(*resized(*seen, from.turns(), made.width, made.height), *all, made.count % columns * made.width,
                  made.count / columns * made.height);
            ++made.count;
            tell_percent(static_cast<double>(made.count) / wanted);
        }
        av_packet_unref(taken.get());
    }
    if (made.count < wanted)
        throw failure{"broken"};
    send_jpeg(videos::protocol::thumbnails, *all, 6);
    return made;
}

sheet send_pictures(source& from)
{
    const auto with = from.decoder_of(from.video());
    if (!with)
        throw failure{"unsupported"};
    const double duration = from.duration();
    const int quarters = from.turns();
    const auto seen = new_frame();
    if (!picture_at(from, *with, std::min(duration / 10, 30.0), *seen) && !picture_at(from, *with, 0, *seen))
        throw failure{"broken"};
    send_poster(from, *seen);

    sheet made;
    made.every_ms = std::max<std::int64_t>(1000, std::llround(std::min(duration, 86400.0) * 1000 / most));
    made.height = small_height;
    made.width = even(small_height * ratio_of(from));
    made.columns = columns;
    const int wanted =
        std::clamp(static_cast<int>(std::ceil(duration * 1000 / static_cast<double>(made.every_ms))), 1, most);
    const int rows = (wanted + columns - 1) / columns;
    const auto all = blank(made.width * std::min(wanted, columns), small_height * rows);
    made.columns = std::min(wanted, columns);
    for (int i = 0; i < wanted; ++i) {
        if (i > 0 && !picture_at(from, *with, static_cast<double>(i * made.every_ms) / 1000, *seen))
            break;
        if (i == 0)
            picture_at(from, *with, 0, *seen);
        paste(*resized(*seen, quarters, made.width, made.height), *all, i % columns * made.width,
              i / columns * made.height);
        made.count = i + 1;
        tell_percent(0.1 + 0.1 * i / wanted);
    }
    send_jpeg(videos::protocol::thumbnails, *all, 6);
    return made;
}

} // namespace ahimmoyak::worker
