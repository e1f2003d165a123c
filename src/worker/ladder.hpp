#pragma once

#include <vector>

namespace ahimmoyak::worker {

/// What renditions a video gets, largest first. A size is the picture's shorter side, as in "720p".
struct rung {
    int size = 0;
    bool copied = false; ///< the source's own picture, as it is
};

/// `wished` are the sizes of the product, `size` is the source's. Nothing is made larger than the source. What is
/// copied takes the place of the largest.
std::vector<rung> ladder(std::vector<int> wished, int size, bool may_copy);

struct picture_size {
    int width = 0;
    int height = 0;
};
/// Even numbers, the shorter side being `size`.
picture_size sized(int width, int height, int size);

/// The nearest even number, at least 2.
int even(double value);

/// Bits a second that a picture of this size takes at most.
int most_bits(int size);

} // namespace ahimmoyak::worker
